"""PostgreSQL and Redis as one context manager, for `make run` and for the tests.

`python -m config.local.services FOLDER COMMAND…` runs a command with both around it and DATABASE_URL and REDIS_URL set.
"""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config.local.children import Child, LocalError, StopError
from config.local.postgres import start_postgres
from config.local.redis import start_redis

STOP_TIMEOUT = 20.0


@dataclass(frozen=True)
class Services:
    """Addresses for the application, and the processes behind them (none for servers of the user's own)."""

    environment: dict[str, str]
    children: list[Child]


@contextlib.contextmanager
def services(folder: Path, *, durable: bool, stop: threading.Event) -> Iterator[Services]:
    """Start in `folder` what the environment names no address for, and stop it at the end, Redis first.

    The caller holds the folder (`locked`). Raises `LocalError` when a server fails, `StopError` when `stop` is set meanwhile.
    """
    starters = {"DATABASE_URL": (start_postgres, "postgres"), "REDIS_URL": (start_redis, "redis")}
    with contextlib.ExitStack() as stack:
        running = Services({}, [])
        for variable, (start, name) in starters.items():
            if address := os.environ.get(variable):
                running.environment[variable] = address
                continue
            log = folder / "logs" / f"{name}.log"
            child, running.environment[variable] = start(folder / name, log=log, durable=durable, stop=stop)
            stack.callback(child.stop, STOP_TIMEOUT)
            running.children.append(child)
        yield running


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for this process; the system drops the lock when the process dies, however it dies.

    Raises `LocalError` when another process holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LocalError(f"Папка {folder} занята: портал или его тесты уже запущены отсюда.") from None
        yield


def stop_on_signals() -> threading.Event:
    """An event that Ctrl-C, `kill` and a closed terminal (unless under nohup) set; waiting code looks at it."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if (number, signal.getsignal(number)) != (signal.SIGHUP, signal.SIG_IGN):
            signal.signal(number, lambda *_: stop.set())
    return stop


def run_with_services(folder: Path, command: list[str]) -> int:
    """Run `command` with quick, fragile services around it; return its exit code, 130 when interrupted."""
    stop = stop_on_signals()
    try:
        with locked(folder), services(folder, durable=False, stop=stop) as running:
            process = subprocess.Popen(command, env=os.environ | running.environment)
            while process.poll() is None:
                if stop.wait(0.1):
                    process.send_signal(signal.SIGINT)
                    process.wait()
            return 130 if stop.is_set() else process.returncode
    except StopError:
        return 130
    except LocalError as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(run_with_services(Path(sys.argv[1]).resolve(), sys.argv[2:]))
