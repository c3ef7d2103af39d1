"""Figures of a set, by value, and by their words. Only annotations that have a value are in these.

The expressions stand once more in annotator/insights/figures/keys.py.
"""

from django.db import migrations

_OF_SET = "CREATE INDEX figure_of_set ON annotations_annotation (set_id) WHERE value IS NOT NULL"
_BY_VALUE = """
CREATE INDEX figure_by_value ON annotations_annotation (
    label_id,
    (coalesce(value ->> 'unit', '~') COLLATE "C"),
    (coalesce(-(value ->> 'low')::float8, 'Infinity'::float8)),
    id
) WHERE value IS NOT NULL
"""
_WORDS = """
CREATE INDEX figure_words ON annotations_annotation USING gin (
    (' ' || quote || ' ' || coalesce(value ->> 'counted', '')) gin_trgm_ops
) WHERE value IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0004_figures_to_read"),
        ("articles", "0003_titles_by_trigram"),  # trigrams are known
    ]

    operations = [
        migrations.RunSQL(_OF_SET, "DROP INDEX figure_of_set"),
        migrations.RunSQL(_BY_VALUE, "DROP INDEX figure_by_value"),
        migrations.RunSQL(_WORDS, "DROP INDEX figure_words"),
    ]
