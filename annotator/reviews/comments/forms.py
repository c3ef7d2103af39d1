"""What is sent about threads, as typed values."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from annotator.projects.models import Project
from annotator.reviews.comments.queries import About
from annotator.reviews.comments.services import MAX_QUOTE, MAX_TEXT
from annotator.web.markdown import headings

MAX_SECTION = 200
BIGGEST = 2**63 - 1
ARTICLE = About()


class CommentForm(forms.Form):
    """``data-mentions`` names the list that a typed @ opens, where there is a script."""

    text = forms.CharField(
        label=_("Comment"),
        max_length=MAX_TEXT,
        widget=forms.Textarea({"rows": 3, "dir": "auto", "data-mentions": "mentions"}),
    )


class ThreadForm(CommentForm):
    """Opens a thread. What it is about, if not the article, is in the address."""

    quote = forms.CharField(
        label=_("Words that it is about"),
        required=False,
        max_length=MAX_QUOTE,
        help_text=_("As they stand in the article."),
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
    )
    guideline = forms.BooleanField(label=_("The guidelines don’t answer this"), required=False)
    section = forms.ChoiceField(label=_("Section of the guidelines"), required=False)

    def __init__(self, *args: Any, project: Project, about: About, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = [one[:MAX_SECTION] for one in headings(project.guidelines)]
        choices = [("", _("None of them")), *((one, one) for one in sections)]
        self.fields["section"].choices = choices  # type: ignore[attr-defined]
        if about.annotation:
            del self.fields["quote"]  # it is the annotation's


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks to see: what threads are about, which of them, from where on."""

    about: About = ARTICLE
    thread: int = 0
    resolved: bool = False
    quote: str = ""
    after: int = 0
    before: int = 0

    @property
    def query(self) -> str:
        """The same again, as the forms of a page send it along."""
        about = self.about
        given = {
            "annotation": about.annotation,
            "set": about.set_id,
            "cluster": about.cluster,
            "thread": self.thread or None,
            "resolved": 1 if self.resolved else None,
        }
        return urlencode({name: value for name, value in given.items() if value is not None})

    @property
    def about_query(self) -> str:
        return Asked(about=self.about).query


def asked(data: QueryDict) -> Asked:
    return Asked(
        about=About(
            annotation=_uuid(data, "annotation"),
            set_id=_number(data, "set") or None,
            cluster=_uuid(data, "cluster"),
        ),
        thread=_number(data, "thread"),
        resolved=data.get("resolved") == "1",
        quote=data.get("quote", "").replace("\0", "")[:MAX_QUOTE],
        after=_number(data, "after"),
        before=_number(data, "before"),
    )


def _uuid(data: QueryDict, name: str) -> UUID | None:
    try:
        return UUID(data.get(name, ""))
    except ValueError:
        return None


def _number(data: QueryDict, name: str) -> int:
    value = data.get(name, "")
    known = value.isascii() and value.isdigit() and len(value) < 20
    return min(int(value), BIGGEST) if known else 0
