"""History is written once: the database itself refuses to change or delete an event."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("activity", "0001_initial")]
    operations = [
        migrations.RunSQL(
            """
            CREATE FUNCTION activity_event_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'Events are never changed or deleted.';
            END $$;
            CREATE TRIGGER activity_event_is_final
                BEFORE UPDATE OR DELETE ON activity_event
                FOR EACH STATEMENT EXECUTE FUNCTION activity_event_is_final();
            """,
            """
            DROP TRIGGER activity_event_is_final ON activity_event;
            DROP FUNCTION activity_event_is_final();
            """,
        )
    ]
