"""Which way a text runs."""

import re
import unicodedata

_LANGUAGES = re.compile(
    r"^(ar|arc|ckb|dv|fa|ha-arab|he|iw|ku-arab|ps|sd|syr|ug|ur|yi)(-|$)|-(arab|hebr)(-|$)", re.I
)


def direction(lang: str, text: str) -> str:
    """ "rtl" or "ltr": by the language where one is given, else by the first letter that says."""
    if lang:
        return "rtl" if _LANGUAGES.search(lang) else "ltr"
    for char in text[:1000]:
        kind = unicodedata.bidirectional(char)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"
