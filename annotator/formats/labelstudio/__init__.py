"""Label Studio's JSON, with the labelling configuration that it needs beside it.

A task is an article. Annotators' sets and the gold one are its annotations, the latter with
“ground_truth”; suggested and imported sets are its predictions. Offsets count code points, as
Label Studio does since 2021; what it wrote before is told by the quotes.

An annotation in several fragments is a region for each, led to the next one by a relation of its
own type, CONTINUED. Attributes of the scheme are per-region controls, notes the regions' texts,
and what else there is stands in the metadata of regions, which Label Studio passes on.
"""

from annotator.formats.labelstudio.reading import read, recognises
from annotator.formats.labelstudio.writing import write

__all__ = ["read", "recognises", "write"]
