"""News-like texts for measuring: the same seed always makes the same text."""

import random

VOCABULARY = """
the the the the a a of of in in to to and and that on for with from by after before more than
said says told according minister mayor council residents officials engineers union report
company workers court judge hospital school river valley bridge harbour railway northern coastal
Monday Tuesday Friday spring autumn winter Lindqvist Okonkwo Marchetti Havel Sørensen Ødegård
billion million percent 12 40 1,200 3.5 2019 people homes families left returned promised denied
warned expected agreed refused opened closed built repaired flooded delayed cancelled approved
new old early late first second public private local national urgent quiet careful funding water
power plan budget storm decision inquiry agreement strike election vote figures estimate
"""


def text(seed: int, words: int, paragraph: int = 80) -> str:
    """So many words in sentences and paragraphs, some of them quoted; no two seeds alike."""
    chance = random.Random(seed)
    found = [f"Report{seed}", *chance.choices(VOCABULARY.split(), k=words - 1)]
    for at in range(0, words, 14):
        _make_sentence(found, at, min(at + 14, words) - 1, quoted=at % 70 == 42)
    return "\n\n".join(" ".join(found[at : at + paragraph]) for at in range(0, words, paragraph))


def _make_sentence(words: list[str], first: int, last: int, *, quoted: bool) -> None:
    words[first] = words[first][0].upper() + words[first][1:]
    words[last] += "."
    if quoted:
        words[first], words[last] = "“" + words[first], words[last] + "”"


def spans(text: str, count: int) -> list[tuple[int, int]]:
    """So many words of a text, one by one, evenly spread."""
    step = len(text) // count
    return [_word(text, n * step) for n in range(count)]


def _word(text: str, at: int) -> tuple[int, int]:
    while not text[at].isalnum():
        at += 1
    end = at
    while end < len(text) and text[end].isalnum():
        end += 1
    return at, end
