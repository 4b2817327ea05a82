"""`make run`: the whole portal from one console, started in the order of need; Ctrl-C takes it down in the opposite order."""

import contextlib
import hashlib
import os
import shlex
import sys
import threading
import time
from functools import partial
from pathlib import Path

from environs import Env

from config.local.children import Child, LocalError, StopError, wait_until_ready
from config.local.portal import Portal, say
from config.local.ports import PORT_GRACE, is_taken, portal_port, taken_words
from config.local.reset import reset
from config.local.services import Services, locked, services, stop_on_signals

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"
WEB = shlex.split("gunicorn --config config/gunicorn.py config.wsgi")
WORKER = shlex.split("celery --app config worker --concurrency 2 --without-gossip --without-mingle --loglevel INFO")
MAILER = shlex.split(
    "celery --app config worker --queues letters,mailing --hostname mail@%h --concurrency 1"
    " --without-gossip --without-mingle --loglevel INFO"
)
BEAT = shlex.split("celery --app config beat --pidfile= --loglevel INFO")


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


def _run(stop: threading.Event, *, from_scratch: bool) -> int:
    if from_scratch:
        reset(LOCAL)
    port = portal_port(os.environ, ROOT / ".env")
    _wait_for_port(port, stop)
    started = time.monotonic()
    say("Запуск портала.\n  PostgreSQL и Redis…")
    with services(LOCAL, durable=True, stop=stop) as running, contextlib.ExitStack() as stack:
        portal = Portal(ROOT, _environment(running, port), port, stop, stack, list(running.children))
        is_demo = portal.environment["DEMO"] == "1"
        _prepare(portal, is_demo=is_demo)
        logins = portal.begin("Учётные записи", "demo_logins") if is_demo else None
        _start(portal)
        if logins:
            portal.finish(logins)
            # the log also has what Django says on starting
            people = [line for line in logins.log.read_text().splitlines() if "@" in line]
            say("\n".join(["\nДемонстрационные учётные записи (роль, имя для входа, пароль):", *people]))
        say(f"\nПортал открыт: {portal.environment['SITE_URL']} (запуск занял {time.monotonic() - started:.0f} с)")
        say("Журналы: .local/logs, письма: .local/mail. Остановить: Ctrl-C.")
        code = portal.watch()
        say("\nОстанавливаю…")
    say("Портал остановлен.")
    return code


def _prepare(portal: Portal, *, is_demo: bool) -> None:
    """Bring the database and the static files up to the code; what is known to be done already is not done again."""
    portal.manage("Структура базы данных", "migrate --noinput")
    collected, files = LOCAL / "static" / ".collected", _fingerprint(portal.environment)
    if not collected.exists() or collected.read_text() != files:
        portal.manage("Файлы оформления", "collectstatic --noinput")
        collected.parent.mkdir(exist_ok=True)
        collected.write_text(files)
    loaded = LOCAL / "postgres" / "demo-loaded"  # goes with the embedded database; about another one only it can tell
    if is_demo and not (loaded.exists() and not os.environ.get("DATABASE_URL")):
        portal.manage("Демонстрационные данные (в первый раз около минуты)", "demo")
        if not os.environ.get("DATABASE_URL"):
            loaded.touch()


def _fingerprint(environment: dict[str, str]) -> str:
    """Changes with any file that `collectstatic` would collect: ours, or those of the installed packages."""
    built = ROOT / "static" / "dist"
    files = [*sorted(path for path in built.rglob("*") if path.is_file()), ROOT / "requirements" / "dev.txt"]
    states = [(str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files if path.exists()]
    settings = [environment.get(name) for name in ("STATIC_ROOT", "STATIC_STORAGE")]
    return hashlib.sha256(repr((states, settings)).encode()).hexdigest()


def _start(portal: Portal) -> None:
    site = portal.keep("Сайт", "web", WEB)
    worker = portal.keep("Обработчик заданий", "worker", WORKER)
    mailer = portal.keep("Отправка писем", "mailer", MAILER)
    portal.keep("Расписание", "beat", [*BEAT, "--schedule", str(LOCAL / "beat-schedule")])
    wait_until_ready(site, portal.answers, stop=portal.stop, timeout=120)
    for one in (worker, mailer):
        wait_until_ready(one, partial(_is_ready, one), stop=portal.stop, timeout=120)


def _is_ready(worker: Child) -> bool:
    return " ready." in worker.log.read_text(errors="replace")


def _wait_for_port(port: int, stop: threading.Event) -> None:
    """Return when the port is free; raise `LocalError` when somebody else keeps it."""
    deadline = time.monotonic() + PORT_GRACE
    while is_taken(port):
        if time.monotonic() > deadline:
            raise LocalError(taken_words(port))
        if stop.wait(0.2):
            raise StopError


def _environment(running: Services, port: int) -> dict[str, str]:
    """What the portal's processes see; the embedded servers' addresses also go to a file for `manage.py` in other consoles."""
    path = LOCAL / "services.env"
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    embedded = {name: url for name, url in running.environment.items() if not os.environ.get(name)}
    path.write_text("".join(f"{name}={url}\n" for name, url in embedded.items()))
    defaults = {"DEMO": "1", "EMAIL_BACKEND": "filebased", "SITE_URL": f"http://127.0.0.1:{port}"}
    bind = {"BIND": f"127.0.0.1:{port}", "PYTHONUNBUFFERED": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
    return defaults | dict(os.environ) | running.environment | bind


if __name__ == "__main__":
    sys.exit(main(from_scratch="--reset" in sys.argv))
