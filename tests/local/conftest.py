import sys
import threading

import pytest

from config.local.children import start_child


@pytest.fixture
def stop():
    return threading.Event()


@pytest.fixture
def python_child(tmp_path):
    """Start a Python one-liner as a child; whatever still runs at the end is stopped."""
    children = []

    def start(code, **options):
        command = [sys.executable, "-c", code]
        children.append(start_child("Проба", command, log=tmp_path / "logs" / "probe.log", cwd=tmp_path, **options))
        return children[-1]

    yield start
    for child in children:
        child.stop(timeout=0)
