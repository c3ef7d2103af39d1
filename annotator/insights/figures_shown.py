"""Values of figures as people read them."""

import json
from typing import Any

from annotator import figures
from annotator.figures import Quantity


def shown(value: Any) -> str:
    """ "> 1,200 people"; empty where nothing could be read. ``value`` may be JSON still."""
    value = json.loads(value) if isinstance(value, str) else value
    if not value:
        return ""
    return figures.shown(Quantity(**{name: value[name] for name in value if name != "confirmed"}))
