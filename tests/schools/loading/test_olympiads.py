"""Olympiads of all schools from one file: in, again, corrected, out."""

import pytest

from schools import queries_loading as queries
from schools.models import OlympiadResult, ResultImport
from schools.services import acceptance, passports
from schools.services.acceptance import plan_of
from tests.schools.results_files.make_books import xlsx
from tests.schools.results_files.make_tables import olympiads_sheet as sheet


def data(winners=6):
    rows = [("edu220123", "", "2025/2026", stage, 40, winners) for stage in ("муниципальный", "региональный")]
    return xlsx(sheet(*rows, ("220124", "", "2025/2026", "муниципальный", 12, 0)))


def stored():
    return list(OlympiadResult.objects.order_by("pk").values_list("stage", "participants", "winners"))


@pytest.fixture
def accepted(known, load, accept):
    return accept(load(data()))


def test_olympiads_are_kept_by_school_year_and_stage(known, accepted):
    assert stored() == [("municipal", 40, 6), ("regional", 40, 6), ("municipal", 12, 0)]
    assert (accepted.state, accepted.new_count) == (ResultImport.State.ACCEPTED, 3)
    assert OlympiadResult.objects.filter(school=known.other_school, year=2026, source=accepted).count() == 1


def test_same_file_again_changes_nothing(accepted, load):
    plan = plan_of(load(data()))
    assert (plan.acts, plan.same_count) == (False, 3)


def test_corrected_file_shows_the_difference(accepted, load, world):
    changes = queries.changes_of(plan_of(load(data(winners=7))), world.municipality)
    [field] = changes[0].fields
    assert (changes[0].what, field.title, field.before, field.after) == (
        "2026, муниципальный этап", "победителей и призёров", "6", "7",
    )  # fmt: skip


def test_import_taken_back_leaves_what_the_school_has_said_since(accepted, world):
    passports.save_olympiads(world.school, 2026, by=world.director, stages={"municipal": (41, 6), "regional": None})
    acceptance.undo_import(accepted, by=world.methodist)
    assert stored() == [("municipal", 41, 6)]


def test_page_of_the_school_shows_them_with_their_file(accepted, world, sign_in):
    page = sign_in(world.director).get(f"/passports/{world.school.pk}/2026/")
    assert [(str(one.source), one.school_year) for one in page.context["olympiads"]] == [("файл.xlsx", "2025/2026")] * 2
