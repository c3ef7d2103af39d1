"""``manage.py serve``: everything it takes to run the application, in one process tree."""

import gc
import multiprocessing
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from annotator import env
from annotator.web import housekeeping, starting, storage

EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104
STARTING = 7_302_512_419  # the advisory lock of those who are getting things ready
STOP_SECONDS = 10  # for requests under way


class Command(BaseCommand):
    help = "Makes everything ready (database, tables, static files) and serves the application."

    def handle(self, *args: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        host, port = env.text("HOST", "127.0.0.1"), env.number("PORT", 8000)
        address = free_address(host, port)
        try:
            with one_at_a_time():
                call_command("migrate", verbosity=0)
                if not settings.DEBUG:
                    storage.collect()
                first_pages = starting.run()
        except KeyboardInterrupt:
            sys.exit(130)
        self.stdout.write(f"News Annotator runs at {url(host, port)} and stops with Ctrl-C.")
        for path in first_pages:
            self.stdout.write(
                f"Open this link within an hour to make your account: {url(host, port)}{path}"
            )
        self.stdout.flush()
        serve(address, port)


def free_address(host: str, port: int) -> str:
    """The address to listen on, if nobody does."""
    if host in EVERYWHERE and not env.text("ALLOWED_HOSTS"):
        raise CommandError(
            f"HOST={host} answers on every address of this machine. "
            "Set ALLOWED_HOSTS to the names it may be called by, separated by commas."
        )
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            # As a server would: connections that ended a moment ago don't count.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OverflowError:
        raise CommandError(f"PORT={port} is not a port; choose one from 1 to 65535.") from None
    except OSError as error:
        raise CommandError(
            f"Can't listen on {host}:{port} ({error.strerror}). Set PORT to choose another port."
        ) from None
    return str(address[0])


def url(host: str, port: int) -> str:
    if host in EVERYWHERE:
        host = next((name for name in settings.ALLOWED_HOSTS if name[0] not in "*."), "127.0.0.1")
    elif ":" in host:
        host = f"[{host}]"
    return f"http://{host}:{port}"


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Of several that start at once, on one machine or on many, one migrates and the rest wait."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [STARTING])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [STARTING])


def serve(address: str, port: int) -> None:
    """Serves until Ctrl-C or SIGTERM."""
    if sys.platform == "linux":
        # Workers share the memory of what is loaded by now, until they write to it.
        multiprocessing.set_start_method("fork", force=True)
        import annotator.wsgi  # noqa: F401

        gc.collect()
        gc.freeze()
    connections.close_all()
    server = Server(
        "annotator.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=env.number("WORKERS", 2),
        blocking_threads=settings.DATABASE_POOL["max_size"],
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.warning,
    )
    # A terminal that is closed (SIGHUP) ends what runs in it, like Ctrl-C.
    server.signal_handler_reload = server.signal_handler_interrupt  # type: ignore[method-assign]
    with housekeeping.running():
        try:
            server.serve(target_loader=load, wrap_loader=False)
        except SystemExit:
            # A worker that heard the signal before us is no failure.
            if not server.interrupt_signal:
                raise


def load() -> Callable[..., Any]:
    """What a worker does first, in its own process."""
    # Ctrl-C goes to the whole group; workers stop when their parent tells them to.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from annotator.wsgi import application

    connections.settings["default"]["OPTIONS"]["pool"] = settings.DATABASE_POOL
    return application


def _end_with_parent() -> None:
    """A worker whose parent was killed must not keep the port."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
