import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.local.children import LocalError, StopError, wait_until_ready

ROOT = Path(__file__).resolve().parents[2]
SLEEP = "import time; print('ready', flush=True); time.sleep(60)"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + SLEEP


def wait_for_line(child, stop):
    wait_until_ready(child, lambda: child.log.read_text().startswith("ready"), stop=stop, timeout=10)


def test_child_asked_to_stop_ends_by_its_signal(python_child, stop):
    child = python_child(SLEEP, stop_signal=signal.SIGINT)
    wait_for_line(child, stop)
    child.stop(timeout=10)
    assert child.process.returncode == -signal.SIGINT


def test_child_deaf_to_its_signal_is_killed(python_child, stop):
    child = python_child(DEAF)
    wait_for_line(child, stop)
    child.stop(timeout=0.1)
    assert child.process.returncode == -signal.SIGKILL


def test_child_stopped_takes_its_own_children_along(python_child, stop, tmp_path):
    child = python_child(
        f"import subprocess, sys; p = subprocess.Popen(['sleep', '60']); print('ready', p.pid, flush=True); {SLEEP}"
    )
    wait_for_line(child, stop)
    grandchild = int(child.log.read_text().split()[1])
    child.stop(timeout=10)
    assert is_gone(grandchild)


def test_child_dies_with_a_killed_parent(tmp_path):
    code = (
        "import sys, time, pathlib; from config.local.children import start_child;"
        f"child = start_child('Проба', ['sleep', '60'], log=pathlib.Path({str(tmp_path / 'log')!r}), cwd=pathlib.Path('/'));"
        "print(child.process.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=ROOT) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        while not Path(f"/proc/{pid}/cmdline").read_bytes().startswith(b"sleep"):
            time.sleep(0.01)  # setpriv has not become sleep yet
        parent.kill()
    assert is_gone(pid)


def test_log_of_the_previous_start_is_kept(python_child, tmp_path):
    for word in ("first", "second"):
        python_child(f"print('{word}')").process.wait()
    assert [path.read_text() for path in sorted((tmp_path / "logs").iterdir())] == ["second\n", "first\n"]


def test_input_reaches_the_child(python_child):
    child = python_child("print(input())", stdin="пароль\n".encode())
    child.process.wait()
    assert child.last_lines() == "пароль"


def test_waiting_for_a_dead_child_shows_its_last_words(python_child, stop):
    child = python_child("raise SystemExit('всё плохо')")
    with pytest.raises(LocalError) as caught:
        wait_until_ready(child, lambda: False, stop=stop, timeout=10)
    assert str(caught.value) == f"Сбой: Проба. Журнал: {child.log}\nвсё плохо"


def test_waiting_for_a_silent_child_ends(python_child, stop):
    child = python_child(SLEEP)
    with pytest.raises(LocalError, match="нет ответа 0 с"):
        wait_until_ready(child, lambda: False, stop=stop, timeout=0.2)


def test_waiting_ends_when_the_user_stops_it(python_child, stop):
    stop.set()
    with pytest.raises(StopError):
        wait_until_ready(python_child(SLEEP), lambda: False, stop=stop, timeout=10)


def is_gone(pid):
    """Whether the process ends within five seconds (a zombie nobody has reaped yet counts as gone)."""
    for _ in range(100):
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.05)
    return False
