"""Two people at once, in two real transactions."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

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


def test_moves_at_once_keep_the_positions_consistent():
    world = make_world()
    draft = make_draft(world)
    rows = [draft.one, draft.two, draft.three]
    at_once(*(lambda row=row: services.move_activity(row, by=world.methodist, direction="down") for row in rows))
    places = Activity.objects.filter(section__roadmap=draft.roadmap).order_by("section__position", "position")
    by_section = {}
    for section, position in places.values_list("section", "position"):
        by_section.setdefault(section, []).append(position)
    assert all(positions == list(range(1, len(positions) + 1)) for positions in by_section.values())
    assert places.count() == 3
