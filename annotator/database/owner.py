"""Whose files the server's are. PostgreSQL refuses to run as root, so root needs a user for it.

For an ordinary user there is nothing to do: the server runs as that user. For root, a system user
without password, shell or home is made once, and given its data directory. The project may lie
below a directory that is closed to others (root's home, a temporary directory). Opening that to
everybody would be careless; instead the server's user alone is let through it by an access control
list: it may pass, and can neither list nor read what is there.
"""

import errno
import os
import pwd
import stat
import struct
import subprocess
from pathlib import Path
from typing import Any

from django.db.utils import OperationalError

USER = "news-annotator"
ADVICE = "Run as an ordinary user, or set DATABASE_URL."

ACL = "system.posix_acl_access"
OWNER, NAMED, GROUP, MASK, OTHER = 0x01, 0x02, 0x04, 0x10, 0x20  # kinds of entries
NOBODY = 0xFFFFFFFF  # the id in entries that aren't about a named user or group
PASS = 0o1


def choose() -> int | None:
    """The user to run a new server as; None stands for the one who is running this."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(USER).pw_uid
    except KeyError:
        pass
    command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", USER]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except FileNotFoundError:
        raise OperationalError(f"PostgreSQL doesn't run as root. {ADVICE}") from None
    except subprocess.CalledProcessError as error:
        raise OperationalError(
            f"PostgreSQL doesn't run as root, and its user can't be made: {error.stderr.strip()}. "
            + ADVICE
        ) from None
    return pwd.getpwnam(USER).pw_uid


def of(data: Path) -> int | None:
    """The user to run the server of existing files as."""
    if os.geteuid() != 0:
        return None
    user = data.stat().st_uid
    if user == 0 or not _exists(user):  # a copy that root made, or from another machine
        user = choose() or 0
        for path in [data, *data.rglob("*")]:
            os.chown(path, user, -1, follow_symlinks=False)
    return user


def _exists(user: int) -> bool:
    try:
        pwd.getpwuid(user)
    except KeyError:
        return False
    return True


def as_user(user: int | None) -> dict[str, Any]:
    """Arguments for ``subprocess``: as that user, and with nothing of our environment."""
    plain = {"cwd": "/", "env": {"PATH": os.defpath, "LC_ALL": "C"}}
    if user is None:
        return plain
    return plain | {"user": user, "group": pwd.getpwuid(user).pw_gid, "extra_groups": []}


def let_in(user: int | None, data: Path, programs: Path) -> None:
    """Makes sure that ``user`` reaches its data and may read and run the programs."""
    if user is not None:
        let_through(user, data)
        let_through(user, programs / "postgres")
        _let_read(programs)


def let_through(user: int, path: Path) -> None:
    """Lets ``user`` pass through the directories above ``path``."""
    for directory in path.resolve().parents:
        about = directory.stat()
        if not about.st_mode & (stat.S_IXUSR if about.st_uid == user else stat.S_IXOTH):
            _let_pass(user, directory)


def _let_read(programs: Path) -> None:
    """Installed with a strict umask, the programs and their libraries are for root only."""
    if (programs / "postgres").stat().st_mode & stat.S_IROTH:
        return
    package = programs.parent.parent
    for root in package.parent.glob(f"{package.name}*"):
        for path in [root, *root.rglob("*")]:
            mode = path.stat().st_mode
            path.chmod(mode | (0o055 if mode & stat.S_IXUSR else 0o044))


def _let_pass(user: int, directory: Path) -> None:
    """Adds ``user`` to the directory's access control list, which the kernel keeps as records."""
    entries = _entries(directory)
    if entries.get((NAMED, user), 0) & entries.get((MASK, NOBODY), 0) & PASS:
        return
    group = entries[GROUP, NOBODY]
    entries[NAMED, user] = entries.get((NAMED, user), 0) | PASS
    entries[MASK, NOBODY] = entries.get((MASK, NOBODY), group) | PASS
    records = [struct.pack("<HHI", kind, may, who) for (kind, who), may in sorted(entries.items())]
    try:
        os.setxattr(directory, ACL, struct.pack("<I", 2) + b"".join(records))
    except OSError as error:
        raise OperationalError(
            f"The database server's user, {pwd.getpwuid(user).pw_name}, can't pass through "
            f"{directory} ({error.strerror}). Allow it with chmod o+x, or set ANNOTATOR_VAR to "
            f"a directory elsewhere. {ADVICE}"
        ) from None


def _entries(directory: Path) -> dict[tuple[int, int], int]:
    """Who may do what in a directory: (kind, id) to permission bits."""
    try:
        raw = os.getxattr(directory, ACL)
    except OSError as error:
        if error.errno not in (errno.ENODATA, errno.EOPNOTSUPP):
            raise
        mode = directory.stat().st_mode
        return {
            (OWNER, NOBODY): mode >> 6 & 7,
            (GROUP, NOBODY): mode >> 3 & 7,
            (OTHER, NOBODY): mode & 7,
        }
    return {(kind, who): may for kind, may, who in struct.iter_unpack("<HHI", raw[4:])}
