import pytest

from accounts.models import AuditEvent
from roadmaps import services
from roadmaps.models import Activity, Roadmap
from tests import factories as f
from tests.roadmaps.conftest import texts


def order(section):
    rows = Activity.objects.alive().filter(section=section).order_by("position", "pk")
    return list(rows.values_list("pk", flat=True))


def update(activity, world, *, version=1, schools=(), restore=False, **changed):
    fields = texts(activity, **changed)
    return services.update_activity(
        activity, by=world.methodist, version=version, fields=fields, schools=schools, restore=restore
    )


def approve(draft, world):
    Roadmap.objects.filter(pk=world.roadmap.pk).update(state=Roadmap.State.CLOSED)
    services.change_state(draft.roadmap, by=world.methodist, to=Roadmap.State.APPROVED)


def test_update_fills_the_meaning_of_the_deadline(draft, world):
    saved = update(draft.one, world, deadline_text="ежегодно, 1-15 сентября")
    assert (saved.deadline_kind, saved.needs_date, saved.version) == ("recurring", False, 2)
    assert saved.deadline_says == "каждый год с 1 по 15 сентября: 2025, 2026, 2027"
    assert [str(o.due_on) for o in saved.occurrences.all()] == ["2025-09-15", "2026-09-15", "2027-09-15"]


def test_phrase_without_a_date_is_kept_and_marked(draft, world):
    saved = update(draft.one, world, deadline_text="по графику института")
    assert (saved.deadline_text, saved.needs_date, saved.occurrences.count()) == ("по графику института", True, 0)


def test_update_leaves_an_event_with_before_and_after(draft, world):
    update(draft.one, world, title="Новый текст")
    event = AuditEvent.objects.about(draft.one).get()
    assert (event.action, event.actor, event.municipality) == (
        "мероприятие изменено",
        world.methodist,
        world.municipality,
    )
    assert (event.before["title"], event.after["title"]) == (draft.one.title, "Новый текст")


def test_update_of_an_older_version_is_a_conflict_and_writes_nothing(draft, world):
    update(draft.one, world, title="Первый")
    with pytest.raises(services.EditConflictError) as conflict:
        update(draft.one, world, title="Второй")
    draft.one.refresh_from_db()
    assert (draft.one.title, conflict.value.current.title) == ("Первый", "Первый")


def test_update_without_changes_writes_nothing(draft, world):
    saved = update(draft.one, world)
    saved = update(saved, world, version=saved.version)
    events = AuditEvent.objects.about(draft.one).count()
    assert (update(saved, world, version=saved.version).version, AuditEvent.objects.about(draft.one).count()) == (
        saved.version,
        events,
    )


def test_update_of_a_deleted_activity_is_a_conflict(draft, world):
    services.delete_activity(draft.one, by=world.methodist)
    with pytest.raises(services.EditConflictError):
        update(draft.one, world, version=2, title="Моё")


def test_update_with_restore_brings_it_back(draft, world):
    services.delete_activity(draft.one, by=world.methodist)
    saved = update(draft.one, world, version=2, title="Моё", restore=True)
    assert (saved.deleted_at, saved.title) == (None, "Моё")


def test_listed_schools_are_kept_only_of_the_own_municipality(draft, world, stranger):
    saved = update(draft.one, world, audience="listed", schools=[world.school, stranger.school])
    assert list(saved.schools.all()) == [world.school]


def test_schools_are_dropped_when_all_carry_it_out(draft, world):
    saved = update(draft.one, world, audience="listed", schools=[world.school])
    saved = update(saved, world, version=saved.version, audience="all", schools=[world.school])
    assert list(saved.schools.all()) == []


def test_activity_added_behind_another(draft, world):
    new = services.add_activity(
        draft.first, by=world.methodist, fields=texts(draft.one, title="Новое"), after=draft.one
    )
    assert order(draft.first) == [draft.one.pk, new.pk, draft.two.pk, draft.three.pk]
    assert [a.position for a in Activity.objects.filter(section=draft.first).order_by("position")] == [1, 2, 3, 4]


def test_activity_added_at_the_end(draft, world):
    new = services.add_activity(draft.first, by=world.methodist, fields=texts(draft.one, title="Новое"))
    assert order(draft.first)[-1] == new.pk


@pytest.mark.parametrize(
    ("which", "direction", "expected"),
    [("two", "up", "213"), ("two", "down", "132"), ("one", "up", "123")],
)
def test_move_inside_a_section(draft, world, which, direction, expected):
    services.move_activity(getattr(draft, which), by=world.methodist, direction=direction)
    names = {draft.one.pk: "1", draft.two.pk: "2", draft.three.pk: "3"}
    assert "".join(names[pk] for pk in order(draft.first)) == expected


def test_move_down_from_the_edge_enters_the_next_section(draft, world):
    services.move_activity(draft.three, by=world.methodist, direction="down")
    assert (order(draft.first), order(draft.second)) == ([draft.one.pk, draft.two.pk], [draft.three.pk])


def test_move_up_from_the_edge_enters_the_section_before_at_its_end(draft, world):
    other = f.ActivityFactory(section=draft.second)
    services.move_activity(other, by=world.methodist, direction="up")
    assert order(draft.first)[-1] == other.pk


def test_move_passes_over_deleted_rows(draft, world):
    services.delete_activity(draft.two, by=world.methodist)
    services.move_activity(draft.three, by=world.methodist, direction="up")
    assert order(draft.first) == [draft.three.pk, draft.one.pk]


def test_move_to_a_section_of_another_roadmap_is_refused(draft, world):
    with pytest.raises(draft.first.DoesNotExist):
        services.move_activity_to(draft.one, by=world.methodist, section=world.activity.section)


def test_move_leaves_an_event_with_both_places(draft, world):
    services.move_activity_to(draft.one, by=world.methodist, section=draft.second)
    event = AuditEvent.objects.about(draft.one).get()
    assert (event.before, event.after) == (
        {"section": draft.first.pk, "position": 1},
        {"section": draft.second.pk, "position": 1},
    )


def test_deleted_activity_comes_back_to_its_place(draft, world):
    services.delete_activity(draft.two, by=world.methodist)
    assert order(draft.first) == [draft.one.pk, draft.three.pk]
    services.restore_activity(draft.two, by=world.methodist)
    assert order(draft.first) == [draft.one.pk, draft.two.pk, draft.three.pk]


def test_delete_and_restore_twice_leave_one_event_each(draft, world):
    for act in (services.delete_activity, services.delete_activity, services.restore_activity):
        act(draft.two, by=world.methodist)
    actions = AuditEvent.objects.about(draft.two).order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["мероприятие удалено", "мероприятие возвращено"]


@pytest.mark.parametrize(
    "act",
    [
        lambda d, w: update(d.one, w, title="Новое"),
        lambda d, w: services.add_activity(d.first, by=w.methodist, fields=texts(d.one)),
        lambda d, w: services.move_activity(d.two, by=w.methodist, direction="up"),
        lambda d, w: services.move_activity_to(d.two, by=w.methodist, section=d.second),
        lambda d, w: services.delete_activity(d.one, by=w.methodist),
        lambda d, w: services.restore_activity(d.one, by=w.methodist),
        lambda d, w: services.add_section(d.roadmap, by=w.methodist, number="", title="Новый"),
        lambda d, w: services.rename_section(d.first, by=w.methodist, number="", title="Новый"),
        lambda d, w: services.move_section(d.first, by=w.methodist, direction="down"),
        lambda d, w: services.delete_section(d.second, by=w.methodist),
    ],
    ids=["update", "add", "move", "move to", "delete", "restore", "section", "rename", "move section", "del section"],
)
def test_contents_of_an_approved_roadmap_are_refused(draft, world, act):
    approve(draft, world)
    with pytest.raises(services.RoadmapNotDraftError):
        act(draft, world)
