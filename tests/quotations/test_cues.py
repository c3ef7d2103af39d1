"""Reporting words as they stand in sentences."""

from pathlib import Path

import pytest

from annotator.quotations import cues, read

VERBS = Path(cues.__file__).with_name("verbs")


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en", "According to her, a ministry statement said so.", ["According to", "said"]),
        ("en-GB", "He told them, vowing that it ended.", ["told", "vowing"]),
        ("en", "They found that it found water.", ["found"]),
        ("en", "It told the United States that it reports that.", ["told", "reports"]),
        ("en", "He pointed out, then pointed at the map", ["pointed out"]),
        ("nl", "no list: as English, said he", ["said"]),
        ("de", "Laut Polizei teilte die Stadt am Dienstag mit, es brenne.", ["Laut", "teilte"]),
        ("de", "Sie teilte das Brot mit ihm. Er ging mit.", []),
        ("de", "Er erklärte, nach Angaben der Stadt sei nichts.", ["erklärte", "nach Angaben"]),
        ("de", "Er erkla\u0308rte", ["erkla\u0308rte"]),
        ("ar", "وقال الوزير وأضافت", ["وقال", "وأضافت"]),
        ("ar", "صرّح وأكّد وأعلن، وفقًا لبيان", ["صرّح", "وأكّد", "وأعلن", "وفقًا"]),
        ("ar", "اعلن", ["اعلن"]),
        ("fr", "Selon lui, a-t-il dit, d’après elle", ["Selon", "dit", "d’après"]),
        ("es", "Según dijo ayer, de acuerdo con ella", ["Según", "dijo", "de acuerdo con"]),
    ],
)
def test_cues(lang: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in read(text, lang).cues] == found


@pytest.mark.parametrize("path", sorted(VERBS.glob("*.txt")), ids=lambda path: path.stem)
def test_no_form_is_listed_twice(path: Path) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if line and line[0] != "#"]
    forms = [form.strip() for form in ",".join(lines).split(",")]
    assert "" not in forms
    assert sorted(forms) == sorted(set(forms))
