import pytest

from accounts.models import AuditEvent
from roadmaps import services
from roadmaps.models import Activity, Roadmap

State = Roadmap.State


def change(roadmap, world, to):
    return services.change_state(roadmap, by=world.methodist, to=to)


def test_approval_notes_who_and_when(draft, world):
    change(world.roadmap, world, State.CLOSED)
    approved = change(draft.roadmap, world, State.APPROVED)
    assert (approved.state, approved.approved_by, approved.approved_at is not None) == (
        State.APPROVED,
        world.methodist,
        True,
    )


def test_return_to_draft_forgets_the_approval(world):
    returned = change(world.roadmap, world, State.DRAFT)
    assert (returned.state, returned.approved_at, returned.approved_by) == (State.DRAFT, None, None)


def test_closed_roadmap_comes_back_in_force_with_its_approval(world):
    closed = change(world.roadmap, world, State.CLOSED)
    assert change(closed, world, State.APPROVED).approved_by == world.roadmap.approved_by


def test_second_roadmap_in_force_is_refused(draft, world):
    with pytest.raises(services.RefusedError, match="уже утверждена карта"):
        change(draft.roadmap, world, State.APPROVED)


def test_roadmap_without_activities_is_refused(draft, world):
    change(world.roadmap, world, State.CLOSED)
    Activity.objects.filter(section__roadmap=draft.roadmap).delete()
    with pytest.raises(services.RefusedError, match="ни одного мероприятия"):
        change(draft.roadmap, world, State.APPROVED)


@pytest.mark.parametrize("to", [State.DRAFT, State.CLOSED])
def test_transition_that_is_not_in_the_table_is_refused(draft, world, to):
    with pytest.raises(services.RefusedError, match="Обновите страницу"):
        change(draft.roadmap, world, to)


def test_change_of_state_leaves_an_event(world):
    change(world.roadmap, world, State.CLOSED)
    event = AuditEvent.objects.about(world.roadmap).get()
    assert (event.action, event.before, event.after) == (
        "дорожная карта завершена",
        {"state": "approved"},
        {"state": "closed"},
    )
