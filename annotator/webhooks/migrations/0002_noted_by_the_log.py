"""What receivers are told is noted by the database itself, with the event that it comes from.

So nothing that is committed is missed, and nothing that is rolled back is told. Other events, and
those of the many saves above all, pay no more than the comparison of their kind.
"""

from django.conf import settings
from django.db import migrations

TRIGGER = """
CREATE FUNCTION webhooks_payload(happened activity_event, told text)
RETURNS jsonb LANGUAGE sql STABLE AS $$
SELECT jsonb_build_object(
    'type', told,
    'timestamp', to_char(happened.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'data', jsonb_strip_nulls(jsonb_build_object(
        'project', (
            SELECT jsonb_build_object('slug', slug, 'name', name)
            FROM projects_project WHERE id = happened.project_id),
        'article', (
            SELECT jsonb_build_object('id', id, 'uid', uid, 'title', title, 'url', url)
            FROM articles_article WHERE id = happened.article_id),
        'set', (
            SELECT jsonb_build_object(
                'id', one.id, 'kind', one.kind, 'state', one.state, 'version', one.version,
                'name', COALESCE(owner.username, one.name))
            FROM annotations_annotationset one LEFT JOIN accounts_user owner
                ON owner.id = one.owner_id AND one.kind = 'annotator'
            WHERE one.article_id = happened.article_id AND one.id::text = happened.subject),
        'release', CASE WHEN happened.kind = 'release:made' THEN
            COALESCE(happened.after, '{}') || jsonb_build_object('number',
                CASE WHEN happened.subject ~ '^[0-9]{1,9}$' THEN happened.subject::int END)
            END,
        'by', (
            SELECT jsonb_build_object('username', username, 'name', COALESCE(NULLIF(name, ''), username))
            FROM accounts_user WHERE id = happened.actor_id)
    ))
)
$$;

CREATE FUNCTION webhooks_note() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE told text := CASE NEW.kind
    WHEN 'set:submitted' THEN 'article.submitted'
    WHEN 'set:accepted' THEN 'set.accepted'
    WHEN 'gold:finished' THEN 'set.accepted'
    WHEN 'release:made' THEN 'release.made' END;
BEGIN
    INSERT INTO webhooks_delivery (webhook_id, event, kind, payload)
    SELECT one.id, NEW.id, told, webhooks_payload(NEW, told) FROM webhooks_webhook one
    WHERE one.project_id = NEW.project_id AND one.active AND told = ANY(one.events);
    RETURN NULL;
END $$;

CREATE TRIGGER webhooks_note AFTER INSERT ON activity_event FOR EACH ROW
    WHEN (NEW.kind IN ('set:submitted', 'set:accepted', 'gold:finished', 'release:made'))
    EXECUTE FUNCTION webhooks_note();
"""
LEAVE = """
DROP TRIGGER webhooks_note ON activity_event;
DROP FUNCTION webhooks_note();
DROP FUNCTION webhooks_payload(activity_event, text);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("webhooks", "0001_initial"),
        ("activity", "0004_log_of_batches"),
        ("annotations", "0010_whose_speakers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [migrations.RunSQL(TRIGGER, LEAVE)]
