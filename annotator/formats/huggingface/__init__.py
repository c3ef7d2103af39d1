"""Hugging Face datasets: Parquet files with a data card, and Parquet files of others to read.

Each article is a row of nested columns, which hold everything: its fields, “tokens” and where they
stand in the text (“token_starts”, “token_ends”), and “sets”, “spans”, “relations” and “speakers” as
lists of objects. What has no fixed shape (“meta”, “attributes”, “value”) is JSON in a string.

Tags are there too, in IOB2, for programs that want no more: of the gold set, or else of the only
one; none (null) where there are several or none. “ner_tags” has all labels of the scheme, and where
annotations overlap only the longest; “ner_tags_<label>” has one label alone, so that figures are
seen inside of claims. An annotation that ends inside of a token is taken for the whole token there,
one in fragments for each of them.
"""

from annotator.formats.huggingface.reading import read
from annotator.formats.huggingface.writing import write

__all__ = ["read", "write"]
