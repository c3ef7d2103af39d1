"""Articles that formats get wrong: signs of several code points, broken and stacked annotations."""

from datetime import UTC, datetime
from itertools import count

from annotator.formats.records import (
    Entry,
    Link,
    Record,
    Scheme,
    SchemeAttribute,
    SchemeLabel,
    SchemeRelation,
    Set,
    Span,
    digest_of,
    words_in,
)
from annotator.text import spans

SCHEME = Scheme(
    labels=(
        SchemeLabel("Speaker", "speaker", 1),
        SchemeLabel(
            "Claim",
            "claim",
            2,
            (
                SchemeAttribute("quotation", "choice", ("direct", "indirect")),
                SchemeAttribute("topics", "choices", ("health", "money", "war & peace")),
                SchemeAttribute("certainty", "number"),
                SchemeAttribute("checked", "boolean"),
                SchemeAttribute("comment", "text"),
            ),
        ),
        SchemeLabel("Figure", "figure", 3),
        SchemeLabel("Cue", "cue", 4),
    ),
    relations=(
        SchemeRelation("said by", ("Claim",), ("Speaker",)),
        SchemeRelation("in", ("Figure",), ("Claim",)),
        SchemeRelation("introduces", ("Cue",), ("Claim",)),
    ),
)

MAYOR = Entry(
    "5e5f7d1c-0000-4000-8000-000000000001",
    "Ana Lindgren",
    "person",
    "mayor of Ebro Falls",
    "Q42",
    "Not her brother.",
    ["A. Lindgren", "the mayor"],
)
UNION = Entry("5e5f7d1c-0000-4000-8000-000000000002", "Dockers’ Union", "organisation")

_NOON = datetime(2024, 5, 17, 12, tzinfo=UTC)


def span(text: str, label: str, *quotes: str, number: int = 0, **fields: object) -> Span:
    """An annotation of the quotes, each looked for behind the one before it."""
    fragments, at = [], 0
    for quote in quotes:
        start = text.index(quote, at)
        at = start + len(quote)
        fragments.append((start, at))
    places = spans.normalise(fragments)
    uid = f"a0000000-0000-4000-8000-{number:012}"
    return Span(uid, label, places, spans.quote_of(text, places), **fields)  # type: ignore[arg-type]


def marked(text: str, *marks: tuple[str, ...]) -> list[Span]:
    """Annotations from tuples of a label and quotes; their ids are numbered from 1."""
    return [span(text, label, *quotes, number=n) for n, (label, *quotes) in enumerate(marks, 1)]


def one_set(found: list[Span], kind: str = "annotator", name: str = "ana") -> Set:
    return Set(kind, name, "submitted", found, _NOON, _NOON, _NOON)


def article(uid: str, text: str, *sets: Set, **fields: object) -> Record:
    return Record(  # type: ignore[arg-type]
        file="hard.jsonl",
        line=1,
        uid=uid,
        text=text,
        digest=digest_of(text),
        words=words_in(text),
        sets=list(sets),
        **fields,
    )


def linked(one: Set, *links: tuple[str, int, int]) -> Set:
    """The set with relations from tuples of a type and the places of two spans in its list."""
    numbers = count(1)
    one.relations = [
        Link(f"b0000000-0000-4000-8000-{next(numbers):012}", kind, one.spans[a].id, one.spans[b].id)
        for kind, a, b in links
    ]
    return one


def emoji() -> Record:
    """Families, flags, skin tones and keycaps before, in and around annotations."""
    text = "🚢🇳🇱 “We lost 3️⃣ ships 👩‍👩‍👧,” said Ana 👍🏽 Lindgren. 🎉"
    marks = marked(
        text,
        ("Claim", "We lost 3️⃣ ships 👩‍👩‍👧"),
        ("Speaker", "Ana 👍🏽 Lindgren"),
        ("Figure", "3️⃣ ships"),
        ("Cue", "🎉"),
    )
    return article("emoji", text, linked(one_set(marks), ("said by", 0, 1), ("in", 2, 0)))


def combining() -> Record:
    """Letters with marks that are code points of their own, in three scripts."""
    text = "Jose\u0301 says: नमस्ते दुनिया, שָׁלוֹם and a\u0308\u0323bc."
    marks = marked(
        text,
        ("Speaker", "Jose\u0301"),
        ("Claim", "नमस्ते दुनिया"),
        ("Claim", "שָׁלוֹם"),
        ("Cue", "a\u0308\u0323bc"),
    )
    return article("combining", text, one_set(marks), lang="hi")


def right_to_left() -> Record:
    text = "قالت الوزيرة إن ١٬٢٠٠ شخص غادروا (BBC News) أمس.\nوأضافت: «لن نعود»."
    marks = marked(
        text,
        ("Speaker", "الوزيرة"),
        ("Claim", "إن ١٬٢٠٠ شخص غادروا"),
        ("Figure", "١٬٢٠٠ شخص"),
        ("Claim", "لن نعود"),
    )
    return article(
        "rtl", text, linked(one_set(marks), ("said by", 1, 0), ("said by", 3, 0)), lang="ar"
    )


def overlapping() -> Record:
    """Nested, crossing, and several at the same place, of one label and of two."""
    text = "The minister said that more than 1,200 people had left the city by noon."
    marks = marked(
        text,
        ("Claim", "more than 1,200 people had left the city"),
        ("Figure", "more than 1,200 people"),
        ("Figure", "1,200"),
        ("Claim", "had left the city by noon"),
        ("Speaker", "The minister"),
        ("Cue", "The minister"),
        ("Claim", "more than 1,200 people had left the city"),
    )
    return article("overlap", text, linked(one_set(marks), ("said by", 0, 4), ("said by", 6, 4)))


def broken() -> Record:
    """Quotations broken by who says them, and one broken twice inside words."""
    text = "“We will pay,” Lindgren said, “every cent,” she went on, “by May.” Un-be-liev-able."
    marks = marked(
        text,
        ("Claim", "We will pay", "every cent", "by May"),
        ("Speaker", "Lindgren"),
        ("Cue", "said", "went on"),
        ("Cue", "be", "iev", "ble"),
    )
    one = linked(one_set(marks), ("said by", 0, 1), ("introduces", 2, 0))
    one.spans[0].note = "Three parts."
    return article("broken", text, one)


def across_paragraphs() -> Record:
    text = "Head line\n\n“First part of it.\n\n  Second part,” the union said.\nLast line \n\n"
    marks = marked(
        text,
        ("Claim", "First part of it.\n\n  Second part"),
        ("Speaker", "the union"),
        ("Claim", "Head line\n\n“First", "said.\nLast line"),
    )
    return article("paragraphs", text, linked(one_set(marks), ("said by", 0, 1)))


def inside_tokens() -> Record:
    """Ends inside words, with spaces and marks at them, and on half of a joined sign."""
    text = "Anti-war pro-testers, 1,200.50 of them, don't leave  ; 👩‍👩‍👧 stay!"
    marks = marked(
        text,
        ("Claim", "war pro"),
        ("Figure", "200.5"),
        ("Cue", "n't leave  "),
        ("Speaker", " them, "),
        ("Claim", "👩"),
        ("Cue", ";"),
    )
    return article("tokens", text, one_set(marks))


def odd_spaces() -> Record:
    """No-break and other spaces, soft hyphens, tabs, line separators and joiners."""
    text = (
        "Prices rose\u00a05\u202f% in Q1\u2009,\tsaid the Mi\u00adnis\u00adter.\u2028"
        "Zero\u200bwidth, \ufeffmark, \u2066isolated\u2069; end\x0bof it\u2029."
    )
    marks = marked(
        text,
        ("Figure", "5\u202f%"),
        ("Speaker", "the Mi\u00adnis\u00adter"),
        ("Claim", "rose\u00a05\u202f% in Q1"),
        ("Cue", ".\u2028Zero"),
        ("Cue", "\ufeffmark"),
        ("Claim", "end\x0bof it\u2029"),
    )
    return article("spaces", text, one_set(marks))


def special_signs() -> Record:
    """What XML, TSV, brat, CoNLL and YAML read as something else, in a text and in names."""
    text = 'A <b>&amp; "C" [1]|x_y->z*; \\n\\t #Text=no\n-DOCSTART- -X- O O\n\n# comment {} ]]> %s'
    marks = marked(
        text,
        ("Claim", "<b>&amp;"),
        ("Speaker", '"C" [1]|x_y->z*'),
        ("Cue", "\\n\\t"),
        ("Claim", "-DOCSTART- -X- O O\n\n# comment"),
    )
    marks[0].note = "a <note>\twith | and\nlines"
    marks[1].attributes = {"a<b>": ["x|y", {"deep": None}], "ünï ☃": "]]>", "": 0, "id": "mine"}
    one = linked(one_set(marks, name="a/../<b> & c?"), ("said by", 0, 1))
    return article(
        "special/../<id>", text, one, title='<T> & "t"\tt', meta={"text": "not this", "a": {"b": 1}}
    )


def several_annotators() -> Record:
    """Four sets of one article, with everything that annotations can have."""
    text = "“Some 1,200 of us left,” mayor Ana Lindgren said; the Dockers’ Union says 900."
    sets = [
        linked(_full(text, kind, name), ("said by", 0, 1), ("in", 2, 0), ("in", 3, 0))
        for kind, name in (
            ("annotator", "ana"),
            ("annotator", "বিপুল"),
            ("gold", ""),
            ("suggested", "rules 1.0"),
        )
    ]
    for one in sets[2].spans:
        one.provenance = "majority"
    sets[1].state, sets[1].submitted = "returned", None
    return article(
        "several",
        text,
        *sets,
        title="Who left?",
        url="https://example.org/who-left?a=1&b=2#top",
        source="Ebro Falls Gazette",
        byline="P. Q. Reporter",
        published="2024-05-17",
        lang="en",
        revision=3,
        meta={"section": "local", "tags": ["harbour", "strike"], "id": 7, "label": [1], "n": None},
        speakers=[MAYOR, UNION],
    )


def _full(text: str, kind: str, name: str) -> Set:
    marks = marked(
        text,
        ("Claim", "Some 1,200 of us left"),
        ("Speaker", "mayor Ana Lindgren"),
        ("Figure", "Some 1,200 of us"),
        ("Figure", "900"),
        ("Speaker", "the Dockers’ Union"),
    )
    claim, mayor, some, _nine, union = marks
    claim.attributes = {
        "quotation": "direct",
        "topics": ["money", "war & peace"],
        "certainty": 0.5,
        "checked": True,
        "comment": "two\nlines",
        "unforeseen": {"a": [1, None]},
    }
    claim.note = "Said at noon."
    mayor.speaker, union.speaker = MAYOR.id, UNION.id
    some.value = {
        "low": 1200,
        "high": 1200,
        "comparator": "≈",
        "unit": "",
        "counted": "us",
        "magnitude": "",
        "confirmed": True,
    }
    return one_set(marks, kind, name)


def without_annotations() -> Record:
    """Sets that say “nothing here”, beside each other."""
    return article("nothing", "Nobody said a thing.", one_set([]), one_set([], "gold", ""))


def without_sets() -> Record:
    return article("bare", "Nobody has read this.\n")


def hard() -> list[Record]:
    """All of them, made anew, because writing sorts what it is given."""
    return [
        emoji(),
        combining(),
        right_to_left(),
        overlapping(),
        broken(),
        across_paragraphs(),
        inside_tokens(),
        odd_spaces(),
        special_signs(),
        several_annotators(),
        without_annotations(),
        without_sets(),
    ]
