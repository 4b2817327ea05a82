from datetime import date

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from schools.models import AcademicPeriod, SpecialDay
from tests import factories as f

PAGE = reverse("roadmaps:town_calendar")
YEAR = reverse("roadmaps:town_calendar_year")
DAY = reverse("roadmaps:special_day_add")


@pytest.fixture
def office(world, sign_in):
    return sign_in(world.methodist)


def test_school_year_is_saved_and_shown(office):
    office.post(YEAR, {"year": "2026", "autumn_from": "2026-10-26", "autumn_to": "2026-11-03"})
    shown = {label: (first.value(), last.value()) for label, first, last in rows(office.get(PAGE + "?year=2026"))}
    assert shown["осенние каникулы"] == (date(2026, 10, 26), date(2026, 11, 3))


def rows(page):
    return page.context["periods"].rows


def test_period_is_taken_out_by_clearing_its_days(world, office):
    f.AcademicPeriodFactory(municipality=world.municipality)
    office.post(YEAR, {"year": "2026", "autumn_from": "", "autumn_to": ""})
    assert AcademicPeriod.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "field", "message"),
    [
        ({"autumn_from": "2026-10-26"}, "autumn_to", "Укажите и последний день."),
        ({"autumn_to": "2026-10-26"}, "autumn_from", "Укажите и первый день."),
        ({"autumn_from": "2026-10-26", "autumn_to": "2026-10-20"}, "autumn_to", "Последний день раньше первого."),
        (
            {"autumn_from": "2026-08-26", "autumn_to": "2026-10-20"},
            "autumn_from",
            "День не из 2026/2027 учебного года.",
        ),
        (
            {
                "term1_from": "2026-09-01",
                "term1_to": "2026-10-30",
                "autumn_from": "2026-10-26",
                "autumn_to": "2026-11-03",
            },
            "autumn_from",
            "Начинается раньше, чем кончается: I четверть.",
        ),
    ],
)
def test_wrong_days_are_said_at_their_field(office, data, field, message):
    answer = office.post(YEAR, {"year": "2026", **data})
    assert (answer.status_code, answer.context["periods"].errors) == (422, {field: [message]})


def test_special_day_moves_terms_and_can_be_removed(world, office):
    office.post(reverse("roadmaps:town_calendar_rule"), {"day_off_rule": "after"})
    activity = f.ActivityFactory(section=world.activity.section, deadline_text="12 октября 2026 г.")
    office.post(DAY, {"day": "2026-10-12", "is_working": "", "note": "День города"})
    assert activity.occurrences.get().due_on == date(2026, 10, 13)
    office.post(reverse("roadmaps:special_day_remove", args=[SpecialDay.objects.get().pk]))
    assert activity.occurrences.get().due_on == date(2026, 10, 12)


def test_special_day_is_added_once(world, office):
    f.SpecialDayFactory(municipality=world.municipality, day=date(2026, 10, 12))
    answer = office.post(DAY, {"day": "2026-10-12", "is_working": "1", "note": "Отработка"})
    assert (answer.status_code, list(answer.context["special"].errors)) == (422, ["day"])


def test_every_write_leaves_an_audit_event(world, office):
    office.post(reverse("roadmaps:town_calendar_rule"), {"day_off_rule": "before"})
    office.post(YEAR, {"year": "2026", "autumn_from": "2026-10-26", "autumn_to": "2026-11-03"})
    office.post(DAY, {"day": "2026-10-12", "note": "День города"})
    office.post(reverse("roadmaps:special_day_remove", args=[SpecialDay.objects.get().pk]))
    actions = list(AuditEvent.objects.filter(actor=world.methodist).order_by("pk").values_list("action", flat=True))
    assert actions == [
        "правило выходных изменено",
        "учебный календарь 2026/2027 изменён",
        "особый день добавлен",
        "особый день удалён",
    ]


def test_unknown_transfers_are_said(office):
    assert office.get(PAGE + "?year=2040").context["unknown_years"] == [2040, 2041]


@pytest.mark.parametrize("year", ["abcd", "", "99999", "²²²²"])
def test_nonsense_year_shows_the_present_one(office, year):
    assert office.get(PAGE, {"year": year}).status_code == 200


def test_calendar_of_another_town_is_not_shown(world, office):
    f.AcademicPeriodFactory(), f.SpecialDayFactory(day=date(2027, 1, 20))
    page = office.get(PAGE + "?year=2026")
    assert (list(page.context["special_days"]), [first.value() for _, first, _ in rows(page)]) == ([], [None] * 8)
