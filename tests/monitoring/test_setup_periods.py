from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import AuditEvent
from monitoring.models import ReportingPeriod
from monitoring.services.period_dates import PASSED, add_next, change_dates
from tests import factories as f
from tests.monitoring.setup_pages import post

OCTOBER = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)  # the III quarter opened on 20 September, due 5, closes 15 October
NOVEMBER = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


def change(period, person, now=OCTOBER, **dates):
    return change_dates(period=period, by=person, dates=dates, now=now)


def refusal(period, person, now=OCTOBER, **dates):
    with pytest.raises(ValidationError) as refused:
        change(period, person, now, **dates)
    return refused.value.message_dict


def test_change_keeps_before_and_after(world, period):
    change(period, world.methodist, due_on=date(2026, 10, 9))
    period.refresh_from_db()
    event = AuditEvent.objects.about(period).get()
    assert period.due_on == date(2026, 10, 9)
    assert (event.before, event.after) == ({"due_on": "2026-10-05"}, {"due_on": "2026-10-09"})


def test_same_dates_leave_no_trace(world, period):
    change(period, world.methodist, opens_on=period.opens_on, due_on=period.due_on, closes_on=period.closes_on)
    assert not AuditEvent.objects.about(period).exists()


@pytest.mark.parametrize(
    ("dates", "errors"),
    [
        (
            {"opens_on": date(2026, 10, 6)},
            {"due_on": ["Срок сдачи не может быть раньше открытия — 6\u00a0октября\u00a02026."]},
        ),
        (
            {"due_on": date(2026, 10, 16)},
            {"closes_on": ["Приём закрывается не раньше срока сдачи — 16\u00a0октября\u00a02026."]},
        ),
        ({"due_on": date(2026, 9, 30)}, {"due_on": [PASSED]}),
        ({"due_on": date(2026, 9, 22), "closes_on": date(2026, 9, 30)}, {"due_on": [PASSED], "closes_on": [PASSED]}),
        (
            {"closes_on": date(2062, 10, 15)},
            {"closes_on": ["Это позже чем через год после конца квартала. Проверьте год."]},
        ),
        (
            {"opens_on": date(2026, 6, 30)},
            {"opens_on": ["Отчёты открываются не раньше начала квартала — 1\u00a0июля\u00a02026."]},
        ),
    ],
)
def test_impossible_dates_refused(world, period, dates, errors):
    assert refusal(period, world.methodist, **dates) == errors


def test_due_and_closing_today_allowed(world, period):
    today = date(2026, 10, 1)
    changed = change(period, world.methodist, due_on=today, closes_on=today)
    assert (changed.due_on, changed.closes_on) == (today, today)


def test_today_is_the_municipality_s_own(world, period):
    world.municipality.timezone = "Asia/Kamchatka"
    world.municipality.save()
    evening = datetime(2026, 10, 1, 20, 0, tzinfo=UTC)  # 2 October there
    assert refusal(period, world.methodist, evening, due_on=date(2026, 10, 1)) == {"due_on": [PASSED]}


def test_closing_moves_while_the_due_day_is_past(world, period):
    assert change(period, world.methodist, NOVEMBER, closes_on=date(2026, 11, 5)).closes_on == date(2026, 11, 5)


def test_opening_fixed_once_schools_have_reports(world, period):
    f.SchoolReportFactory(period=period, school=world.school)
    assert refusal(period, world.methodist, opens_on=date(2026, 10, 2)) == {
        "opens_on": ["Отчёты уже открыты школам: день открытия не меняется."]
    }


def test_dates_locked_once_the_consolidated_report_exists(world, period):
    f.ConsolidatedReportFactory(period=period)
    with pytest.raises(ValidationError, match="составлен"):
        change(period, world.methodist, closes_on=date(2026, 10, 20))


def starts_after(world, now=OCTOBER):
    return add_next(programme=world.programme, by=world.methodist, starts_on=date(2026, 10, 1), now=now)


def test_next_period_follows_the_last_one_with_the_usual_dates(world, period):
    new = starts_after(world)
    assert (new.year, new.quarter, new.starts_on, new.ends_on) == (2026, 4, date(2026, 10, 1), date(2026, 12, 31))
    assert (new.opens_on, new.due_on, new.closes_on) == (date(2026, 12, 21), date(2027, 1, 5), date(2027, 1, 15))
    assert AuditEvent.objects.about(new).get().actor == world.methodist


def test_first_period_is_the_current_quarter(world):
    assert starts_after(world).label == "IV квартал 2026"


def test_next_period_after_a_long_pause_is_the_current_quarter(world):
    f.ReportingPeriodFactory(
        programme=world.programme, year=2025, quarter=1, starts_on=date(2025, 1, 1), ends_on=date(2025, 3, 31)
    )
    assert starts_after(world).label == "IV квартал 2026"


def test_first_period_of_a_programme_to_come_is_its_first_quarter(world):
    world.programme.starts_on = date(2027, 2, 1)
    world.programme.save()
    new = add_next(programme=world.programme, by=world.methodist, starts_on=date(2027, 1, 1), now=OCTOBER)
    assert new.label == "I квартал 2027"


def test_button_pressed_twice_makes_one_period(world, period):
    starts_after(world)
    with pytest.raises(ValidationError, match="уже заведён"):
        starts_after(world)
    assert world.programme.periods.count() == 2


def test_no_period_after_the_programme_ends(world, period):
    world.programme.ends_on = date(2026, 9, 30)
    world.programme.save()
    with pytest.raises(ValidationError, match="следующего квартала в ней нет"):
        starts_after(world)


@pytest.mark.parametrize(
    ("today", "words", "remark"),
    [
        ("2026-09-19", "ещё не открыт", ""),
        ("2026-09-20", "идёт приём", ""),
        ("2026-10-05", "идёт приём", ""),
        ("2026-10-06", "идёт приём", "срок сдачи прошёл"),
        ("2026-10-15", "идёт приём", "срок сдачи прошёл"),
        ("2026-10-16", "закрыт", ""),
    ],
)
def test_stage_follows_from_the_dates(sign_in, world, period, time_machine, today, words, remark):
    time_machine.move_to(f"{today} 12:00+03:00")
    page = sign_in(world.head).get(reverse("monitoring:period_list", args=[world.programme.pk]))
    [line] = page.context["lines"]
    assert (line.words, line.remark) == (words, remark)


def test_list_counts_the_reports_handed_in(sign_in, world, submitted):
    f.SchoolReportFactory(period=submitted.period, school=world.other_school)
    page = sign_in(world.head).get(reverse("monitoring:period_list", args=[world.programme.pk]))
    [line] = page.context["lines"]
    assert (line.handed_in, line.reports) == (1, 2)


def test_reopening_says_so(sign_in, world, period, report, time_machine):
    time_machine.move_to("2026-11-01 12:00+03:00")
    client, url = sign_in(world.methodist), reverse("monitoring:period_edit", args=[period.pk])
    answer = post(client, url, closes_on="2026-11-10")
    page = client.get(answer.url)
    assert [str(message) for message in page.context["messages"]] == [
        "Приём отчётов за III квартал 2026 снова открыт: школы могут отправлять их по 10\u00a0ноября\u00a02026 включительно."
    ]


def test_opening_cannot_be_typed_once_schools_have_reports(sign_in, world, period, report):
    url = reverse("monitoring:period_edit", args=[period.pk])
    post(sign_in(world.methodist), url, opens_on="2026-10-03", closes_on="2026-10-20")
    period.refresh_from_db()
    assert (period.opens_on, period.closes_on) == (date(2026, 9, 20), date(2026, 10, 20))


def test_mistake_shown_at_the_field(sign_in, world, period, october):
    page = post(sign_in(world.methodist), reverse("monitoring:period_edit", args=[period.pk]), due_on="2026-10-16")
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["closes_on"])


def test_old_page_overwrites_only_the_day_changed_in_it(sign_in, world, period, october):
    client, url = sign_in(world.methodist), reverse("monitoring:period_edit", args=[period.pk])
    opened_long_ago = client.get(url)
    change(period, world.coordinator, closes_on=date(2026, 10, 30))
    post(client, url, opened_long_ago, due_on="2026-10-12")
    period.refresh_from_db()
    assert (period.due_on, period.closes_on) == (date(2026, 10, 12), date(2026, 10, 30))


def test_closed_for_good_shows_no_form(sign_in, world, period):
    f.ConsolidatedReportFactory(period=period)
    page = sign_in(world.methodist).get(reverse("monitoring:period_edit", args=[period.pk]))
    assert page.content.count(b'<input type="date"') == 0


def test_next_period_added_by_the_button(sign_in, world, period, october):
    client = sign_in(world.methodist)
    page = client.get(reverse("monitoring:period_list", args=[world.programme.pk]))
    add = reverse("monitoring:period_add", args=[world.programme.pk])
    answer = client.post(add, {"starts_on": page.context["coming"].starts_on})
    new = ReportingPeriod.objects.get(programme=world.programme, quarter=4)
    assert answer.url == reverse("monitoring:period_edit", args=[new.pk])


@pytest.mark.parametrize("starts_on", ["", "завтра", "2026-13-45", "2026-07-01"])
def test_button_with_a_wrong_day_adds_nothing(sign_in, world, period, october, starts_on):
    add = reverse("monitoring:period_add", args=[world.programme.pk])
    answer = sign_in(world.methodist).post(add, {"starts_on": starts_on})
    assert (answer.status_code, world.programme.periods.count()) == (302, 1)


@pytest.mark.parametrize("rows", [1, 30])
def test_list_query_count(sign_in, world, django_assert_num_queries, rows):
    for n in range(rows):
        period = f.ReportingPeriodFactory(programme=world.programme, year=2026 + n)
        f.SchoolReportFactory(period=period, school=world.school)
    client = sign_in(world.methodist)
    with django_assert_num_queries(11):
        client.get(reverse("monitoring:period_list", args=[world.programme.pk]))
