"""Ports of this machine. Standard library only: `make run` asks for the portal's port before anything is installed."""

import os
import re
import socket
import sys
import time
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_PORT = 8000
PORT_GRACE = 5.0  # seconds a site whose runner was killed gets to leave its port
SETTING = re.compile(r"""\s*(?:export\s+)?PORT\s*=\s*["']?(\d+)""")


def free_port() -> int:
    """A TCP port nobody listens on now; two checkouts running at once never meet."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_taken(port: int) -> bool:
    """Whether a server on 127.0.0.1 could not start on `port` because another one holds it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def portal_port(environment: Mapping[str, str], settings: Path) -> int:
    """The port the portal will be served on: that of the environment, else of the file `.env`, else the usual one."""
    lines = settings.read_text(encoding="utf-8").splitlines() if settings.exists() else []
    named = [found[1] for found in map(SETTING.match, lines) if found]
    return int(environment.get("PORT") or (named[-1] if named else DEFAULT_PORT))


def taken_words(port: int) -> str:
    return f"Порт {port} занят другой программой. Выберите другой, например: PORT={port + 1} make run"


def main() -> None:
    """Leave with 1 and an advice when the portal's port is taken."""
    port = portal_port(os.environ, ROOT / ".env")
    deadline = time.monotonic() + PORT_GRACE
    while is_taken(port):
        if time.monotonic() > deadline:
            sys.exit(f"\n{taken_words(port)}")
        time.sleep(0.2)


if __name__ == "__main__":
    main()
