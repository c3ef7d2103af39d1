"""Both ends of a relation are annotations of its set: foreign keys of two columns.

Checked when a transaction ends, so that a set can go in any order.
"""

from django.db import migrations

_ADD = """
ALTER TABLE annotations_relation
    ADD CONSTRAINT relation_{end}_in_set FOREIGN KEY (set_id, {end})
    REFERENCES annotations_annotation (set_id, uid) DEFERRABLE INITIALLY DEFERRED
"""
_DROP = "ALTER TABLE annotations_relation DROP CONSTRAINT relation_{end}_in_set"


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0002_relations_speakers_and_values"),
    ]

    operations = [
        migrations.RunSQL(_ADD.format(end=end), _DROP.format(end=end))
        for end in ("source", "target")
    ]
