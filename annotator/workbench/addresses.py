"""Where the workbench's addresses lead: to one's own set of an article, or to the gold set."""

from django.urls import reverse

from annotator.annotations.states import Kind


def name(of: str, what: str) -> str:
    """How an address is called: ``article`` is the page itself."""
    if of != Kind.GOLD:
        return what
    return "gold" if what == "article" else f"gold_{what}"


def address(of: str, what: str, *args: object) -> str:
    return reverse(f"workbench:{name(of, what)}", args=args)
