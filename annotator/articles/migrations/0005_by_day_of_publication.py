"""Articles in the order of publication.

Their dates are strings as they came: what does not begin like one in ISO 8601 counts as none. The
expression stands once more in annotator/insights/figures/keys.py.
"""

from django.db import migrations

_ADD = r"""
CREATE INDEX article_by_day ON articles_article (
    project_id,
    (coalesce(substring(published FROM '^[12]\d\d\d(?:-?(?:0[1-9]|1[0-2]).*)?$'), '') COLLATE "C"),
    id
)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_dates_beside_ids"),
    ]

    operations = [
        migrations.RunSQL(_ADD, "DROP INDEX article_by_day"),
    ]
