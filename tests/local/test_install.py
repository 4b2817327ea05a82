import os
import shutil
import stat
import sys

import pytest

from config.local import install


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """An empty folder in the place of the checkout."""
    monkeypatch.setattr(install, "ROOT", tmp_path)
    monkeypatch.setattr(install, "LOCAL", tmp_path / ".local")
    (tmp_path / ".local").mkdir()
    return tmp_path


@pytest.fixture
def bare_machine(monkeypatch):
    """A machine of an ordinary user without sudo, where nothing is installed."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(install, "_loads", lambda library: False)
    monkeypatch.setattr(install, "_venv_works", lambda: False)
    monkeypatch.setattr(install, "_succeeds", lambda command: False)
    monkeypatch.setattr(shutil, "which", {"apt-get": "/usr/bin/apt-get"}.get)


def test_settings_get_a_secret_key_nobody_else_reads(checkout):
    install.write_settings()
    path = checkout / ".local" / "settings.env"
    names = [line.partition("=")[0] for line in path.read_text().splitlines()]
    assert (names, stat.S_IMODE(path.stat().st_mode)) == (["SECRET_KEY", "SECURE_HTTPS"], 0o600)


def test_settings_already_made_stay(checkout):
    path = checkout / ".local" / "settings.env"
    path.write_text("SECRET_KEY=mine\nLOG_LEVEL=DEBUG\n")
    install.write_settings()
    assert path.read_text() == "SECRET_KEY=mine\nLOG_LEVEL=DEBUG\nSECURE_HTTPS=0\n"


def run_step(checkout, *, is_there=True):
    calls = []
    lock, stamp = checkout / "lock.txt", checkout / "stamp"
    install._step_if_changed("Проба", lambda: calls.append(1), [lock], stamp, is_there)
    return len(calls)


def test_step_runs_once_and_again_when_its_lock_changes(checkout):
    runs = []
    for text in ("a==1", "a==1", "a==2", "a==2"):
        (checkout / "lock.txt").write_text(text)
        runs.append(run_step(checkout))
    assert runs == [1, 0, 1, 0]


def test_step_runs_again_when_its_result_is_gone(checkout):
    (checkout / "lock.txt").write_text("a==1")
    assert [run_step(checkout), run_step(checkout, is_there=False)] == [1, 1]


def fail():
    raise ZeroDivisionError


def test_failed_step_is_tried_again(checkout):
    (checkout / "lock.txt").write_text("a==1")
    run_step(checkout)
    (checkout / "lock.txt").write_text("a==2")
    with pytest.raises(ZeroDivisionError):
        install._step_if_changed("Проба", fail, [checkout / "lock.txt"], checkout / "stamp", True)
    (checkout / "lock.txt").write_text("a==1")
    assert run_step(checkout) == 1


def test_missing_packages_are_named(bare_machine):
    base = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "python3-venv"]
    found = install.missing_packages(for_tests=False), install.missing_packages(for_tests=True)
    assert found == (base, [*base, "chromium"])


def test_packages_without_root_and_sudo_become_one_line_to_run(bare_machine):
    with pytest.raises(install.SetupError) as caught:
        install.install_packages(["libpango-1.0-0", "chromium"])
    line = "apt-get update && apt-get install -y --no-install-recommends libpango-1.0-0 chromium"
    assert str(caught.value).split("\n")[2].strip() == line


def test_packages_with_sudo_are_installed(bare_machine, monkeypatch):
    commands = []
    monkeypatch.setattr(install, "_succeeds", lambda command: True)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(install, "_run", lambda command, **options: commands.append(" ".join(command)))
    install.install_packages(["chromium"])
    apt = "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120"
    assert commands == [f"{apt} update", f"{apt} install -y --no-install-recommends chromium"]


def test_failed_command_shows_the_end_of_its_log(checkout):
    with pytest.raises(install.SetupError) as caught:
        install._run(
            [sys.executable, "-c", "print('нет сети'); raise SystemExit(2)"], log="probe", hint="Включите сеть."
        )
    assert str(caught.value).split("\n")[1:] == [
        "нет сети",
        f"Весь журнал: {checkout}/.local/logs/probe.log",
        "Включите сеть.",
    ]


PIP_LOG = """WARNING: There was an error checking the latest version of pip.
Collecting celery==5.7 (from -r requirements/dev.txt (line 1))
  Downloading celery-5.7-py3-none-any.whl (400 kB)
Collecting django==5.2 (from -r requirements/dev.txt (line 9))
WARNING: Retrying after connection broken
"""


def test_progress_of_pip_leaves_out_its_warnings():
    steps = ["WARNING: pip is old\n", PIP_LOG, f"{PIP_LOG}Installing collected packages: celery, django\n"]
    assert [install.pip_progress(log, 90) for log in steps] == [
        "ещё идёт",
        "загружается 2-й пакет из 90: django",
        "все 90 загружены, раскладываются по местам",
    ]


def test_long_step_tells_its_progress(checkout, monkeypatch, capsys, tmp_path):
    """The step ends when its progress has been told."""
    monkeypatch.setattr(install, "HEARTBEAT", 0.05)
    told = tmp_path / "told"
    command = ["sh", "-c", f"echo 'WARNING: x'; while [ ! -e '{told}' ]; do sleep 0.05; done"]

    def progress(log):
        if log:
            told.touch()
        return f"строк {log.count('WARNING')}"

    install._run(command, log="probe", progress=progress)
    assert capsys.readouterr().out.splitlines()[-1].partition(": ")[2] == "строк 1"


def test_old_python_is_told_which_one_is_needed(checkout, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 0))
    with pytest.raises(install.SetupError, match=r"Нужен Python 3\.11 или новее"):
        install.main(for_tests=False)
