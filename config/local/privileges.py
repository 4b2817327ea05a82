"""PostgreSQL refuses to run as root. Under root it runs as a system user of its own, who may be unable to reach the checkout."""

import os
import pwd
import subprocess
from pathlib import Path

from config.local.children import LocalError

SYSTEM_USER = "opora-db"


def prepare_owner(folder: Path, program: Path) -> list[str]:
    """Make `folder` belong to the user the servers will run as; return the words to put before their commands.

    An ordinary user runs the servers himself: no words. Root runs them as the folder's owner, or as `opora-db`. That user may
    be unable to walk to a checkout below /root: then the command gets the right to read and pass any folder, or, where a
    container withholds that right, the one to override permissions, instead of our opening root's folders to everybody.
    PostgreSQL asks access(2), which by default ignores such rights of anyone but root: hence the secure bit.
    """
    if os.geteuid() != 0:
        return []
    owner = folder.stat()
    uid, gid = (owner.st_uid, owner.st_gid) if owner.st_uid != 0 else _system_user()
    os.chown(folder, uid, gid)
    drop = ["setpriv", f"--reuid={uid}", f"--regid={gid}", "--clear-groups"]
    for right in ("", "dac_read_search", "dac_override"):
        grant = [f"--inh-caps=+{right}", f"--ambient-caps=+{right}", "--securebits=+no_setuid_fixup"] if right else []
        if _can_work([*drop, *grant], folder, program):
            return [*drop, *grant]
    raise LocalError(
        f"Пользователь {pwd.getpwuid(uid).pw_name}, от имени которого под root работает PostgreSQL, не может открыть\n"
        f"папку {folder}. Поместите портал в папку, доступную всем на чтение, или запустите его не под root."
    )


def _can_work(words: list[str], folder: Path, program: Path) -> bool:
    test = 'test -w "$1" && exec "$2" --version'
    command = [*words, "sh", "-c", test, "sh", str(folder), str(program)]
    return subprocess.run(command, capture_output=True, cwd="/", check=False).returncode == 0


def _system_user() -> tuple[int, int]:
    try:
        entry = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = [
            "useradd",
            "--system",
            "--user-group",
            "--no-create-home",
            "--shell",
            "/usr/sbin/nologin",
            SYSTEM_USER,
        ]
        subprocess.run(command, check=True, capture_output=True)
        entry = pwd.getpwnam(SYSTEM_USER)
    return entry.pw_uid, entry.pw_gid
