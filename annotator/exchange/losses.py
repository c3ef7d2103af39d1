"""What an export leaves out or changes, in words."""

from django.utils.translation import ngettext_lazy

from annotator.exchange.sentences import counted
from annotator.formats.losses import Loss, Losses

SENTENCES = {
    Loss.TEXTS: ngettext_lazy(
        "The text of %(number)s article is left out.",
        "The texts of %(number)s articles are left out.",
        "n",
    ),
    Loss.FIELDS: ngettext_lazy(
        "Title, address, source and the like of %(number)s article are left out.",
        "Titles, addresses, sources and the like of %(number)s articles are left out.",
        "n",
    ),
    Loss.META: ngettext_lazy(
        "The metadata of %(number)s article are left out.",
        "The metadata of %(number)s articles are left out.",
        "n",
    ),
    Loss.EMPTY: ngettext_lazy(
        "%(number)s article or set without annotations is left out.",
        "%(number)s articles or sets without annotations are left out.",
        "n",
    ),
    Loss.SETS: ngettext_lazy(
        "State and times of %(number)s annotation set are left out.",
        "States and times of %(number)s annotation sets are left out.",
        "n",
    ),
    Loss.NAMES: ngettext_lazy(
        "Whose %(number)s annotation set is, is left out.",
        "Whose %(number)s annotation sets are, is left out.",
        "n",
    ),
    Loss.ANNOTATIONS: ngettext_lazy(
        "%(number)s annotation is left out, because the format has no such label.",
        "%(number)s annotations are left out, because the format has no such labels.",
        "n",
    ),
    Loss.FRAGMENTS: ngettext_lazy(
        "%(number)s annotation in several fragments is written as one stretch.",
        "%(number)s annotations in several fragments are written as one stretch each.",
        "n",
    ),
    Loss.PIECES: ngettext_lazy(
        "%(number)s annotation in several fragments is written as several annotations.",
        "%(number)s annotations in several fragments are written as several annotations each.",
        "n",
    ),
    Loss.OVERLAPS: ngettext_lazy(
        "%(number)s annotation is left out, because another stands at its place.",
        "%(number)s annotations are left out, because others stand at their places.",
        "n",
    ),
    Loss.EXPANDED: ngettext_lazy(
        "%(number)s annotation is widened to whole tokens.",
        "%(number)s annotations are widened to whole tokens.",
        "n",
    ),
    Loss.CONTRACTED: ngettext_lazy(
        "%(number)s annotation is narrowed to whole tokens.",
        "%(number)s annotations are narrowed to whole tokens.",
        "n",
    ),
    Loss.SKIPPED: ngettext_lazy(
        "%(number)s annotation is left out, because it begins or ends inside a token.",
        "%(number)s annotations are left out, because they begin or end inside a token.",
        "n",
    ),
    Loss.WITHOUT_TOKENS: ngettext_lazy(
        "%(number)s annotation is left out, because it holds no whole token.",
        "%(number)s annotations are left out, because they hold no whole token.",
        "n",
    ),
    Loss.RELATIONS: ngettext_lazy(
        "%(number)s link is left out.", "%(number)s links are left out.", "n"
    ),
    Loss.IDS: ngettext_lazy(
        "The id of %(number)s annotation is left out.",
        "The ids of %(number)s annotations are left out.",
        "n",
    ),
    Loss.RELATION_IDS: ngettext_lazy(
        "The id of %(number)s link is left out.",
        "The ids of %(number)s links are left out.",
        "n",
    ),
    Loss.ATTRIBUTES: ngettext_lazy(
        "The attributes of %(number)s annotation are left out.",
        "The attributes of %(number)s annotations are left out.",
        "n",
    ),
    Loss.NOTES: ngettext_lazy(
        "The note of %(number)s annotation is left out.",
        "The notes of %(number)s annotations are left out.",
        "n",
    ),
    Loss.VALUES: ngettext_lazy(
        "The value of %(number)s figure is left out.",
        "The values of %(number)s figures are left out.",
        "n",
    ),
    Loss.PROVENANCE: ngettext_lazy(
        "How %(number)s annotation came into the gold set is left out.",
        "How %(number)s annotations came into the gold set is left out.",
        "n",
    ),
    Loss.SPEAKERS: ngettext_lazy(
        "What the register knows of %(number)s speaker beyond a name is left out.",
        "What the register knows of %(number)s speakers beyond names is left out.",
        "n",
    ),
    Loss.LINES: ngettext_lazy(
        "Spaces or line ends of %(number)s text are written otherwise.",
        "Spaces or line ends of %(number)s texts are written otherwise.",
        "n",
    ),
    Loss.CHARACTERS: ngettext_lazy(
        "%(number)s text has characters that had to be replaced.",
        "%(number)s texts have characters that had to be replaced.",
        "n",
    ),
}


def sentences(losses: Losses) -> list[str]:
    """A sentence for each kind of loss that there was."""
    return [counted(SENTENCES[loss], losses[loss]) for loss in Loss if losses[loss]]
