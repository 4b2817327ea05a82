"""The runner as a person meets it, in a copy of the checkout: its own `.local`, its own port."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from config.local.children import LocalError
from config.local.portal import Portal
from config.local.ports import free_port
from config.local.run import _wait_for_port
from config.local.services import locked

ROOT = Path(__file__).resolve().parents[2]
PARTS = ["config", "accounts", "schools", "roadmaps", "monitoring", "orders", "templates", "static", "manage.py"]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """The project's files in a folder with a space, set up as `make setup` would."""
    folder = tmp_path_factory.mktemp("копия портала")
    for name in PARTS:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    (folder / ".local").mkdir()
    (folder / ".local" / "settings.env").write_text(f"SECRET_KEY={'x' * 60}\nSECURE_HTTPS=0\n")
    return folder


class Console:
    """`make run` without make: what it prints, and the port it serves."""

    def __init__(self, folder):
        self.port = free_port()
        command = [sys.executable, "-m", "config.local.run"]
        environment = {"PATH": os.environ["PATH"], "PORT": str(self.port), "DEMO": "0"}
        self.process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.output = self.process.stdout

    def read_until(self, word):
        lines = []
        for line in self.output:
            lines.append(line)
            if line.startswith(word):
                return line.strip()
        raise AssertionError("".join(lines))

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path)
        status = connection.getresponse().status
        connection.close()
        return status


@pytest.fixture
def console(checkout):
    console = Console(checkout)
    yield console
    console.process.kill()
    console.output.close()
    console.process.wait()


def test_portal_answers_and_stops_cleanly(checkout, console):
    opened = console.read_until("Портал открыт")
    assert opened.split(" (")[0] == f"Портал открыт: http://127.0.0.1:{console.port}"
    assert (console.get("/health/"), console.get("/login/")) == (200, 200)
    console.process.send_signal(signal.SIGINT)
    assert (console.read_until("Портал остановлен"), console.process.wait(60)) == ("Портал остановлен.", 0)
    assert processes_of(checkout) == []


def test_death_of_one_process_ends_the_watch_and_names_its_log(python_child, stop, capsys):
    child = python_child("raise SystemExit('кончилась память')")
    with ExitStack() as stack:
        code = Portal(ROOT, {}, 0, stop, stack, [child]).watch()
    told = f"\nПроба: процесс завершился сам (код 1). Журнал: {child.log}\nкончилась память\n"
    assert (code, capsys.readouterr().out) == (1, told)


def test_second_runner_in_the_same_folder_is_refused(checkout):
    with locked(checkout / ".local"):
        console = Console(checkout)
        message = console.process.communicate(timeout=30)[0].strip()
    assert message == f"Папка {checkout}/.local занята: портал или его тесты уже запущены отсюда."


def test_port_in_use_is_named(stop, monkeypatch):
    monkeypatch.setattr("config.local.run.PORT_GRACE", 0)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(LocalError) as caught:
            _wait_for_port(port, stop)
    advice = f"Выберите другой, например: PORT={port + 1} make run"
    assert str(caught.value) == f"Порт {port} занят другой программой. {advice}"


def processes_of(folder):
    """(pid, command line) of every process whose working folder or command line lies in the checkout."""
    found = []
    for entry in sorted(Path("/proc").glob("[0-9]*"), key=lambda path: int(path.name)):
        try:
            words = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if str(folder) in f"{(entry / 'cwd').readlink()} {words}":
                found.append((int(entry.name), words))
        except OSError:
            continue
    return found
