"""What is installed: complete, checked by hash, and the same on every machine."""

import ast
import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
APPS = PROJECT["tool"]["importlinter"]["root_packages"]


def locked(file):
    """Package -> version of a lock file, names in lower case with dashes."""
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / "requirements" / file).read_text(), re.M))


def test_production_needs_only_the_packages_it_installs():
    """An import that only the developers' packages satisfy would break the image and nothing else."""
    files = [path for app in APPS for path in (ROOT / app).rglob("*.py") if path.parts[-3:-1] != ("config", "local")]
    trees = [ast.walk(ast.parse(path.read_text())) for path in files]
    nodes = [node for tree in trees for node in tree]
    imported = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    foreign = {name.partition(".")[0] for name in imported} - set(sys.stdlib_module_names) - set(APPS)
    owners = importlib.metadata.packages_distributions()
    installed = set(locked("base.txt"))
    assert {
        name for name in foreign if not installed & {owner.lower().replace("_", "-") for owner in owners[name]}
    } == set()


@pytest.mark.parametrize("file", ["base.txt", "dev.txt"])
def test_lock_names_every_dependency_with_hashes_and_no_index(file):
    text = (ROOT / "requirements" / file).read_text()
    extras = [] if file == "base.txt" else PROJECT["project"]["optional-dependencies"].values()
    wanted = [*PROJECT["project"]["dependencies"], *(line for extra in extras for line in extra)]
    missing = {re.findall(r"^[a-z0-9-]+", line)[0] for line in wanted} - set(locked(file))
    assert (missing, re.findall(r"^-|https?://", text, re.M)) == (set(), [])
    assert len(re.findall(r"==\S+(?: ;[^\\\n]*)? \\\n    --hash", text)) == len(locked(file))


def test_front_end_lock_has_no_addresses():
    assert re.findall(r'"resolved"', (ROOT / "package-lock.json").read_text()) == []
