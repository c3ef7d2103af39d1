"""spaCy's DocBin: folders of shards and a configuration to train with, and any .spacy file to read.

Each annotation set of an article is a Doc. Its text is that of the article, to the last space, and
``doc.spans["sc"]`` has every annotation that tokens can hold, overlaps and all; ``doc.ents`` has
what of them is flat, the longest first. ``doc.user_data`` is the article's native object without
the text: everything else there is to know, with “tokens” beside each span, where it stands in the
Doc (none if it is not in “sc”).
"""

from annotator.formats.docbin.reading import read
from annotator.formats.docbin.writing import write

__all__ = ["read", "write"]
