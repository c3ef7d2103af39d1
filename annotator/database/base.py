"""The Django engine "annotator.database": PostgreSQL, started when the first connection is made."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base, client, creation

from annotator.database.server import PORT, PROGRAMS, Server


class DatabaseClient(client.DatabaseClient):
    executable_name = str(PROGRAMS / "psql")

    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, Any], parameters: Iterable[str]
    ) -> tuple[list[str], dict[str, str] | None]:
        address = Server.at(Path(settings_dict["HOST"])).join()
        return super().settings_to_cmd_args_env(
            {**settings_dict, "HOST": str(address), "PORT": PORT}, parameters
        )


class DatabaseCreation(creation.DatabaseCreation):
    def create_test_db(self, *args: Any, **kwargs: Any) -> str:
        """Tests get a server of their own, which never waits for the disk."""
        settings = self.connection.settings_dict
        home = Path(settings["HOST"])
        settings["HOST"] = str(home.with_name(f"test-{home.name}"))
        settings["OPTIONS"]["durable"] = False
        return super().create_test_db(*args, **kwargs)


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient
    creation_class = DatabaseCreation

    def get_connection_params(self) -> dict[str, Any]:
        params = super().get_connection_params()
        server = Server.at(Path(params["host"]), durable=params.pop("durable", True))
        return {**params, "host": str(server.join()), "port": PORT}
