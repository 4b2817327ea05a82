"""The portal's own processes: one-off commands, the processes that stay, and the watch over them."""

import contextlib
import http.client
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from config.local.children import Child, start_child, wait_until_ready

GRACE = 15.0  # seconds a process gets to finish what it is doing
HEARTBEAT = 15  # seconds between two words of life from a long step


@dataclass
class Portal:
    """The running processes of the checkout `root`; `stack` knows how to stop them in the right order."""

    root: Path
    environment: dict[str, str]
    port: int
    stop: threading.Event
    stack: contextlib.ExitStack
    children: list[Child] = field(default_factory=list)

    def manage(self, title: str, command: str) -> None:
        """Run a management command to its end; raise `LocalError` if it fails."""
        say(f"  {title}…")
        self.finish(self.begin(title, command))

    def begin(self, title: str, command: str) -> Child:
        """Start a management command and let it run beside what follows."""
        return self._start(title, command.split()[0], [sys.executable, "manage.py", *command.split()])

    def finish(self, child: Child) -> None:
        """Wait for the end of a command, telling the time now and then; raise `LocalError` if it failed."""
        started, told = time.monotonic(), 0

        def is_over() -> bool:
            nonlocal told
            if time.monotonic() - started > told + HEARTBEAT:
                told += HEARTBEAT
                say(f"    {told} с")
            return child.process.poll() == 0

        wait_until_ready(child, is_over, stop=self.stop, timeout=900)

    def keep(self, title: str, name: str, module: list[str]) -> Child:
        """Start a process that runs until the portal stops."""
        say(f"  {title}…")
        child = self._start(title, name, [sys.executable, "-m", *module])
        self.children.append(child)
        return child

    def answers(self) -> bool:
        """Whether the health page says that the site, the database and the broker work."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)  # urllib would ask a proxy
        with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/health/")
            return connection.getresponse().status == http.client.OK
        return False

    def watch(self) -> int:
        """Wait for a signal (0) or for the first process to die (1), naming it and its log."""
        while not self.stop.wait(0.5):
            for child in self.children:
                if child.has_died:
                    code = child.process.returncode
                    say(f"\n{child.title}: процесс завершился сам (код {code}). Журнал: {child.log}")
                    say(child.last_lines())
                    return 1
        return 0

    def _start(self, title: str, name: str, command: list[str]) -> Child:
        log = self.root / ".local" / "logs" / f"{name}.log"
        child = start_child(title, command, log=log, cwd=self.root, env=self.environment)
        self.stack.callback(child.stop, GRACE)
        return child


def say(text: str) -> None:
    """A line for the console, at once; a console that went away is no reason to leave processes behind."""
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
