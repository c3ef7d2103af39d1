"""Articles on their way in, checked against the project and against each other."""

from collections.abc import Iterable, Iterator

from django.db.models import BooleanField, Max
from django.db.models.expressions import RawSQL

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.errors import InvalidInput
from annotator.exchange.batches import batches
from annotator.exchange.choices import Rules, TakenIds
from annotator.exchange.labels import Labels
from annotator.exchange.links import Links
from annotator.exchange.reports import Listener, Report
from annotator.exchange.speakers import Register
from annotator.formats.records import Item, Problem, Record
from annotator.formats.values import shown
from annotator.projects.models import Project

_MARK = 8
_LONGEST_STEM = 190


class Checker:
    """Takes what the reader gives, and gives on, in batches, the articles that can be written.

    It remembers the texts and ids of all that it let pass, some 200 bytes an article.
    ``writes``: what it gives on is written, so that labels must be made for it.
    """

    def __init__(
        self, project: Project, rules: Rules, by: User | None, listener: Listener, *, writes: bool
    ) -> None:
        self.report = Report()
        self.labels = Labels(project, rules, by, self.report)
        self.links = Links(project, rules, by, self.report, self.labels)
        self.register = Register(project, self.report)
        self._project = project
        self._rules = rules
        self._listener = listener
        self._may_write = writes
        # The database is only asked for what was there before: it knows too little of new rows
        # to find them well, and what comes in now is remembered here.
        self._last = Article.objects.filter(project=project).aggregate(Max("id"))["id__max"]
        self._texts: set[bytes] = set()
        self._ids: set[str] = set()

    @property
    def writes(self) -> bool:
        """No more, once there are problems that nobody said to overlook."""
        return self._may_write and (self._rules.good_ones or not self.report.problems)

    def check(self, items: Iterable[Item]) -> Iterator[list[Record]]:
        for batch in batches(items):
            for item in batch:
                if not isinstance(item, Record):
                    self._tell(item)
            yield self._passing([item for item in batch if isinstance(item, Record)])

    def _tell(self, item: Item) -> None:
        self._listener.hear(item)
        self.report.tell(item)

    def _passing(self, batch: list[Record]) -> list[Record]:
        stored, taken = self._stored_texts(batch), self._stored_ids(batch)
        passing = []
        for record in batch:
            try:
                if self._passes(record, stored, taken):
                    self.report.tell(record)
                    passing.append(record)
            except InvalidInput as error:
                self._tell(Problem(record.file, record.line, error.message, record.raw))
        return passing

    def _passes(self, record: Record, stored: set[str], taken: set[str]) -> bool:
        text = bytes.fromhex(record.digest)[: 2 * _MARK]
        if text in self._texts or record.digest in stored:
            self._skip(record, stored)
            return False
        uid, renamed = self._uid(record, taken)
        self.labels.fit(record, make=self.writes)
        self.links.fit(record, make=self.writes)
        self.register.meet(record)
        record.uid = uid
        self.report.renamed += renamed
        self._texts.add(text)
        self._ids.add(uid)
        return True

    def _skip(self, record: Record, stored: set[str]) -> None:
        """A text that is there already. What came with it is told, because it is not kept."""
        if record.digest in stored:
            self.report.duplicates += 1
        else:
            self.report.repeated += 1
        self.report.left_behind += sum(len(one.spans) for one in record.sets)

    def _uid(self, record: Record, taken: set[str]) -> tuple[str, bool]:
        """The id under which the article will be known, and whether it had to be another."""
        wanted = _wanted(record)
        if wanted not in taken and wanted not in self._ids:
            return wanted, False
        other = _other(record)
        if other in taken or other in self._ids or not self._may_rename(record):
            raise InvalidInput(f"Another text has the id “{shown(wanted)}”.")
        return other, bool(record.uid)

    def _may_rename(self, record: Record) -> bool:
        return not record.uid or self._rules.ids == TakenIds.RENAME

    def _stored_texts(self, batch: list[Record]) -> set[str]:
        return self._stored("digest", {record.digest for record in batch})

    def _stored_ids(self, batch: list[Record]) -> set[str]:
        return self._stored("uid", {name(record) for record in batch for name in (_wanted, _other)})

    def _stored(self, field: str, values: set[str]) -> set[str]:
        """Which of these the project had before; given as one array, because a thousand cost."""
        if not self._last:
            return set()
        among = RawSQL(f"{field} = ANY(%s)", [list(values)], BooleanField())  # noqa: S611
        articles = Article.objects.filter(among, project=self._project, pk__lte=self._last)
        return set(articles.order_by().values_list(field, flat=True))


def _wanted(record: Record) -> str:
    return record.uid or record.stem or record.digest[: 2 * _MARK]


def _other(record: Record) -> str:
    return f"{_wanted(record)[:_LONGEST_STEM]}-{record.digest[:_MARK]}"
