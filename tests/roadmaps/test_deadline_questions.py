from datetime import date

import pytest
from django.urls import reverse

from roadmaps.models import Activity
from roadmaps.services.meaning import meaning_fields
from tests import factories as f

LIST = reverse("roadmaps:deadline_questions")


@pytest.fixture
def ask(world):
    """Makes an activity of the approved roadmap whose deadline is this phrase."""

    def make(text):
        fields = meaning_fields(text, world.programme.period)
        return f.ActivityFactory(section=world.activity.section, deadline_text=text, **fields)

    return make


@pytest.fixture
def office(world, sign_in):
    return sign_in(world.methodist)


def url(activity):
    return reverse("roadmaps:deadline_decide", args=[activity.pk])


def decide(client, activity, answer, **data):
    return client.post(url(activity), {"version": activity.version, "answer": answer, **data})


def test_list_asks_about_unclear_deadlines_only(office, ask):
    external, _clear = ask("по графику института"), ask("сентябрь 2026 г.")
    assert [question.activity for question, _ in office.get(LIST).context["cards"]] == [external]


@pytest.mark.parametrize("count", [1, 30])
def test_list_makes_the_same_queries_for_any_number_of_rows(office, ask, count, django_assert_num_queries):
    for _ in range(count):
        ask("по графику института")
    with django_assert_num_queries(11):
        assert len(office.get(LIST).context["cards"]) == min(count, 20)


def test_chosen_reading_gives_occurrences(office, ask):
    activity = ask("до 2026 года")
    page = office.get(url(activity))
    words = [reading.phrase for reading in page.context["question"].readings]
    assert decide(office, activity, "reading:1").status_code == 302
    activity.refresh_from_db()
    assert (activity.deadline_choice["phrase"], activity.is_deadline_unclear) == (words[1], False)


def test_days_set_by_hand_are_kept(office, ask):
    activity = ask("по графику института")
    decide(office, activity, "dates", from_0="2026-10-05", to_0="2026-10-07", to_3="2026-12-01")
    kept = activity.occurrences.values_list("starts_on", "named_on")
    assert list(kept) == [(date(2026, 10, 5), date(2026, 10, 7)), (date(2026, 12, 1), date(2026, 12, 1))]


@pytest.mark.parametrize(
    ("days", "field", "message"),
    [
        ({}, "to_0", "Укажите день, к которому нужно сделать."),
        ({"from_0": "2026-10-05"}, "to_0", "Укажите и последний день."),
        ({"from_0": "2026-10-05", "to_0": "2026-10-01"}, "to_0", "Последний день раньше первого."),
        ({"to_0": "31.02.2026"}, "to_0", "Такого дня нет. Напишите, например, 15.09.2026."),
        ({"to_2": "1999-01-01"}, "to_2", None),
    ],
)
def test_wrong_days_are_said_at_their_field(office, ask, days, field, message):
    activity = ask("по графику института")
    answer = decide(office, activity, "dates", **days)
    errors = answer.context["form"].errors
    assert (answer.status_code, list(errors), activity.occurrences.count()) == (422, [field], 0)
    assert message is None or errors[field] == [message]


@pytest.mark.parametrize("answer", ["", "reading:0", "reading:77", "всё"])
def test_answer_that_was_not_offered_changes_nothing(office, ask, answer):
    activity = ask("по графику института")
    assert decide(office, activity, answer).status_code == 422
    assert Activity.objects.get(pk=activity.pk).deadline_choice is None


def test_second_answer_to_a_changed_activity_shows_what_stands(office, ask):
    activity = ask("по графику института")
    decide(office, activity, "no_date")
    answer = decide(office, activity, "dates", to_0="2026-10-07")
    assert (answer.status_code, answer.context["question"].is_decided) == (409, True)


def test_decided_ones_can_be_asked_again(office, ask):
    activity = ask("по графику института")
    decide(office, activity, "no_date")
    shown = office.get(LIST, {"show": "decided"}).context["cards"]
    activity.refresh_from_db()
    decide(office, activity, "undo")
    assert ([question.activity for question, _ in shown], Activity.objects.unclear().get()) == ([activity], activity)


def test_htmx_answer_replaces_the_card(office, ask):
    activity = ask("по графику института")
    data = {"version": activity.version, "answer": "no_date"}
    answer = office.post(url(activity), data, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.templates[0].name) == (200, "roadmaps/_question_done.html")


@pytest.mark.parametrize(("answer", "waiting", "decided"), [("no_date", 1, 1), ("undo", 2, 0)])
def test_htmx_answer_brings_the_new_counts(office, ask, answer, waiting, decided):
    activity, _other = ask("по графику института"), ask("по графику управления")
    if answer == "undo":
        decide(office, activity, "no_date")
        activity.refresh_from_db()
    data = {"version": activity.version, "answer": answer}
    page = office.post(url(activity), data, headers={"HX-Request": "true", "HX-Current-URL": LIST})
    counts = {"waiting": waiting, "decided": decided, "is_decided": False, "left": waiting}
    assert page.context["counts"] == counts
    ids = ("question-counts", "count-roadmaps-deadline_questions")
    assert [page.content.decode().count(f'id="{one}"') for one in ids] == [1, 1]


def test_deleted_activity_is_not_asked_about(office, ask):
    activity = ask("по графику института")
    Activity.objects.filter(pk=activity.pk).update(deleted_at="2026-01-01T00:00:00Z")
    assert office.get(url(activity)).status_code == 404
