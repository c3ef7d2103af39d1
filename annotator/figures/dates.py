"""Numbers that tell when or in which order: dates, years, times of day, ordinals."""

from decimal import Decimal

from annotator.figures.stream import Number, Stream
from annotator.figures.tokens import NUMERAL, WORD
from annotator.figures.units import span_of_time

_DAYS = 31
_YEARS = (Decimal(1_000), Decimal(2_100))
_LIKELY_YEARS = (Decimal(1_500), Decimal(2_099))


def when(stream: Stream, number: Number, unit: str) -> int:
    """Where the date, time or ordinal that begins with the number ends; 0 if it is none."""
    if number.form == "fraction" or number.form == "vague":
        return 0
    for rule in (_ordinal, _decade, _clock, _calendar, _day):
        if end := rule(stream, number):
            return end
    return number.last if _year(stream, number, unit) else 0


def _is_numeral(stream: Stream, at: int) -> bool:
    return stream.tokens[at].kind == NUMERAL


def _bare(stream: Stream, number: Number) -> bool:
    """Digits alone, with nothing that parts groups or decimals."""
    return number.last == number.first + 1 and stream.tokens[number.first].text.isdecimal()


def _ordinal(stream: Stream, number: Number) -> int:
    """21st, 3rd; in words too: twenty-first."""
    suffix = stream.tokens[number.last]
    if suffix.glued and suffix.low in ("st", "nd", "rd", "th"):
        return number.last + 1
    if stream.low(number.last) == "." and stream.has(number.first - 1, "dates.ordinal_before"):
        return number.last + 1 if stream.tokens[number.last + 1].kind == WORD else 0
    if number.form == "words" and stream.hyphen(number.last):
        last = number.last + 1
        said = stream.low(last) in stream.language.fractions or stream.has(last, "dates.ordinal")
        return last + 1 if said else 0
    return 0


def _decade(stream: Stream, number: Number) -> int:
    """1990s, ’90s, “in his 40s”; but “over-65s” are people."""
    if not (_bare(stream, number) and stream.tokens[number.last].glued):
        return 0
    if stream.low(number.last) != "s" or stream.hyphen(number.first - 1):
        return 0
    return number.last + 1


def _clock(stream: Stream, number: Number) -> int:
    """10:30, 8 p.m., 5 o'clock, 1430 GMT."""
    at = number.last
    end = at
    while stream.low(end) == ":" and stream.tokens[end].glued and _is_numeral(stream, end + 1):
        end += 2
    if stream.low(end) in ("a", "p") and stream.low(end + 1) == "." and stream.low(end + 2) == "m":
        return end + 3 + (stream.low(end + 3) == ".")
    if stream.has(end, "dates.clock") and number.high <= 2400:
        return end + 1
    if end > at and stream.tokens[end - 1].glued:
        return end
    return _clock_after(stream, number)


def _clock_after(stream: Stream, number: Number) -> int:
    """“8 and 9 p.m.”, “10 to 11:30 a.m.”: the first of two times of day."""
    joined = stream.dash(number.last) or stream.has(number.last, "dates.joins")
    after = stream.tokens[number.last + 2]
    timed = after.low in ("a", "p", "am", "pm", ":") and joined
    return number.last if timed and _is_numeral(stream, number.last + 1) else 0


def _calendar(stream: Stream, number: Number) -> int:
    """2024-05-31, 31/5/2024, 31.05.2024, and other chains such as telephone numbers."""
    end = number.first + 1
    while (
        stream.tokens[end].text in ("-", "/", ".", "–", "‑")
        and stream.tokens[end].glued
        and stream.tokens[end + 1].glued
        and _is_numeral(stream, end + 1)
    ):
        end += 2
    parts = (end - number.first + 1) // 2
    if parts > 2 or (parts == 2 and stream.low(number.last) == "/"):
        return end
    written = stream.tokens[number.first].text.split(".")
    dotted = len(written) == 3 and len(written[-1]) in (2, 4) and len(written[0]) <= 2
    return end if dotted or _telephone(stream, number, end, parts) else 0


def _telephone(stream: Stream, number: Number, end: int, parts: int) -> bool:
    text = stream.tokens[number.first].text
    if parts == 2 and len(text) == 3 and len(stream.tokens[end - 1].text) == 4:
        return stream.tokens[end - 1].text.isdecimal()
    zero = len(text) > 1 and text.isdecimal() and text.startswith("0")
    return zero and not _year_short(stream, number)


def _year_short(stream: Stream, number: Number) -> bool:
    return stream.low(number.first - 1) in ("'", "’", "‘")


def _ends_years(stream: Stream, number: Number) -> bool:
    """The 16 of 2015-16."""
    before, dash = stream.tokens[number.first - 2], stream.tokens[number.first - 1]
    joined = (stream.dash(number.first - 1) or dash.text == "/") and dash.glued
    year = before.text if before.text.isdecimal() and len(before.text) == 4 else "0"
    return joined and _LIKELY_YEARS[0] <= int(year) <= _LIKELY_YEARS[1]


def _day(stream: Stream, number: Number) -> int:
    """October 7, 7 October, 8 and 9 October, March 3 to 5, Oct. 7."""
    if number.high > _DAYS and not _month_before(stream, number.first):
        return 0
    if number.high > _YEARS[1] or number.scale != 1:
        return 0
    if _month_before(stream, number.first) and _bare(stream, number):
        return _days_end(stream, number.last)
    end = _days_end(stream, number.last)
    of = end + 1 if stream.has(end, "openers.of") or stream.low(end) == "." else end
    return of + 1 if _month(stream, of) and _bare(stream, number) else 0


def _days_end(stream: Stream, end: int) -> int:
    """After further days: “3 to 5”, “8 and 9”, “5–7”."""
    joined = stream.dash(end) or stream.has(end, "dates.joins")
    day = stream.tokens[end + 1]
    if joined and day.text.isdecimal() and len(day.text) <= 2 and int(day.text) <= _DAYS:
        return end + 2
    return end


def _month(stream: Stream, at: int) -> bool:
    token = stream.tokens[at]
    return (
        token.kind == WORD
        and stream.has(at, "dates.months")
        and (token.text != token.low or not stream.language.numbers or stream.language.code != "en")
    )


def _month_before(stream: Stream, at: int) -> bool:
    return _month(stream, at - 1) or (stream.low(at - 1) == "." and _month(stream, at - 2))


def _year(stream: Stream, number: Number, unit: str) -> bool:
    """A bare number that looks like a year and is not clearly a count of something."""
    if not _bare(stream, number):
        return False
    if len(stream.tokens[number.first].text) == 2:
        return _year_short(stream, number) or _ends_years(stream, number)
    if stream.has(number.first - 1, "dates.year_words") and not unit:
        return True
    if _counts_time(stream, number, unit) or not _YEARS[0] <= number.low <= _YEARS[1]:
        return stream.has(number.last, "dates.eras")
    if stream.language.before.ending(stream.tokens, number.first):
        return _dated(stream, number)
    likely = _LIKELY_YEARS[0] <= number.low <= _LIKELY_YEARS[1]
    return _dated(stream, number) or (likely and not _many(stream, number))


def _counts_time(stream: Stream, number: Number, unit: str) -> bool:
    """Whether the unit is one: “2018 day five” has none, “a 2000 year old tree” has."""
    at = number.last
    singular = span_of_time(unit) and not (stream.low(at).endswith("s") or stream.hyphen(at))
    return bool(unit) and not (singular and not stream.has(at - 2, "articles"))


def _dated(stream: Stream, number: Number) -> bool:
    """A word before it that years have: “in 1204”, “since 2006”."""
    year = stream.has(number.first - 1, "dates.sure_prepositions")
    return (year and not _many(stream, number)) or stream.has(number.last, "dates.eras")


def _many(stream: Stream, number: Number) -> bool:
    """Whether many of something follow: “2000 people”, “1500 soldiers”."""
    at = number.last
    word = stream.tokens[at]
    capital = "counted.capital" in stream.language.sets
    if word.kind != WORD or (word.text[0].isupper() and not capital):
        return False
    return stream.has(at, "counted.irregular") or (
        number.low != number.low.quantize(Decimal(1)) or stream.has(at, "counted.after_year")
    )
