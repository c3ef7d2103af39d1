"""The application's settings with a bare view beside it, to measure against."""

from annotator.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
