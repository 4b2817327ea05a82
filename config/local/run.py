"""`make run`: the whole portal from one console, started in the order of need; Ctrl-C takes it down in the opposite order."""

import contextlib
import http.client
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from environs import Env

from config.local.children import Child, LocalError, StopError, start_child, wait_until_ready
from config.local.ports import is_taken
from config.local.reset import reset
from config.local.services import Services, locked, services, stop_on_signals

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"
WEB = ["gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]
WORKER = [
    "celery",
    "--app",
    "config",
    "worker",
    "--concurrency",
    "2",
    "--without-gossip",
    "--without-mingle",
    "--loglevel",
    "INFO",
]
BEAT = ["celery", "--app", "config", "beat", "--pidfile=", "--loglevel", "INFO"]
GRACE = 15.0  # seconds a process gets to finish what it is doing
HEARTBEAT = 15  # seconds between two words of life from a long step
PORT_GRACE = 5.0  # seconds a site whose runner was killed gets to leave its port


@dataclass
class Portal:
    """The running processes of one checkout; `stack` knows how to stop them in the right order."""

    environment: dict[str, str]
    port: int
    stop: threading.Event
    stack: contextlib.ExitStack
    children: list[Child] = field(default_factory=list)

    def manage(self, title: str, command: str) -> None:
        """Run a management command to its end; raise `LocalError` if it fails."""
        say(f"  {title}…")
        child = self._start(title, command, [sys.executable, "manage.py", *command.split()])
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

    def logins(self) -> str:
        """The demo's people, as `manage.py demo_logins` prints them."""
        command = [sys.executable, "manage.py", "demo_logins"]
        result = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        if result.returncode:
            raise LocalError(f"Не удалось назвать учётные записи.\n{result.stderr}")
        return result.stdout.strip("\n")

    def answers(self) -> bool:
        """Whether the health page says that the site, the database and the broker work."""
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=5
        )  # not urllib, which would ask a proxy
        with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/health/")
            return connection.getresponse().status == http.client.OK
        return False

    def watch(self) -> int:
        """Wait for a signal (0) or for the first process to die (1), naming it and its log."""
        while not self.stop.wait(0.5):
            for child in self.children:
                if child.has_died:
                    say(
                        f"\n{child.title}: процесс завершился сам (код {child.process.returncode}). Журнал: {child.log}"
                    )
                    say(child.last_lines())
                    return 1
        return 0

    def _start(self, title: str, name: str, command: list[str]) -> Child:
        log = LOCAL / "logs" / f"{name.split()[0]}.log"
        child = start_child(title, command, log=log, cwd=ROOT, env=self.environment)
        self.stack.callback(child.stop, GRACE)
        return child


def main(*, from_scratch: bool) -> int:
    """Run the portal until a signal (0) or a failure (1); `from_scratch` throws the local data away first."""
    stop = stop_on_signals()
    if (ROOT / ".env").exists():
        Env().read_env(str(ROOT / ".env"), recurse=False)
    try:
        with locked(LOCAL):
            return _run(stop, from_scratch=from_scratch)
    except StopError:
        say("\nЗапуск прерван, всё остановлено.")
        return 0
    except LocalError as error:
        say(f"\n{error}")
        return 1


def say(text: str) -> None:
    """A line for the console, at once; a console that went away is no reason to leave processes behind."""
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


def _run(stop: threading.Event, *, from_scratch: bool) -> int:
    if from_scratch:
        reset(LOCAL)
    port = int(os.environ.get("PORT") or 8000)
    _wait_for_port(port, stop)
    started = time.monotonic()
    say("Запуск портала.\n  PostgreSQL и Redis…")
    with services(LOCAL, durable=True, stop=stop) as running, contextlib.ExitStack() as stack:
        portal = Portal(_environment(running, port), port, stop, stack, list(running.children))
        _start(portal)
        if portal.environment["DEMO"] == "1":
            say(f"\nДемонстрационные учётные записи (роль, имя для входа, пароль):\n{portal.logins()}")
        say(f"\nПортал открыт: {portal.environment['SITE_URL']} (запуск занял {time.monotonic() - started:.0f} с)")
        say("Журналы: .local/logs, письма: .local/mail. Остановить: Ctrl-C.")
        code = portal.watch()
        say("\nОстанавливаю…")
    say("Портал остановлен.")
    return code


def _start(portal: Portal) -> None:
    portal.manage("Структура базы данных", "migrate --noinput")
    portal.manage("Файлы оформления", "collectstatic --noinput")
    if portal.environment["DEMO"] == "1":
        portal.manage("Демонстрационные данные (в первый раз около минуты)", "demo")
    site = portal.keep("Сайт", "web", WEB)
    worker = portal.keep("Обработчик заданий", "worker", WORKER)
    portal.keep("Расписание", "beat", [*BEAT, "--schedule", str(LOCAL / "beat-schedule")])
    wait_until_ready(site, portal.answers, stop=portal.stop, timeout=120)
    wait_until_ready(worker, lambda: " ready." in worker.log.read_text(errors="replace"), stop=portal.stop, timeout=120)


def _wait_for_port(port: int, stop: threading.Event) -> None:
    """Return when the port is free; raise `LocalError` when somebody else keeps it."""
    deadline = time.monotonic() + PORT_GRACE
    while is_taken(port):
        if time.monotonic() > deadline:
            raise LocalError(
                f"Порт {port} занят другой программой. Выберите другой, например: PORT={port + 1} make run"
            )
        if stop.wait(0.2):
            raise StopError


def _environment(running: Services, port: int) -> dict[str, str]:
    """What the portal's processes see; the embedded servers' addresses also go to a file for `manage.py` in other consoles."""
    path = LOCAL / "services.env"
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text("".join(f"{name}={url}\n" for name, url in running.environment.items() if name not in os.environ))
    defaults = {"DEMO": "1", "EMAIL_BACKEND": "filebased", "SITE_URL": f"http://127.0.0.1:{port}"}
    bind = {"BIND": f"127.0.0.1:{port}", "PYTHONUNBUFFERED": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
    return defaults | dict(os.environ) | running.environment | bind


if __name__ == "__main__":
    sys.exit(main(from_scratch="--reset" in sys.argv))
