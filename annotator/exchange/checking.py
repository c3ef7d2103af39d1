"""Articles on their way in, checked against the project and against each other."""

from collections.abc import Iterable, Iterator

from django.db.models import BooleanField, Max
from django.db.models.expressions import RawSQL

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.errors import InvalidInput
from annotator.exchange.batches import batches
from annotator.exchange.choices import KnownTexts, Rules, TakenIds
from annotator.exchange.known import Incoming, Known
from annotator.exchange.labels import Labels
from annotator.exchange.links import Links
from annotator.exchange.reports import Listener, Report, spans_of
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

    def check(self, items: Iterable[Item]) -> Iterator[list[Incoming]]:
        for batch in batches(items):
            for item in batch:
                if not isinstance(item, Record):
                    self._tell(item)
            yield self._passing([item for item in batch if isinstance(item, Record)])

    def _tell(self, item: Item) -> None:
        self._listener.hear(item)
        self.report.tell(item)

    def _passing(self, batch: list[Record]) -> list[Incoming]:
        known, taken = Known(self._project, self._last, batch), self._stored_ids(batch)
        if self._adds:
            known.read_sets()
        passing = []
        for record in batch:
            try:
                if found := self._passes(record, known, taken):
                    passing.append(found)
            except InvalidInput as error:
                self._tell(Problem(record.file, record.line, error.message, record.raw))
        return passing

    def _passes(self, record: Record, known: Known, taken: set[str]) -> Incoming | None:
        text = bytes.fromhex(record.digest)[: 2 * _MARK]
        if text in self._texts:
            self.report.repeated += 1
            self._leave_behind(record)
            return None
        if record in known:
            found = self._added(record, known) if self._adds else None
        else:
            found = self._new(record, taken)
        if found is None:
            self.report.duplicates += 1
            self._leave_behind(record)
            return None
        self._texts.add(text)
        return found

    def _new(self, record: Record, taken: set[str]) -> Incoming:
        uid, renamed = self._uid(record, taken)
        self._fit(record)
        record.uid = uid
        self.report.renamed += renamed
        self._ids.add(uid)
        self.report.tell(record)
        return Incoming(record)

    def _added(self, record: Record, known: Known) -> Incoming | None:
        """None if there is nothing that the article of this text can be given."""
        before = spans_of(record)
        found = known.keep_new(record)
        if not record.sets:
            self.report.left_behind += before
            return None
        self.report.left_behind += before - spans_of(record)
        self._fit(record)
        self.report.tell_added(record)
        return found

    def _fit(self, record: Record) -> None:
        self.labels.fit(record, make=self.writes)
        self.links.fit(record, make=self.writes)
        self.register.meet(record)

    def _leave_behind(self, record: Record) -> None:
        """What came with a text that is there already is told, because it is not kept."""
        self.report.left_behind += spans_of(record)

    @property
    def _adds(self) -> bool:
        return self._rules.known == KnownTexts.ADD

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

    def _stored_ids(self, batch: list[Record]) -> set[str]:
        """Those that the project had before; asked for as one array, because a thousand cost."""
        if not self._last:
            return set()
        names = {name(record) for record in batch for name in (_wanted, _other)}
        among = RawSQL("uid = ANY(%s)", [list(names)], BooleanField())
        articles = Article.objects.filter(among, project=self._project, pk__lte=self._last)
        return set(articles.order_by().values_list("uid", flat=True))


def _wanted(record: Record) -> str:
    return record.uid or record.stem or record.digest[: 2 * _MARK]


def _other(record: Record) -> str:
    return f"{_wanted(record)[:_LONGEST_STEM]}-{record.digest[:_MARK]}"
