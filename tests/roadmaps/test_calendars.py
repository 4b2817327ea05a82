"""The month, the school year and the strip of a roadmap. Today is 22 November 2026."""

from datetime import date

import pytest

from roadmaps import services
from tests import factories as f

VIEWS = ["month", "year", "strip"]


@pytest.fixture(autouse=True)
def november(today):
    """The programme runs from January 2025 to December 2027."""


def plan(world, first, last, audience="municipal", **fields):
    activity = f.ActivityFactory(section=world.activity.section, audience=audience, **fields)
    return f.OccurrenceFactory(activity=activity, starts_on=first, due_on=last)


def show(sign_in, person, roadmap, view, query=""):
    return sign_in(person).get(f"/roadmaps/{roadmap.pk}/{view}/{query}")


def on_days(page):
    return {day.date.day: [term.row.occurrence.pk for term in day.terms] for day in page.context["days"]}


def test_month_shows_its_terms_by_day(world, sign_in):
    one, two = plan(world, None, date(2026, 11, 5)), plan(world, date(2026, 11, 9), date(2026, 11, 20))
    plan(world, None, date(2026, 12, 1))
    assert on_days(show(sign_in, world.methodist, world.roadmap, "month")) == {5: [one.pk], 20: [two.pk]}


def test_long_range_stands_below_until_its_month(world, sign_in):
    year = plan(world, date(2026, 1, 1), date(2026, 12, 31))
    november = show(sign_in, world.methodist, world.roadmap, "month")
    assert [term.row.occurrence for term in november.context["going_on"]] == [year]
    december = show(sign_in, world.methodist, world.roadmap, "month", "?month=2026-12")
    assert (on_days(december), december.context["going_on"]) == ({31: [year.pk]}, [])


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("", "2026-11"), ("2026-02", "2026-02"), ("2031-01", "2027-12"), ("1999-01", "2025-01"), ("чепуха", "2026-11")],
)
def test_month_of_the_address_is_kept_inside_the_programme(world, sign_in, asked, shown):
    page = show(sign_in, world.methodist, world.roadmap, "month", f"?month={asked}")
    assert f"{page.context['month']:%Y-%m}" == shown


def test_turning_ends_with_the_programme(world, sign_in):
    first = show(sign_in, world.methodist, world.roadmap, "month", "?month=2025-01").context
    last = show(sign_in, world.methodist, world.roadmap, "month", "?month=2027-12").context
    assert (first["previous"], first["following"]) == (None, date(2025, 2, 1))
    assert (last["previous"], last["following"]) == (date(2027, 11, 30), None)


@pytest.mark.parametrize(
    ("asked", "label"), [("", "2026/2027"), ("2024", "2024/2025"), ("1950", "2024/2025"), ("x", "2026/2027")]
)
@pytest.mark.parametrize("view", ["year", "strip"])
def test_year_of_the_address_is_kept_inside_the_programme(world, sign_in, view, asked, label):
    assert show(sign_in, world.methodist, world.roadmap, view, f"?year={asked}").context["year"].label == label


def test_year_puts_terms_into_their_months(world, sign_in):
    plan(world, None, date(2027, 3, 5))
    months = show(sign_in, world.methodist, world.roadmap, "year").context["months"]
    assert {month.month: len(terms) for month, terms in months if terms} == {9: 1, 3: 1}


def test_strip_has_a_row_for_an_activity_and_a_mark_for_each_term(world, sign_in):
    one = plan(world, None, date(2026, 11, 5))
    f.OccurrenceFactory(activity=one.activity, starts_on=None, due_on=date(2027, 2, 5))
    [part] = show(sign_in, world.methodist, world.roadmap, "strip").context["sections"]
    assert [(row.activity_id, len(row.marks)) for row in part.rows] == [(world.activity.pk, 1), (one.activity_id, 2)]


@pytest.mark.parametrize(("state", "count"), [("bad", 1), ("wait", 1), ("ok", 0), ("чепуха", 2)])
def test_state_chooses_terms(world, sign_in, state, count):
    plan(world, None, date(2027, 3, 5))
    sections = show(sign_in, world.methodist, world.roadmap, "strip", f"?state={state}").context["sections"]
    assert sum(len(row.marks) for part in sections for row in part.rows) == count


def test_school_is_judged_by_its_own_marks(world, sign_in):
    f.CompletionFactory(occurrence=world.occurrence, school=world.school)
    words = {
        one.pk: show(sign_in, world.methodist, world.roadmap, "strip", f"?school={one.pk}")
        .context["sections"][0].rows[0].marks[0][1].row.standing.word
        for one in (world.school, world.other_school)
    }  # fmt: skip
    assert words == {world.school.pk: "выполнено", world.other_school.pk: "просрочено"}


def test_director_sees_the_own_school_alone(world, sign_in):
    plan(world, None, date(2026, 11, 5))
    [part] = show(sign_in, world.director, world.roadmap, "strip").context["sections"]
    assert [row.activity_id for row in part.rows] == [world.activity.pk]


def test_term_put_off_into_the_month_stands_there(world, sign_in):
    f.PostponementFactory(occurrence=world.occurrence, school=world.school, new_on=date(2026, 11, 25))
    assert on_days(show(sign_in, world.director, world.roadmap, "month")) == {25: [world.occurrence.pk]}


@pytest.mark.parametrize("view", VIEWS)
def test_draft_has_no_terms(world, sign_in, view):
    services.change_state(world.roadmap, by=world.methodist, to="draft")
    page = show(sign_in, world.methodist, world.roadmap, view)
    assert "Карта ещё черновик" in page.text


def test_term_in_a_report_under_review_is_not_overdue(world, sign_in):
    one = plan(world, None, date(2026, 11, 5), "all")
    f.ReportedTermFactory(occurrence=one, school=world.school)
    signs = [
        [term.row.standing.word for day in page.context["days"] for term in day.terms]
        for person in (world.director, world.other_director, world.methodist)
        if (page := show(sign_in, person, world.roadmap, "month"))
    ]
    assert signs == [["в отчёте, на проверке"], ["просрочено"], ["просрочено"]]
    chosen = show(sign_in, world.director, world.roadmap, "month", "?state=sent")
    assert on_days(chosen) == {5: [one.pk]}


@pytest.mark.parametrize("view", VIEWS)
def test_stranger_does_not_find_it(world, stranger, sign_in, view):
    assert show(sign_in, stranger.methodist, world.roadmap, view).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(("view", "queries"), [("month", 26), ("year", 26), ("strip", 26)])
def test_page_takes_the_same_queries(world, sign_in, django_assert_num_queries, view, queries, number):
    for _ in range(number):
        world.programme.schools.add(f.SchoolFactory(municipality=world.municipality))
        one = plan(world, None, date(2026, 11, 5), "listed")
        one.activity.schools.set([world.school])
        f.PostponementFactory(occurrence=one, school=world.school, new_on=date(2026, 11, 25))
        f.CompletionFactory(occurrence=plan(world, None, date(2026, 11, 5), "all"), school=world.school)
    client = sign_in(world.methodist)
    with django_assert_num_queries(queries):
        assert client.get(f"/roadmaps/{world.roadmap.pk}/{view}/").status_code == 200
