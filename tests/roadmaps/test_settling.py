"""Settling terms: done with proofs, not applicable, put off; by the office and by a director for the own school."""

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import AuditEvent
from accounts.uploads import UploadError
from roadmaps import queries, services
from roadmaps.models import Activity, Completion, Occurrence, Postponement, Roadmap
from tests import factories as f

TODAY = date(2026, 9, 25)
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\n%%EOF\n"


def proof(kind="справка", name="итоги.pdf", content=PDF):
    return services.Proof(kind, SimpleUploadedFile(name, content), name)


def done(world, *, by, school, **changed):
    fields = {"done_on": date(2026, 9, 20), "result": "Проведено"} | changed
    return services.mark_done(world.occurrence, by=by, school=school, **fields)


def put_off(world, *, by, school, new_on=date(2026, 10, 14), reason="Карантин"):
    return services.postpone(world.occurrence, by=by, school=school, new_on=new_on, reason=reason, today=TODAY)


@pytest.fixture
def municipal(world):
    Activity.objects.filter(pk=world.activity.pk).update(audience=Activity.Audience.MUNICIPAL)
    return world


def test_director_marks_the_own_school(world):
    mark = done(world, by=world.director, school=world.school)
    assert (mark.school, mark.outcome, mark.by, mark.from_report) == (world.school, "done", world.director, False)


def test_office_marks_any_school(world):
    assert done(world, by=world.methodist, school=world.other_school).school == world.other_school


@pytest.mark.parametrize("who", ["other_director", "curator", "head"])
def test_others_may_not_mark_the_school(world, who):
    with pytest.raises(PermissionDenied):
        done(world, by=getattr(world, who), school=world.school)


def test_director_may_not_mark_the_municipality(municipal):
    with pytest.raises(PermissionDenied):
        done(municipal, by=municipal.director, school=None)


def test_school_that_is_not_listed_is_refused(world):
    Activity.objects.filter(pk=world.activity.pk).update(audience=Activity.Audience.LISTED)
    with pytest.raises(services.RefusedError, match="не поручено"):
        done(world, by=world.methodist, school=world.school)


def test_school_out_of_the_programme_is_refused(world):
    world.programme.schools.remove(world.school)
    with pytest.raises(services.RefusedError, match="не поручено"):
        done(world, by=world.methodist, school=world.school)


def test_term_out_of_the_plan_is_refused(world):
    Occurrence.objects.update(is_planned=False)
    with pytest.raises(services.RefusedError, match="больше нет"):
        done(world, by=world.director, school=world.school)


def test_closed_roadmap_is_refused(world):
    services.change_state(world.roadmap, by=world.methodist, to=Roadmap.State.CLOSED)
    with pytest.raises(services.RefusedError, match="утверждённой"):
        done(world, by=world.director, school=world.school)


def test_proof_is_kept_under_its_kind(world):
    mark = done(world, by=world.director, school=world.school, proofs=[proof()])
    kept = mark.files.get()
    assert (kept.document_kind, kept.name, kept.content_type) == ("справка", "итоги.pdf", "application/pdf")
    assert Path(kept.file.path).read_bytes() == PDF


def test_refused_proof_leaves_no_mark(world):
    with pytest.raises(UploadError, match="не подходит"):
        done(world, by=world.director, school=world.school, proofs=[proof(), proof(name="а.html", content=b"<p>")])
    assert Completion.objects.count() == 0


def test_proof_chosen_twice_is_refused(world):
    with pytest.raises(UploadError, match="дважды"):
        done(world, by=world.director, school=world.school, proofs=[proof(), proof("приказ")])


def test_undo_takes_the_files_along(world, django_capture_on_commit_callbacks):
    mark = done(world, by=world.director, school=world.school, proofs=[proof()])
    storage, path = mark.files.get().file.storage, mark.files.get().file.name
    with django_capture_on_commit_callbacks(execute=True):
        services.undo_completion(mark, by=world.director)
    assert (Completion.objects.count(), storage.exists(path)) == (0, False)
    assert AuditEvent.objects.about(world.occurrence).first().before["files"] == ["итоги.pdf"]


def test_not_applicable_needs_a_reason(world):
    with pytest.raises(services.RefusedError, match="почему"):
        services.mark_not_applicable(world.occurrence, by=world.director, school=world.school, reason=" ", on=TODAY)


def test_not_applicable_keeps_the_reason(world):
    mark = services.mark_not_applicable(
        world.occurrence, by=world.director, school=world.school, reason="Нет 11 классов", on=TODAY
    )
    assert (mark.outcome, mark.result, mark.done_on) == ("na", "Нет 11 классов", TODAY)


def test_postponement_of_a_school_moves_its_term_alone(world):
    row = put_off(world, by=world.director, school=world.school)
    world.occurrence.refresh_from_db()
    assert (row.old_on, row.new_on, world.occurrence.due_on) == (
        date(2026, 9, 30),
        date(2026, 10, 14),
        date(2026, 9, 30),
    )


def test_second_postponement_starts_from_the_first(world):
    put_off(world, by=world.director, school=world.school)
    assert put_off(world, by=world.director, school=world.school, new_on=date(2026, 10, 20)).old_on == date(
        2026, 10, 14
    )


def test_postponement_for_all_moves_the_occurrence(world):
    put_off(world, by=world.methodist, school=None)
    world.occurrence.refresh_from_db()
    assert (world.occurrence.due_on, world.occurrence.moved) == (date(2026, 10, 14), "postponed")
    assert world.occurrence.named_on == date(2026, 9, 30)


def test_director_may_not_move_everybody(world):
    with pytest.raises(PermissionDenied):
        put_off(world, by=world.director, school=None)


@pytest.mark.parametrize(
    ("new_on", "words"),
    [
        (date(2026, 9, 30), "позже прежнего"),
        (date(2026, 9, 1), "позже прежнего"),
        (date(2028, 1, 1), "Программа заканчивается 31.12.2027"),
    ],
)
def test_senseless_new_day_is_refused(world, new_on, words):
    with pytest.raises(services.RefusedError, match=words):
        put_off(world, by=world.director, school=world.school, new_on=new_on)


def test_overdue_term_is_not_put_off_into_the_past(world):
    with pytest.raises(services.RefusedError, match="уже прошёл"):
        services.postpone(
            world.occurrence, by=world.methodist, new_on=date(2026, 10, 5), reason="Ждём", today=date(2026, 11, 1)
        )


def test_postponement_needs_a_reason(world):
    with pytest.raises(services.RefusedError, match="почему"):
        put_off(world, by=world.director, school=world.school, reason="")


def test_settled_term_is_not_put_off(world):
    done(world, by=world.director, school=world.school)
    with pytest.raises(services.RefusedError, match="уже отмечено"):
        put_off(world, by=world.director, school=world.school)


def test_postponement_taken_back_leaves_both_rows(world):
    put_off(world, by=world.methodist, school=None)
    services.undo_postponement(world.occurrence, by=world.methodist)
    world.occurrence.refresh_from_db()
    assert (world.occurrence.due_on, world.occurrence.moved, Postponement.objects.count()) == (date(2026, 9, 30), "", 2)


def test_postponement_is_taken_back_once(world):
    put_off(world, by=world.director, school=world.school)
    services.undo_postponement(world.occurrence, by=world.director, school=world.school)
    with pytest.raises(services.RefusedError, match="нет"):
        services.undo_postponement(world.occurrence, by=world.director, school=world.school)


def test_term_moved_from_a_day_off_comes_back_to_that_day(world):
    Occurrence.objects.update(due_on=date(2026, 10, 1), moved="day_off")
    put_off(world, by=world.methodist, school=None)
    services.undo_postponement(world.occurrence, by=world.methodist)
    world.occurrence.refresh_from_db()
    assert (world.occurrence.due_on, world.occurrence.moved) == (date(2026, 10, 1), "day_off")


@pytest.mark.parametrize("act", ["done", "na", "postponed"])
def test_each_act_leaves_its_event(world, act):
    if act == "done":
        done(world, by=world.director, school=world.school)
    elif act == "na":
        services.mark_not_applicable(world.occurrence, by=world.director, school=world.school, reason="Нет", on=TODAY)
    else:
        put_off(world, by=world.director, school=world.school)
    event = AuditEvent.objects.about(world.occurrence).get()
    said = {"done": "исполнение отмечено", "na": "мероприятие не применимо", "postponed": "срок перенесён"}
    assert (event.action, event.actor, event.after["school"]) == (said[act], world.director, world.school.pk)


@pytest.mark.parametrize("who", ["director", "curator", "methodist", "head"])
def test_file_of_a_school_is_handed_out_to_its_people(world, sign_in, who):
    mark = done(world, by=world.director, school=world.school, proofs=[proof()])
    page = sign_in(getattr(world, who)).get(f"/roadmaps/completions/files/{mark.files.get().key}/")
    assert page.getvalue() == PDF


def test_file_of_a_school_is_not_there_for_another_school(world, sign_in):
    mark = done(world, by=world.director, school=world.school, proofs=[proof()])
    page = sign_in(world.other_director).get(f"/roadmaps/completions/files/{mark.files.get().key}/")
    assert page.status_code == 404


def test_counts_leave_out_what_is_not_applicable(municipal):
    second = f.OccurrenceFactory(activity=municipal.activity, due_on=date(2026, 3, 1), starts_on=None)
    services.mark_not_applicable(second, by=municipal.methodist, reason="Отменено", on=TODAY)
    found = queries.progress(Roadmap.objects.filter(pk=municipal.roadmap.pk), TODAY)[municipal.roadmap.pk].total
    assert found == queries.Progress(planned=1, done=0, overdue=0)
