"""Where quotations begin and end in a text, and the words that report them."""

from annotator.quotations.model import Quotation, Reading
from annotator.quotations.reading import read

__all__ = ["Quotation", "Reading", "read"]
