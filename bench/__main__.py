"""`python -m bench [NAME…]`: runs the measurements (modules of this folder with a `main`); the exit code says whether all targets held."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

import django
from django.core.management import call_command


def run(names: list[str]) -> int:
    """How many measurements missed their targets."""
    known = sorted(one.stem for one in Path(__file__).parent.glob("*.py") if not one.stem.startswith("_"))
    return sum(import_module(f"bench.{name}").main() for name in names or known)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    sys.exit(run(sys.argv[1:]))
