"""One at a time: what is brought into a project from outside."""

from django.db import connection

from annotator.projects.models import Project


def hold(project: Project) -> None:
    """Until the end of the transaction nobody else brings in articles or sets, and the scheme
    stays as it is.

    It may take minutes, so nobody else waits: people go on to annotate and to name speakers.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [_lock(project)])
        cursor.execute("SELECT FROM projects_project WHERE id = %s FOR KEY SHARE", [project.pk])


def _lock(project: Project) -> str:
    return f"import into project {project.pk}"
