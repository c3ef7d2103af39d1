"""The text of an article never changes: the database itself refuses it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]
    operations = [
        migrations.RunSQL(
            """
            CREATE FUNCTION articles_text_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF NEW.text IS DISTINCT FROM OLD.text THEN
                    RAISE EXCEPTION 'The text of an article never changes; make a revision.';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER articles_text_is_final
                BEFORE UPDATE OF text ON articles_article
                FOR EACH ROW EXECUTE FUNCTION articles_text_is_final();
            """,
            """
            DROP TRIGGER articles_text_is_final ON articles_article;
            DROP FUNCTION articles_text_is_final();
            """,
        )
    ]
