"""Each guard is switched off once, and the check behind it has to notice: a test that cannot fail proves nothing."""

from __future__ import annotations

import pytest

from accounts.permissions import Permission
from tests.access.actors import open_scene, rolled_back
from tests.access.canaries import mark_scene
from tests.access.leaks import LEAKS
from tests.access.rows import guarded_models, strange_rows
from tests.access.sabotage import GUARDS, ROUTE_FOR, unguarded


@pytest.fixture
def scene(db):
    with open_scene() as scene:
        yield scene


def test_every_permission_is_granted_to_everybody_once():
    assert set(ROUTE_FOR) == set(Permission)


@pytest.mark.parametrize("half", [0, 1])
def test_guard_switched_off_is_noticed(scene, half):
    unnoticed = []
    for name in list(GUARDS)[half::2]:
        off, check = GUARDS[name]
        with rolled_back(), off():
            scene.clients.clear()  # a browser loads the middleware once
            unnoticed += [] if check(scene) else [name]
    assert unnoticed == []


def test_rows_of_a_model_handed_out_to_everybody_are_noticed(scene):
    unnoticed = []
    for model in guarded_models():
        with unguarded(model)():
            unnoticed += [] if strange_rows(scene, model) else [model.__name__]
    assert unnoticed == []


def test_leak_of_words_is_noticed(scene):
    both, unnoticed = mark_scene(scene), []
    for name, (off, check) in LEAKS.items():
        with rolled_back():
            assert check(scene, both) == []
        with rolled_back(), off():
            unnoticed += [] if check(scene, both) else [name]
    assert unnoticed == []
