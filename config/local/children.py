"""Child processes that cannot outlive their parent: started in order, stopped in order, each with a log of its own."""

import contextlib
import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PAUSE = 0.05  # seconds between two looks at a child


class LocalError(Exception):
    """A failure explained to the person at the console, in Russian."""


class StopError(Exception):
    """Ctrl-C or SIGTERM came while something was being waited for."""


@dataclass
class Child:
    """One running process; `title` is what the console calls it."""

    title: str
    process: subprocess.Popen[bytes]
    log: Path
    stop_signal: signal.Signals

    @property
    def has_died(self) -> bool:
        """True once the process has ended, whatever its exit code."""
        return self.process.poll() is not None

    def stop(self, timeout: float) -> None:
        """Ask to stop, wait `timeout` seconds, then kill the whole process group; returns when all is gone."""
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout)
        _kill_group(self.process.pid)
        self.process.wait()

    def last_lines(self, count: int = 15) -> str:
        """The end of the log, for the console."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])


def start_child(
    title: str,
    command: Sequence[str],
    *,
    log: Path,
    cwd: Path,
    run_as: Sequence[str] = (),
    env: Mapping[str, str] | None = None,
    stop_signal: signal.Signals = signal.SIGTERM,
    stdin: bytes = b"",
) -> Child:
    """Start `command` in a session of its own (Ctrl-C reaches only the runner), with `stop_signal` should the parent die.

    `run_as` are the words of `privileges.prepare_owner`; a change of user forgets the parent's death signal, so they stand
    first. The previous log is kept once, as `<name>.log.1`.
    """
    _keep_previous(log)
    with log.open("wb") as output, tempfile.TemporaryFile() as given:
        given.write(stdin)
        given.seek(0)
        process = subprocess.Popen(
            [*run_as, "setpriv", f"--pdeathsig={stop_signal.name[3:]}", *command],
            stdin=given,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=cwd,
            env=env,
            start_new_session=True,
        )
    return Child(title, process, log, stop_signal)


def _keep_previous(log: Path) -> None:
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists():
        log.replace(log.with_suffix(".log.1"))


def wait_until_ready(child: Child, is_ready: Callable[[], bool], *, stop: threading.Event, timeout: float) -> None:
    """Return once `is_ready()`; raise `LocalError` when the child dies or `timeout` seconds pass, `StopError` on `stop`."""
    deadline = time.monotonic() + timeout
    while True:
        is_over = child.has_died  # asked first: a command may end between the two questions
        if is_ready():
            return
        if is_over:
            raise LocalError(f"Сбой: {child.title}. Журнал: {child.log}\n{child.last_lines()}")
        if stop.wait(PAUSE):
            raise StopError
        if time.monotonic() > deadline:
            raise LocalError(
                f"Сбой: {child.title}, нет ответа {timeout:.0f} с. Журнал: {child.log}\n{child.last_lines()}"
            )


def _kill_group(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return
