"""A corpus as bytes, streamed from one moment's state of the database."""

from collections.abc import Iterable, Iterator
from typing import Any

from annotator.exchange.choices import Selection
from annotator.exchange.corpus import records, snapshot
from annotator.exchange.losses import sentences
from annotator.formats.losses import Losses
from annotator.formats.records import (
    Record,
    Scheme,
    SchemeAttribute,
    SchemeLabel,
    SchemeRelation,
)
from annotator.formats.registry import Format
from annotator.formats.writing import About, Piece, Writing, zipped
from annotator.projects.models import Project
from annotator.schemes.models import Label
from annotator.schemes.queries import links_of

LOSSES = "losses.txt"
LOOKED_AT = 1_000
"""So many articles are written to see what a format leaves out, before somebody exports."""


def export(selection: Selection, form: Format, how: Writing, losses: Losses) -> Iterator[bytes]:
    """The file. Of several files in an archive the last one says what was left out."""
    with snapshot():
        yield from packed(form, how, records(selection), losses)


def packed(form: Format, how: Writing, found: Iterable[Record], losses: Losses) -> Iterator[bytes]:
    if form.is_folder:
        yield from zipped(_with_losses(form.write(found, how, losses), losses))
    else:
        for _name, data in form.write(found, how, losses):
            yield data


def would_lose(selection: Selection, form: Format, how: Writing) -> list[str]:
    """What the format has no place for in the first articles, found by writing them."""
    losses = Losses()
    with snapshot():
        for _piece in form.write(records(selection, LOOKED_AT), how, losses):
            pass
    return sentences(losses)


def file_name(selection: Selection, form: Format) -> str:
    return f"{selection.project.slug}{form.suffix}"


def scheme_of(project: Project) -> Scheme:
    """The project's scheme, as formats know it; what is switched off is in use in old sets."""
    labels = list(Label.objects.filter(project=project).prefetch_related("attributes"))
    names = {label.pk: label.name for label in labels}
    return Scheme(
        tuple(map(_label, labels)),
        tuple(
            SchemeRelation(
                link.name,
                tuple(names[pk] for pk in sorted(link.sources)),
                tuple(names[pk] for pk in sorted(link.targets)),
            )
            for link in links_of(project.pk)
        ),
    )


def writing(project: Project, **wishes: Any) -> Writing:
    """How to write a project's corpus; ``wishes`` are fields of Writing."""
    given: dict[str, Any] = {
        "name": project.slug,
        "scheme": scheme_of(project),
        "about": About(title=project.name, guidelines=project.guidelines),
    }
    return Writing(**given | wishes)


def _label(label: Label) -> SchemeLabel:
    attributes = tuple(
        SchemeAttribute(one.name, one.kind, tuple(one.options)) for one in label.attributes.all()
    )
    return SchemeLabel(label.name, label.meaning, label.hue, attributes)


def _with_losses(pieces: Iterator[Piece], losses: Losses) -> Iterator[Piece]:
    yield from pieces
    if losses:
        yield LOSSES, "".join(f"{line}\n" for line in sentences(losses)).encode()
