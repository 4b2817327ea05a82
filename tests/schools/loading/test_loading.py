"""From a file to rows: reading, matching, accepting, loading again, taking back."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from schools.models import AssessmentResult, ReferenceResult, SchoolIdentifier, SocialPassport
from schools.services import acceptance, loading
from tests import factories as f
from tests.schools.results_files.make_books import xlsx
from tests.schools.results_files.make_fis_oko import marks_sheet
from tests.schools.results_files.make_tables import PASSPORT_ROWS, ROWS, passports_sheet, results_sheet


def counts(**filters):
    return list(
        AssessmentResult.objects.filter(**filters)
        .order_by("kind", "subject")
        .values_list("kind", "subject", "grade", "level", "participants", "failed", "mark2", "mark5", "derived")
    )


def corrected(row, column, value):
    rows = [list(one) for one in ROWS]
    rows[row][column] = value
    return xlsx(results_sheet(rows))


def test_file_is_read_and_changes_nothing_before_it_is_accepted(known, load):
    source = load()
    plan = acceptance.plan_of(source)
    assert (source.state, source.layout, source.total_rows) == ("review", "table", 3)
    assert (plan.new_count, plan.changed_count, plan.same_count, plan.unknown) == (3, 0, 0, 0)
    assert AssessmentResult.objects.count() == 0


def test_accepted_file_gives_exact_counts(known, load, accept):
    source = accept(load())
    assert (source.state, source.new_count, source.decided_by) == ("accepted", 3, known.coordinator)
    assert counts(school=known.school) == [
        ("ВПР", "русский", 5, "", 50, 15, 15, 5, False),
        ("ЕГЭ", "математика", 11, "база", 20, 2, 2, 4, False),
    ]
    assert counts(school=known.other_school) == [("ОГЭ", "математика", 9, "", 40, 4, 4, 8, False)]


def test_same_file_again_changes_nothing(known, load, accept):
    accept(load())
    plan = acceptance.plan_of(load())
    assert (plan.new_count, plan.changed_count, plan.same_count) == (0, 0, 3)


def test_corrected_file_shows_the_difference_and_changes_only_it(known, load, accept):
    accept(load())
    before = counts(kind="ЕГЭ")
    rows = [list(one) for one in ROWS]
    rows[1][8:11] = [5, 5, 15]
    source = load(xlsx(results_sheet(rows)))
    (change,) = acceptance.plan_of(source).tables["results"].changed
    fields = acceptance.plan_of(source).tables["results"].table.values
    differing = [name for name, was, now in zip(fields, change.before, change.after, strict=True) if was != now]
    assert differing == ["failed", "mark2", "mark3", "score_sum"]
    accept(source)
    assert counts(kind="ОГЭ") == [("ОГЭ", "математика", 9, "", 40, 5, 5, 8, False)]
    assert counts(kind="ЕГЭ") == before


def test_file_with_an_error_is_not_accepted(known, load):
    source = load(corrected(0, 7, "много"))
    assert [(problem[1], problem[2]) for problem in source.problems] == [(3, "H")]
    with pytest.raises(acceptance.LoadingError):
        acceptance.accept_import(source, by=known.methodist)


def test_wrong_file_is_refused_in_words(known, load):
    source = load(xlsx(marks_sheet()), layout="passports")
    assert (source.state, source.message.split(".")[0]) == (
        "refused",
        "Это файл «Статистика по отметкам», а ожидается «Социальный паспорт»",
    )


def test_file_of_another_year_is_an_error(known, load):
    source = load(expected={"year": 2025})
    assert source.problem_count == 3


def test_marks_in_percents_give_derived_counts_and_reference_rows(known, load, accept):
    f.SchoolIdentifierFactory(school=known.other_school, value="edu220124")
    source = load(xlsx(marks_sheet()))
    acceptance.leave_out_unknown(source, by=known.methodist)
    accept(source)
    assert counts() == [
        ("ВПР", "математика", 5, "", 50, 15, 15, 5, True),
        ("ВПР", "математика", 5, "", 37, 1, 1, 8, True),
    ]
    kept = list(ReferenceResult.objects.order_by("scope").values_list("scope", "participants", "failed"))
    assert [scope for scope, _, _ in kept] == ["municipality", "region", "sample"]


def test_restored_figures_do_not_replace_exact_ones_that_agree(known, load, accept):
    exact = f.AssessmentResultFactory(
        school=known.school,
        kind="ВПР",
        grade=5,
        participants=50,
        failed=15,
        score_sum=400,
        scored=50,
        score_unit="первичный балл",
    )
    source = load(xlsx(marks_sheet()))
    acceptance.leave_out_unknown(source, by=known.methodist)
    accept(source)
    exact.refresh_from_db()
    assert (exact.score_sum, exact.score_unit, exact.derived, source.same_count) == (400, "первичный балл", False, 1)


def test_unknown_school_waits_for_a_person_and_is_remembered(world, load, accept):
    f.SchoolIdentifierFactory(school=world.other_school, system="ris_gia", value="220124")
    source = load()
    assert acceptance.plan_of(source).unknown == 2
    with pytest.raises(acceptance.LoadingError):
        acceptance.accept_import(source, by=world.methodist)
    acceptance.match_unit(source.units.unknown().get(), by=world.methodist, school=world.school)
    assert accept(source).new_count == 3
    assert SchoolIdentifier.objects.get(value="edu220123").school == world.school
    assert load().units.unknown().count() == 0


def test_school_is_proposed_by_its_name(world, load):
    world.school.short_name = "МБОУ СОШ №5"
    world.school.save()
    source = load()
    assert acceptance.match_suggested(source, by=world.methodist) == 1
    assert source.units.get(value="edu220123").school == world.school


def test_school_of_another_municipality_cannot_be_named(world, stranger, load):
    unit = load().units.unknown().first()
    with pytest.raises(acceptance.LoadingError):
        acceptance.match_unit(unit, by=world.methodist, school=stranger.school)


def test_two_logins_of_one_school_clash(known, load):
    f.SchoolIdentifierFactory(school=known.school, value="edu220199")
    rows = [*ROWS, ["edu220199", *ROWS[0][1:]]]
    plan = acceptance.plan_of(load(xlsx(results_sheet(rows))))
    assert [(first.value, second.value) for first, second in plan.clashes] == [("edu220123", "edu220199")]


def test_identifier_holds_only_in_its_years(world, load):
    gone = f.SchoolIdentifierFactory(school=world.other_school, value="edu220123", valid_to="2025-08-31")
    f.SchoolIdentifierFactory(school=world.school, value="edu220123", valid_from="2025-09-01")
    assert (load().units.get(value="edu220123").school, gone.school) == (world.school, world.other_school)


@pytest.mark.parametrize(("others", "found"), [([], True), (["22005"], False), (["0022005"], False)])
def test_code_whose_leading_zero_excel_took_is_known_where_only_one_school_has_it(world, load, others, found):
    f.SchoolIdentifierFactory(school=world.school, system="ris_gia", value="022005")
    for value in others:
        f.SchoolIdentifierFactory(school=world.other_school, system="ris_gia", value=value)
    source = load(xlsx(results_sheet([[22005, *ROWS[1][1:]]])))
    assert (source.units.get().school == world.school) is found


def test_undone_import_leaves_things_as_they_were(known, load, accept):
    f.AssessmentResultFactory(school=known.school, kind="ВПР", subject="русский", grade=5, participants=48, failed=9)
    before = counts()
    source = accept(load())
    assert (source.new_count, source.changed_count) == (2, 1)
    acceptance.undo_import(source, by=known.methodist)
    assert (counts(), AssessmentResult.objects.get().source) == (before, None)


def test_undo_keeps_what_was_changed_since(known, load, accept, world):
    source = accept(load(xlsx(passports_sheet([PASSPORT_ROWS[0]]))))
    SocialPassport.objects.filter(school=world.school).update(source=None, pupils=601, pupils_1_4=251)
    acceptance.undo_import(source, by=known.methodist)
    assert SocialPassport.objects.get().pupils == 601


@pytest.mark.parametrize("later", ["import", "run"])
def test_import_on_which_something_depends_is_not_undone(known, load, accept, later):
    source = accept(load())
    if later == "import":
        accept(load(xlsx(passports_sheet([PASSPORT_ROWS[0]]))))
    else:
        _run(known)
    with pytest.raises(acceptance.LoadingError):
        acceptance.undo_import(source, by=known.methodist)
    assert AssessmentResult.objects.count() == 3


def _run(world):
    from schools.models import IdentificationRun, MethodologyVersion

    town = world.municipality
    rules = MethodologyVersion.objects.create(
        municipality=town, title="Правило", version=1, valid_from="2026-09-01", params={}
    )
    IdentificationRun.objects.create(
        municipality=town, methodology=rules, year=2026, inputs_hash="0", engine_version="1"
    )


def test_unknown_figure_of_a_passport_is_kept_with_its_reason(known, load, accept):
    f.SchoolIdentifierFactory(school=known.other_school, value="edu220124")
    accept(load(xlsx(passports_sheet())))
    one, two = SocialPassport.objects.order_by("pupils")
    assert (one.pupils, one.pupils_1_4, str(one.vacancies)) == (600, 250, "1.50")
    assert (two.pupils, two.single_parent, two.reasons["single_parent"]) == (1020, None, "нет данных")


def test_saved_source_is_recognised_by_its_columns(known, load, accept):
    columns = {
        "school": "Организация",
        "subject": "Дисциплина",
        "participants": "Писали",
        "failed": "Двойки",
        "grade": "Параллель",
    }
    f.SourceMappingFactory(municipality=known.municipality, columns=columns, constants={"kind": "РПР", "year": "2026"})
    header = ["Организация", "Дисциплина", "Параллель", "Писали", "Двойки"]
    source = load(xlsx(results_sheet([["edu220123", "математика", 7, 30, 6]], header)))
    assert (source.state, source.message, source.problems) == ("review", "", [])
    accept(source)
    assert counts() == [("РПР", "математика", 7, "", 30, 6, None, None, False)]


def test_lost_file_is_swept_away(world, settings):
    source = loading.start_import(by=world.methodist, municipality=world.municipality, file_name="a.xlsx", data=b"PK")
    loading.sweep_imports(timezone.now() + timedelta(minutes=20))
    source.refresh_from_db()
    assert (source.state, source.file.name) == ("refused", "")
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []


def test_task_delivered_twice_reads_once(known, load):
    source = load()
    loading.read_import(source.pk)
    source.refresh_from_db()
    assert (source.state, source.units.count()) == ("review", 2)
