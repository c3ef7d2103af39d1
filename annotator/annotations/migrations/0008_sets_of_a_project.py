"""A set names the project of its article, so that a project's sets are counted by an index.

The database fills it in: whoever makes a set only says of which article it is.
"""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

FILL = """
CREATE FUNCTION annotations_project_of_set() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.project_id IS NULL THEN
        SELECT project_id INTO NEW.project_id FROM articles_article WHERE id = NEW.article_id;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER annotations_project_of_set
    BEFORE INSERT OR UPDATE OF project_id ON annotations_annotationset
    FOR EACH ROW EXECUTE FUNCTION annotations_project_of_set();
UPDATE annotations_annotationset s SET project_id = a.project_id
    FROM articles_article a WHERE a.id = s.article_id;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE annotations_annotationset ALTER project_id SET NOT NULL;
"""
LEAVE = """
ALTER TABLE annotations_annotationset ALTER project_id DROP NOT NULL;
DROP TRIGGER annotations_project_of_set ON annotations_annotationset;
DROP FUNCTION annotations_project_of_set();
"""
PROJECT: dict[str, Any] = {
    "on_delete": django.db.models.deletion.CASCADE,
    "related_name": "+",
    "db_index": False,
    "editable": False,
    "to": "projects.project",
}


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0007_sets_waiting_for_review"),
        ("projects", "0002_handing_out"),
    ]
    operations = [
        migrations.AddField(
            "annotationset", "project", models.ForeignKey(null=True, **PROJECT), False
        ),
        migrations.RunSQL(
            FILL,
            LEAVE,
            state_operations=[
                migrations.AlterField("annotationset", "project", models.ForeignKey(**PROJECT))
            ],
        ),
        migrations.AddIndex(
            "annotationset",
            models.Index(fields=("project", "kind", "owner", "state"), name="set_of_project"),
        ),
        migrations.AddIndex(
            "annotationset",
            models.Index(
                fields=("project", "state", "submitted"),
                condition=models.Q(kind="annotator"),
                name="set_submitted",
            ),
        ),
        migrations.AddIndex(
            "annotationset",
            models.Index(
                fields=("project", "created"),
                condition=models.Q(kind="gold") & ~models.Q(state="accepted"),
                name="set_gold_open",
            ),
        ),
        migrations.AddIndex(
            "annotationset",
            models.Index(
                fields=("project", "owner"),
                condition=models.Q(lapsed__isnull=False),
                name="set_lapsed",
            ),
        ),
    ]
