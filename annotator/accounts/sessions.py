"""Who sends a request: two prepared statements, because every request waits for them.

Nothing is remembered between requests. That a session was ended, a person deactivated or a password
changed counts at the next request.
"""

from functools import cache
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions

from annotator.accounts.models import User
from annotator.database import prepared

_SESSION = """
SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > now()
"""


class SessionStore(DatabaseSessions):
    def load(self) -> dict[str, Any]:
        found = prepared.row(_SESSION, [self.session_key])
        if found is None:
            self._session_key = None
            return {}
        return self.decode(found[0])


class Backend(ModelBackend):
    def get_user(self, user_id: int) -> User | None:
        names, statement = _user()
        found = prepared.row(statement, [user_id])
        user = User.from_db("default", names, found) if found else None
        return user if self.user_can_authenticate(user) else None


@cache
def _user() -> tuple[list[str], str]:
    """The names of a person's fields, and the statement that reads them."""
    fields = User._meta.concrete_fields  # noqa: SLF001  # public, in spite of its name
    columns = ", ".join(str(field.column) for field in fields)
    statement = f"SELECT {columns} FROM accounts_user WHERE id = %s"  # noqa: S608  # names of ours
    return [field.attname for field in fields], statement
