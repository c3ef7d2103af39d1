"""What a document of another tool has no place for, kept as JSON of our own with it.

That is the article's metadata, whose annotation set it is, the register's entries, and of each
annotation what the tool shows otherwise. ``mark`` is a short digest of how an annotation was
written, in three parts: place and label, attributes, note. As long as a part fits what is read,
nobody has changed that in the other tool, and it is again exactly as it was. What was changed there
counts as it is now; the annotation keeps its id.
"""

from annotator.formats.companion.articles import article, cleaned, is_of, still_of
from annotator.formats.companion.kept import Companion
from annotator.formats.companion.reading import MAX_BYTES, beside, is_one, parsed, understood
from annotator.formats.companion.writing import SCHEMA, Form, mark_of, written

__all__ = [
    "MAX_BYTES",
    "SCHEMA",
    "Companion",
    "Form",
    "article",
    "beside",
    "cleaned",
    "is_of",
    "is_one",
    "mark_of",
    "parsed",
    "still_of",
    "understood",
    "written",
]
