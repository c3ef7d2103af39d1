"""Settings from the environment, read once and typed."""

import os
import secrets
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    """1, true, yes and on are true; 0, false, no and off are false; anything else is an error."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise SystemExit(f"{name} is “{value}”; write 1 or 0.")


def number(name: str, default: int) -> int:
    value = text(name)
    try:
        return int(value) if value else default
    except ValueError:
        raise SystemExit(f"{name} is “{value}”; write a whole number.") from None


def names(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def path(name: str, default: Path) -> Path:
    value = text(name)
    return Path(value).expanduser().resolve() if value else default


def secret(name: str, file: Path) -> str:
    """The secret from the environment, or one made once and kept in ``file`` for its owner only."""
    value = text(name)
    if value:
        return value
    if not file.exists():
        # Others may pass through to what is meant for them, but not look around.
        file.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
        # Two processes may start at once: the first to link its file wins.
        draft = file.with_name(f"{file.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    try:
        return file.read_text().strip()
    except PermissionError:
        raise SystemExit(f"{file} belongs to another user; run as that user.") from None
