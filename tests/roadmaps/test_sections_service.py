import pytest

from roadmaps import services
from tests import factories as f


def titles(roadmap):
    return list(roadmap.sections.order_by("position").values_list("title", flat=True))


def test_section_added_at_the_end(draft, world):
    services.add_section(draft.roadmap, by=world.methodist, number="3.", title="Итоги")
    assert titles(draft.roadmap) == ["Раздел 1", "Раздел 2", "Итоги"]


def test_section_renamed(draft, world):
    services.rename_section(draft.first, by=world.methodist, number="I.", title="Отбор школ")
    draft.first.refresh_from_db()
    assert (draft.first.number, draft.first.title) == ("I.", "Отбор школ")


@pytest.mark.parametrize(
    ("which", "direction", "expected"),
    [("first", "down", ["Раздел 2", "Раздел 1"]), ("first", "up", ["Раздел 1", "Раздел 2"])],
)
def test_section_moved(draft, world, which, direction, expected):
    services.move_section(getattr(draft, which), by=world.methodist, direction=direction)
    assert titles(draft.roadmap) == expected


def test_section_with_activities_is_not_deleted(draft, world):
    with pytest.raises(services.RefusedError, match="В разделе есть мероприятия"):
        services.delete_section(draft.first, by=world.methodist)


def test_deleted_activities_of_a_deleted_section_may_still_come_back(draft, world):
    gone = f.ActivityFactory(section=draft.second)
    services.delete_activity(gone, by=world.methodist)
    services.delete_section(draft.second, by=world.methodist)
    gone.refresh_from_db()
    assert services.restore_activity(gone, by=world.methodist).section == draft.first


def test_only_section_with_deleted_activities_is_kept(draft, world):
    services.delete_section(draft.second, by=world.methodist)
    for activity in (draft.one, draft.two, draft.three):
        services.delete_activity(activity, by=world.methodist)
    with pytest.raises(services.RefusedError, match="единственный раздел"):
        services.delete_section(draft.first, by=world.methodist)
