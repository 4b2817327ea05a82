"""`make demo-reset`: throw the local data away, and nothing else."""

import os
import shutil
from pathlib import Path

from config.local.children import LocalError

# the system chooses the suffix of the schedule
DATA = ["postgres", "redis", "media", "mail", "beat-schedule*", "services.env"]


def reset(local: Path) -> None:
    """Delete the embedded servers' data, uploaded files and letters below `local`; the secret key stays.

    The caller holds the folder's lock. Raises `LocalError` where the data are in a server of the user's own.
    """
    if os.environ.get("DATABASE_URL"):
        raise LocalError("Задан DATABASE_URL: make demo-reset удаляет только встроенную базу, чужую очистите сами.")
    for path in [path for pattern in DATA for path in local.glob(pattern)]:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
