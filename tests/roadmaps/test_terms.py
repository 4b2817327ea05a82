"""«Мои сроки»: whose terms, by which day, in which group. Today is Sunday, 22 November 2026."""

from datetime import date

import pytest
from django.urls import reverse

from roadmaps import services
from roadmaps.agenda import overdue_count
from roadmaps.models import Activity, Occurrence
from tests import factories as f

TERMS = "/terms/"
TODAY = date(2026, 11, 22)
DONE = {"act": "done", "done_on": "2026-11-20", "result": "Проведено"}


@pytest.fixture(autouse=True)
def november(today):
    """The world's occurrence of all schools is overdue since 30 September."""


def plan(world, due_on, audience="municipal", **fields):
    activity = f.ActivityFactory(section=world.activity.section, audience=audience, **fields)
    return f.OccurrenceFactory(activity=activity, due_on=due_on, starts_on=None)


def groups(sign_in, person, query=""):
    context = sign_in(person).get(TERMS + query).context
    return {title: [(line.occurrence.pk, line.due_on) for line in lines] for title, lines in context["groups"]}


def lines(sign_in, person, query=""):
    return [line for _, part in sign_in(person).get(TERMS + query).context["groups"] for line in part]


def own(world, **mark):
    return {"occurrence": world.occurrence, "school": world.school, **mark}


def test_terms_stand_by_when_they_fall_due(world, sign_in):
    week, later = plan(world, TODAY), plan(world, date(2026, 12, 10))
    plan(world, date(2027, 1, 20))
    assert groups(sign_in, world.methodist) == {
        "Просрочено": [(world.occurrence.pk, date(2026, 9, 30))],
        "На этой неделе": [(week.pk, TODAY)],
        "Потом": [(later.pk, date(2026, 12, 10))],
    }


@pytest.mark.parametrize(("state", "count"), [("overdue", 1), ("week", 1), ("quarter", 4), ("settled", 0)])
def test_state_chooses_the_time(world, sign_in, state, count):
    for day in (TODAY, date(2026, 12, 10), date(2027, 1, 20)):
        plan(world, day)
    assert len(lines(sign_in, world.methodist, f"?state={state}")) == count


def test_director_sees_what_the_own_school_has_to_do(world, sign_in):
    plan(world, TODAY)
    theirs = plan(world, TODAY, "listed")
    theirs.activity.schools.set([world.other_school])
    mine = plan(world, TODAY, "listed")
    mine.activity.schools.set([world.school])
    assert [line.occurrence for line in lines(sign_in, world.director)] == [world.occurrence, mine]


def test_office_sees_one_line_for_many_schools(world, sign_in):
    f.CompletionFactory(**own(world))
    [line] = lines(sign_in, world.methodist)
    assert (line.done, line.expected, line.waiting) == (1, 2, [world.other_school])


def test_school_to_which_it_is_not_applicable_is_not_counted(world, sign_in):
    f.CompletionFactory(**own(world, outcome="na", result="Нет"))
    [line] = lines(sign_in, world.methodist)
    assert (line.done, line.expected, line.school) == (0, 1, world.other_school)


def test_chosen_school_stands_alone(world, sign_in):
    [line] = lines(sign_in, world.methodist, f"?school={world.other_school.pk}")
    assert line.key == f"{world.occurrence.pk}-{world.other_school.pk}"


def test_own_activities_of_the_municipality_alone(world, sign_in):
    municipal = plan(world, TODAY)
    assert [line.occurrence for line in lines(sign_in, world.methodist, "?school=own")] == [municipal]


def test_school_of_another_town_gives_nothing(world, stranger, sign_in):
    assert lines(sign_in, world.methodist, f"?school={stranger.school.pk}") == []


def test_section_and_responsible_choose_activities(world, sign_in):
    municipal = plan(world, TODAY, responsible_text="")
    section = municipal.activity.section_id
    assert len(lines(sign_in, world.methodist, f"?section={section}&responsible={world.methodist.pk}")) == 1
    assert lines(sign_in, world.methodist, f"?responsible={world.director.pk}") == []


def test_filters_stand_in_the_links_of_the_page(world, sign_in):
    page = sign_in(world.methodist).get(f"{TERMS}?state=week&school=own&section=чепуха")
    assert (page.context["filters"].query, page.context["suffix"]) == (
        "school=own&state=week",
        "from=terms&school=own&state=week",
    )


def test_own_postponement_moves_the_term_of_that_school_only(world, sign_in):
    f.PostponementFactory(**own(world, new_on=date(2026, 12, 3)))
    assert groups(sign_in, world.director) == {"Потом": [(world.occurrence.pk, date(2026, 12, 3))]}
    assert groups(sign_in, world.other_director) == {"Просрочено": [(world.occurrence.pk, date(2026, 9, 30))]}


def test_settled_term_leaves_the_groups(world, sign_in):
    services.mark_done(world.occurrence, by=world.director, school=world.school, done_on=TODAY, result="Да")
    page = sign_in(world.director).get(TERMS)
    assert (page.context["groups"], [line.school for line in page.context["lately"]]) == ([], [world.school])


def test_term_in_a_report_under_review_is_no_debt(world, sign_in):
    f.ReportedTermFactory(**own(world, done_on=date(2026, 9, 20)))
    week = plan(world, TODAY, "all")
    assert list(groups(sign_in, world.director)) == ["На этой неделе", "В отчётах, на проверке"]
    [_, line] = lines(sign_in, world.director)
    assert (line.occurrence, line.standing.word, line.reported_on, line.may_be_settled) == (
        world.occurrence,
        "в отчёте, на проверке",
        date(2026, 9, 20),
        False,
    )
    assert [line.occurrence for line in lines(sign_in, world.director, "?state=week")] == [week]
    assert lines(sign_in, world.director, "?state=overdue") == []
    page = sign_in(world.director).get(TERMS)
    assert (page.context["agenda"].overdue, page.context["agenda"].week, overdue_count(world.director)) == (0, 1, 0)


def test_office_sees_who_has_reported_apart_from_who_has_not(world, sign_in):
    f.ReportedTermFactory(**own(world))
    [line] = lines(sign_in, world.methodist)
    assert (line.standing.word, line.waiting, line.reported, line.done) == (
        "просрочено",
        [world.other_school],
        [world.school],
        0,
    )
    assert len(lines(sign_in, world.methodist, "?state=overdue")) == 1


def test_office_is_not_warned_of_what_all_schools_have_reported(world, sign_in):
    for school in (world.school, world.other_school):
        f.ReportedTermFactory(occurrence=world.occurrence, school=school)
    page = sign_in(world.methodist).get(TERMS)
    [(title, [line])] = page.context["groups"]
    assert (title, line.waiting, line.reported) == (
        "В отчётах, на проверке",
        [],
        [world.school, world.other_school],
    )
    assert (page.context["agenda"].overdue, lines(sign_in, world.methodist, "?state=overdue")) == (0, [])


def test_mark_that_stands_in_a_report_under_review_has_no_button(world, sign_in):
    f.CompletionFactory(**own(world, by=world.director))
    undo = "Снять отметку"
    assert undo in sign_in(world.director).get(TERMS).content.decode()
    f.ReportedTermFactory(**own(world))
    page = sign_in(world.director).get(TERMS)
    assert (page.context["lately"][0].completion.is_reported, undo in page.content.decode()) == (True, False)


def test_refused_act_shows_the_reported_term_anew(world, sign_in):
    f.ReportedTermFactory(**own(world))
    page = sign_in(world.director).post(school_url(world) + "?from=terms", DONE, headers={"HX-Request": "true"})
    assert page.context["line"].standing.word == "в отчёте, на проверке"
    assert page.context["form"].non_field_errors()[0].startswith("Школа написала об этом в отчёте") is True


def test_draft_and_closed_roadmaps_have_no_terms(world, sign_in):
    services.change_state(world.roadmap, by=world.methodist, to="closed")
    assert (lines(sign_in, world.methodist), overdue_count(world.director)) == ([], 0)


def test_menu_counts_what_is_overdue(world):
    plan(world, date(2026, 11, 1))
    people = (world.methodist, world.head, world.director, world.curator)
    assert [overdue_count(person) for person in people] == [1, 1, 1, 1]


def test_menu_does_not_count_what_is_settled_or_put_off(world):
    second = plan(world, date(2026, 11, 1), "all")
    f.CompletionFactory(occurrence=second, school=world.school)
    f.PostponementFactory(**own(world, new_on=date(2026, 12, 3)))
    assert (overdue_count(world.director), overdue_count(world.other_director)) == (0, 2)


def test_undated_activities_wait_for_the_office(world, sign_in):
    undated = f.ActivityFactory(section=world.activity.section, needs_date=True, deadline_text="по графику")
    assert sign_in(world.methodist).get(TERMS).context["undated"] == [undated]
    assert sign_in(world.director).get(TERMS).context["undated"] == []


def test_pages_of_fifty(world, sign_in):
    for _ in range(60):
        plan(world, TODAY)
    page = sign_in(world.methodist).get(f"{TERMS}?page=2&school=own")
    assert [len(part) for _, part in page.context["groups"]] == [10]


@pytest.mark.parametrize(("person", "queries"), [("methodist", 34), ("director", 20), ("curator", 19)])
@pytest.mark.parametrize("number", [1, 30])
def test_page_takes_the_same_queries(world, sign_in, django_assert_num_queries, person, queries, number):
    for _ in range(number):
        f.PostponementFactory(occurrence=plan(world, TODAY))
        all_schools = plan(world, TODAY, "all")
        f.PostponementFactory(occurrence=all_schools, school=world.school, new_on=date(2026, 12, 3))
        f.CompletionFileFactory(completion__occurrence=plan(world, TODAY, "all"), completion__school=world.school)
        f.ReportedTermFactory(occurrence=plan(world, TODAY, "all"), school=world.school)
        world.programme.schools.add(f.SchoolStaffFactory(school__municipality=world.municipality).school)
    client = sign_in(getattr(world, person))
    with django_assert_num_queries(queries):
        assert client.get(TERMS).status_code == 200


def school_url(world, name="school_complete"):
    return reverse(f"roadmaps:{name}", args=[world.occurrence.pk, world.school.pk])


def test_director_marks_and_comes_back_to_the_page(world, sign_in):
    client = sign_in(world.director)
    answer = client.post(school_url(world) + "?from=terms&state=overdue", DONE)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/terms/?state=overdue")
    assert world.occurrence.completions.get().school == world.school


def test_form_for_htmx_stands_in_the_row(world, sign_in):
    page = sign_in(world.director).get(school_url(world) + "?from=terms", headers={"HX-Request": "true"})
    assert (page.templates[0].name, page.context["line"].key) == (
        "roadmaps/_term.html",
        f"{world.occurrence.pk}-{world.school.pk}",
    )


def test_forms_of_two_rows_share_no_id(world, sign_in):
    second, client = plan(world, TODAY, "all"), sign_in(world.director)
    ids = [
        {field.id_for_label for field in client.get(address).context["form"]} - {""}  # a row of radio buttons has none
        for address in (
            school_url(world),
            reverse("roadmaps:school_complete", args=[second.pk, world.school.pk]),
        )
    ]
    assert (len(ids[0]), ids[0] & ids[1]) == (5, set())


def test_answer_for_htmx_is_the_settled_row(world, sign_in):
    client = sign_in(world.director)
    page = client.post(school_url(world) + "?from=terms", DONE, headers={"HX-Request": "true"})
    assert (page.context["line"].standing.word, page.context["said"]) == ("выполнено", "Исполнение отмечено.")


def test_wrong_form_for_htmx_stays_in_the_row(world, sign_in):
    sent = {"act": "postponed", "new_on": "", "reason": ""}
    page = sign_in(world.director).post(school_url(world) + "?from=terms", sent, headers={"HX-Request": "true"})
    assert page.context["form"].errors == {
        "new_on": ["Укажите новый срок."],
        "reason": ["Напишите, почему срок переносится."],
    }


def test_documents_of_the_activity_have_a_slot_each(world, sign_in):
    Activity.objects.update(report_form="Справка, приказ")
    form = sign_in(world.director).get(school_url(world)).context["form"]
    assert [field.label for field in form.file_fields] == ["Справка", "Приказ", "Другой документ"]


def test_director_puts_the_term_off_and_back(world, sign_in):
    client = sign_in(world.director)
    client.post(school_url(world), {"act": "postponed", "new_on": "2026-12-01", "reason": "Карантин"})
    assert overdue_count(world.director) == 0
    client.post(school_url(world, "school_postponement_undo"))
    assert overdue_count(world.director) == 1


def test_director_marks_what_is_not_applicable(world, sign_in):
    sign_in(world.director).post(school_url(world), {"act": "na", "reason": "Нет 11 классов"})
    assert world.occurrence.completions.get().outcome == "na"


def test_office_moves_the_term_of_all_schools(world, sign_in):
    url = reverse("roadmaps:occurrence_complete", args=[world.occurrence.pk])
    client = sign_in(world.methodist)
    assert [value for value, _ in client.get(url).context["form"].fields["act"].choices] == ["postponed"]
    client.post(url, {"act": "postponed", "new_on": "2026-12-01", "reason": "Решение города"})
    assert Occurrence.objects.get(pk=world.occurrence.pk).due_on == date(2026, 12, 1)


def test_office_may_not_mark_all_schools_at_once(world, sign_in):
    url = reverse("roadmaps:occurrence_complete", args=[world.occurrence.pk])
    page = sign_in(world.methodist).post(url, DONE)
    assert (list(page.context["form"].errors), world.occurrence.completions.count()) == (["act"], 0)
