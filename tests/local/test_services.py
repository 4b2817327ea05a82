import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from config.local.children import LocalError
from config.local.postgres import start_postgres
from config.local.redis import start_redis
from config.local.services import locked, services

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("папка с пробелом")


@pytest.fixture
def embedded(folder, stop, monkeypatch):
    """Both servers, as if the machine offered none of its own; the data are those of the previous test."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)
    with services(folder, durable=True, stop=stop) as running:
        yield running


def ask(address, sql):
    connection = psycopg2.connect(address)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def test_database_survives_a_power_cut_and_sorts_the_same_everywhere(embedded):
    address = embedded.environment["DATABASE_URL"]
    assert ask(address, "SELECT current_setting('fsync'), lower('ЁЖ')") == [("on", "ёж")]


def test_database_role_is_no_superuser_but_creates_databases_and_extensions(embedded):
    address = embedded.environment["DATABASE_URL"]
    ask(address, "CREATE EXTENSION IF NOT EXISTS pg_trgm")
    assert ask(address, "SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user") == [(False, True)]


def test_database_without_its_password_is_closed(embedded):
    address = embedded.environment["DATABASE_URL"]
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(address, password="guess")
    with pytest.raises(psycopg2.OperationalError, match="no pg_hba"):
        psycopg2.connect(address, user="postgres")


def test_redis_without_its_password_is_closed(embedded):
    address = embedded.environment["REDIS_URL"]
    port = int(address.rpartition(":")[2].partition("/")[0])
    with redis.Redis(port=port, retry=Retry(NoBackoff(), 0)) as client, pytest.raises(redis.AuthenticationError):
        client.ping()


def test_restart_keeps_rows_and_queued_tasks(folder, stop):
    postgres, address = start_postgres(folder / "postgres", log=folder / "log", durable=True, stop=stop)
    broker, queue = start_redis(folder / "redis", log=folder / "log", durable=True, stop=stop)
    ask(address, "CREATE TABLE kept AS SELECT 42 AS n")
    with redis.from_url(queue) as client:
        client.rpush("celery", "task")
    for child in (broker, postgres):
        child.stop(timeout=20)
    postgres, address = start_postgres(folder / "postgres", log=folder / "log", durable=True, stop=stop)
    broker, queue = start_redis(folder / "redis", log=folder / "log", durable=True, stop=stop)
    try:
        with redis.from_url(queue) as client:
            assert (ask(address, "TABLE kept"), client.lrange("celery", 0, -1)) == ([(42,)], [b"task"])
    finally:
        broker.stop(timeout=20)
        postgres.stop(timeout=20)


def test_start_after_a_kill_stops_the_orphan_and_keeps_the_rows(folder, stop):
    orphan, address = start_postgres(folder / "postgres", log=folder / "log", durable=True, stop=stop)
    ask(address, "CREATE TABLE IF NOT EXISTS survivor AS SELECT 1 AS n")
    child, address = start_postgres(folder / "postgres", log=folder / "log2", durable=True, stop=stop)
    orphan.process.wait(10)
    assert ask(address, "TABLE survivor") == [(1,)]
    child.stop(timeout=20)


def test_start_with_the_lock_file_of_a_server_long_dead(folder, stop):
    child, address = start_postgres(folder / "postgres", log=folder / "log", durable=True, stop=stop)
    stale = (folder / "postgres" / "data" / "postmaster.pid").read_text().splitlines()
    child.stop(timeout=20)
    lock = folder / "postgres" / "data" / "postmaster.pid"
    lock.write_text("\n".join([str(os.getpid()), *stale[1:]]) + "\n")
    child, address = start_postgres(folder / "postgres", log=folder / "log", durable=True, stop=stop)
    assert ask(address, "SELECT 1") == [(1,)]
    child.stop(timeout=20)


def test_data_of_another_version_are_not_touched(tmp_path, stop):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "PG_VERSION").write_text("9\n")
    with pytest.raises(LocalError, match=r"Данные созданы PostgreSQL 9, а установлен 18\."):
        start_postgres(tmp_path, log=tmp_path / "log", durable=True, stop=stop)


def test_interrupted_first_start_leaves_nothing_half_made(tmp_path, stop):
    (tmp_path / "draft").mkdir()
    (tmp_path / "draft" / "PG_VERSION").write_text("broken")
    child, address = start_postgres(tmp_path, log=tmp_path / "log", durable=False, stop=stop)
    assert ask(address, "SELECT current_setting('fsync')") == [("off",)]
    child.stop(timeout=20)


def test_servers_of_the_users_own_are_used(tmp_path, stop, monkeypatch):
    own = {"DATABASE_URL": "postgres://db.example.ru/opora", "REDIS_URL": "redis://mq.example.ru/1"}
    for name, value in own.items():
        monkeypatch.setenv(name, value)
    with services(tmp_path, durable=True, stop=stop) as running:
        assert (running.environment, running.children) == (own, [])


def test_folder_in_use_is_refused(tmp_path):
    with locked(tmp_path), pytest.raises(LocalError, match="портал или его тесты уже запущены"), locked(tmp_path):
        pass


def run_with_services(folder, code, **options):
    command = [sys.executable, "-m", "config.local.services", str(folder), sys.executable, "-c", code]
    own = {"DATABASE_URL": "postgres://db.example.ru/opora", "REDIS_URL": "redis://mq.example.ru/1"}
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | own, stdout=subprocess.PIPE, text=True, **options)


def test_command_gets_the_addresses_and_gives_its_exit_code(tmp_path):
    with run_with_services(tmp_path, "import os, sys; print(os.environ['REDIS_URL']); sys.exit(3)") as process:
        assert (process.stdout.read(), process.wait()) == ("redis://mq.example.ru/1\n", 3)


def test_command_is_interrupted_by_a_signal(tmp_path):
    with run_with_services(
        tmp_path, "import time; print(1, flush=True); time.sleep(60)", stderr=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 130
