"""Two people at once, in two real transactions."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from roadmaps import services
from roadmaps.models import Activity
from tests.conftest import make_world
from tests.roadmaps.conftest import make_draft, texts

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run the acts in threads of their own, started together; their results or errors."""
    barrier = Barrier(len(acts))

    def run(act):
        barrier.wait(timeout=10)
        try:
            return act()
        except services.EditConflictError as conflict:
            return conflict
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_edits_of_one_version_lose_nothing():
    world = make_world()
    draft = make_draft(world)

    def edit(title):
        return lambda: services.update_activity(
            draft.one, by=world.methodist, version=1, fields=texts(draft.one, title=title), schools=[]
        )

    results = at_once(edit("Первый"), edit("Второй"))
    saved = Activity.objects.get(pk=draft.one.pk)
    kept = [result for result in results if isinstance(result, Activity)]
    conflicts = [result for result in results if isinstance(result, services.EditConflictError)]
    assert ([row.title for row in kept], len(conflicts), saved.version) == ([saved.title], 1, 2)


def test_move_waits_for_the_change_before_it():
    """Two moves that read the same order would both write it: the second must not begin before the first has ended."""
    world = make_world()
    draft = make_draft(world)

    def move():
        try:
            services.move_activity(draft.three, by=world.methodist, direction="up")
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            services.move_activity(draft.two, by=world.methodist, direction="up")
            second = pool.submit(move)
            with pytest.raises(TimeoutError):
                second.result(timeout=0.5)
        second.result(timeout=10)
    rows = Activity.objects.filter(section=draft.first).order_by("position").values_list("pk", "position")
    assert list(rows) == [(draft.two.pk, 1), (draft.three.pk, 2), (draft.one.pk, 3)]
