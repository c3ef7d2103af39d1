"""TEI P5: a document for each article, its text as it is, and everything said of it in standOff.

The text is one ``<ab xml:id="text">``, to the last space, so that offsets are those of the article:
``#string-range(text,START,LENGTH)`` points to a fragment, in characters, counted from 0. A span has
a pointer for each of its fragments, whatever else there is at the same place. ``@n`` has the ids
that annotations and relations have elsewhere.
"""

from annotator.formats.tei.writing import write

__all__ = ["write"]
