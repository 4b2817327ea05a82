"""The portal as users meet it: gunicorn, a Celery worker and the production static files, all on the test database."""

from __future__ import annotations

import contextlib
import http.client
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import redis
from celery import Celery

from accounts.mail import BULK, PERSONAL
from accounts.models import OutgoingMail
from config.local.children import Child, start_child, wait_until_ready
from config.local.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
QUEUES = ("celery", PERSONAL, BULK, "unacked", "unacked_index")
WEB = ("gunicorn", "--config", "config/gunicorn.py", "--access-logformat", "%(s)s %(m)s %(U)s", "config.wsgi")
WORKER = (
    "celery", "--app", "config", "worker", "--queues", f"celery,{PERSONAL},{BULK}", "--pool", "solo",
    "--without-gossip", "--without-mingle", "-l", "INFO",
)  # fmt: skip


@dataclass(frozen=True)
class Portal:
    """A running portal; `folder` holds its logs, uploads and the letters its worker sends."""

    address: str
    folder: Path
    web: Child
    worker: Child
    celery: Celery

    def run(self, task: str) -> None:
        """Send a task through Redis, as beat does, and wait until the worker has done it and sent its letters."""
        done = f"[{self.celery.send_task(task).id}] succeeded"
        _wait_until(lambda: done in self.worker.log.read_text(), f"the worker did not finish {task}")
        self.wait_for_letters()

    def wait_for_letters(self) -> None:
        """Return when the worker has sent every letter of the outbox: pages give it nothing else to do."""
        unsent = OutgoingMail.objects.exclude(state=OutgoingMail.State.SENT)
        _wait_until(lambda: not unsent.exists(), "the worker did not send the letters")

    def letters_to(self, email: str) -> list[str]:
        """Texts of the letters the worker has sent to the address, oldest first."""
        sent = [
            path.read_text()
            for path in sorted((self.folder / "mail").glob("*.log"), key=lambda path: path.stat().st_mtime)
        ]
        return [text for text in sent if f"\nTo: {email}\n" in text]


@contextlib.contextmanager
def running_portal(folder: Path, *, database: str, broker_number: int) -> Iterator[Portal]:
    """Start everything in `folder` on the database of that name and the Redis database of that number; stop it at the end."""
    port = free_port()
    redis_url = urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{broker_number}").geturl()
    with redis.Redis.from_url(redis_url) as broker:
        broker.delete(*QUEUES)  # tasks of a run that was killed
    env = _environment(folder, database, redis_url, port)
    with contextlib.ExitStack() as stack:
        worker = start_child("Celery", _module(WORKER), log=folder / "worker.log", cwd=ROOT, env=env)
        stack.callback(worker.stop, 10)
        subprocess.run(_module(("django", "collectstatic", "--noinput", "-v0")), cwd=ROOT, env=env, check=True)
        web = start_child("gunicorn", _module(WEB), log=folder / "web.log", cwd=ROOT, env=env)
        stack.callback(web.stop, 10)
        never = threading.Event()
        wait_until_ready(web, lambda: _answers(port), stop=never, timeout=60)
        wait_until_ready(worker, lambda: " ready." in worker.last_lines(), stop=never, timeout=60)
        celery = stack.enter_context(Celery("tests", broker=redis_url, set_as_current=False))
        yield Portal(f"http://127.0.0.1:{port}", folder, web, worker, celery)


def _environment(folder: Path, database: str, redis_url: str, port: int) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl(),
        "REDIS_URL": redis_url,
        "BIND": f"127.0.0.1:{port}",
        "WEB_CONCURRENCY": "1",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "STATIC_ROOT": str(folder / "static"),
        "STATIC_STORAGE": "whitenoise.storage.CompressedManifestStaticFilesStorage",
        "MEDIA_ROOT": str(folder / "media"),
        "EMAIL_BACKEND": "filebased",
        "EMAIL_FILE_PATH": str(folder / "mail"),
        "PYTHONUNBUFFERED": "1",
    }


def _wait_until(is_so: Callable[[], bool], complaint: str, timeout: float = 60) -> None:
    deadline = time.monotonic() + timeout
    while not is_so():
        assert time.monotonic() < deadline, complaint
        time.sleep(0.05)


def _module(words: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-m", *words]


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/health/")
        return connection.getresponse().status == http.client.OK
    return False
