"""Speakers that an annotator made, and nobody else has touched or used, are theirs alone."""

from django.db import migrations

FIND = """
UPDATE speakers_speaker s SET made_by_id = e.actor_id
FROM activity_event e
JOIN projects_membership m ON m.user_id = e.actor_id AND m.project_id = e.project_id
WHERE e.kind = 'speaker:created' AND e.subject = s.uid::text AND e.project_id = s.project_id
    AND m.role = 'annotator' AND s.merged_into_id IS NULL
    AND NOT EXISTS (
        SELECT FROM activity_event o WHERE o.subject = s.uid::text
            AND o.kind LIKE 'speaker:%' AND o.kind <> 'speaker:created')
    AND NOT EXISTS (
        SELECT FROM annotations_annotation a JOIN annotations_annotationset t ON t.id = a.set_id
        WHERE a.speaker_id = s.id AND t.owner_id IS DISTINCT FROM e.actor_id)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0009_handed_in_by_project"),
        ("speakers", "0003_made_by_an_annotator"),
        ("activity", "0003_log_of_speakers"),
        ("projects", "0002_handing_out"),
    ]
    operations = [migrations.RunSQL(FIND, migrations.RunSQL.noop)]
