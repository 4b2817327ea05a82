"""A finished, a current and a coming quarter with reports in every state, made by the services directors and methodists use."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import DateTimeField
from django.db.models.functions import Cast

from accounts.models import User
from config.demo.plans import INDICATORS
from monitoring.loading import load_sheet
from monitoring.models import ReportingPeriod, SchoolReport
from monitoring.services import reports
from monitoring.services.periods import make_consolidated, open_reports, quarter_of
from monitoring.sheet import ValueRow
from roadmaps.models import Activity, Completion, Occurrence, Programme

USUAL = {plan.code: plan.usual for plan in INDICATORS}
DAYS_LEFT = 4  # of the current period, whatever today is

# Of ten schools in the current period: how their reports stand.
CURRENT = (
    "draft",
    "submitted",
    "returned",
    "accepted",
    "empty",
    "submitted",
    "resubmitted",
    "draft",
    "accepted",
    "submitted",
)


@dataclass(frozen=True)
class Actors:
    methodist: User
    directors: Mapping[int, User]  # by school
    codes: Mapping[int, str]  # of indicators


def fill_periods(
    programme: Programme, methodist: User, directors: Mapping[int, User], now: datetime, chance: random.Random
) -> None:
    today = programme.municipality.today(now)
    actors = Actors(methodist, directors, dict(programme.indicators.values_list("pk", "code")))
    _complete_municipal(programme, methodist, today, chance)
    current_start, current_end = quarter_of(quarter_of(today)[0] - timedelta(days=1))
    finished_start, finished_end = quarter_of(current_start - timedelta(days=1))
    _complete_earlier(programme, finished_start, chance)
    finished = _period(programme, finished_start, finished_end, due_on=finished_end + timedelta(days=5))
    current = _period(programme, current_start, current_end, due_on=today + timedelta(days=DAYS_LEFT))
    coming_start, coming_end = quarter_of(today)
    _period(programme, coming_start, coming_end, due_on=max(coming_end, today + timedelta(days=30)) + timedelta(days=5))
    _finish(finished, actors, chance)
    _start(current, actors, now, chance)
    _date_marks(programme)


def _period(programme: Programme, start: date, end: date, *, due_on: date) -> ReportingPeriod:
    return ReportingPeriod.objects.create(
        programme=programme,
        year=start.year,
        quarter=(start.month + 2) // 3,
        starts_on=start,
        ends_on=end,
        opens_on=due_on - timedelta(days=15),
        due_on=due_on,
        closes_on=due_on + timedelta(days=10),
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=UTC)


def _finish(period: ReportingPeriod, actors: Actors, chance: random.Random) -> None:
    """Every report of the finished quarter but one was accepted; a few came late; the consolidated report exists."""
    open_reports(_noon(period.opens_on))
    rows = list(_reports(period))
    for place, report in enumerate(rows[:-1]):
        sent = period.due_on + timedelta(days=2 if place % 7 == 3 else -(place % 4))
        _fill(report, actors, sent, chance)
        reports.submit(report=report, by=actors.directors[report.school_id], now=_noon(sent))
        _accept(report, actors, sent + timedelta(days=3))
    make_consolidated(period.pk, _noon(period.closes_on + timedelta(days=1)))


def _start(period: ReportingPeriod, actors: Actors, now: datetime, chance: random.Random) -> None:
    open_reports(now)
    for place, report in enumerate(_reports(period)):
        _bring_to(CURRENT[place % len(CURRENT)], report, actors, now, chance)


def _reports(period: ReportingPeriod) -> list[SchoolReport]:
    return list(period.reports.select_related("period__programme__municipality", "school__municipality").order_by("pk"))


def _bring_to(state: str, report: SchoolReport, actors: Actors, now: datetime, chance: random.Random) -> None:
    director = actors.directors[report.school_id]
    sent = now - timedelta(days=2)
    if state == "empty":
        return
    _fill(report, actors, sent.date(), chance, share=0.6 if state == "draft" else 1)
    if state == "draft":
        return
    reports.submit(report=report, by=director, now=sent)
    if state in ("returned", "resubmitted"):
        _return(report, actors, sent + timedelta(hours=5))
    if state == "resubmitted":
        reports.submit(report=report, by=director, now=sent + timedelta(days=1))
    if state == "accepted":
        _accept(report, actors, (sent + timedelta(days=1)).date())


def _return(report: SchoolReport, actors: Actors, at: datetime) -> None:
    reports.return_to_school(
        report=report,
        by=actors.methodist,
        comment="Уточните, пожалуйста, число педагогов, прошедших курсы: в прошлом квартале их было больше.",
        submission_id=reports.latest_submission_id(report),
        now=at,
    )


def _accept(report: SchoolReport, actors: Actors, day: date) -> None:
    seen = reports.latest_submission_id(report)
    reports.accept(report=report, by=actors.methodist, submission_id=seen, now=_noon(day))


def _fill(report: SchoolReport, actors: Actors, day: date, chance: random.Random, share: float = 1) -> None:
    """Fill in the report; `share` below 1 leaves the last rows blank."""
    sheet = load_sheet(report)
    entries = {
        row.occurrence_id: _entry(report, day, chance) for row in sheet.entries[: round(len(sheet.entries) * share)]
    }
    values = {
        row.indicator_id: _value(report, row, actors.codes[row.indicator_id], chance)
        for row in sheet.values[: round(len(sheet.values) * share)]
    }
    texts = {"difficulties": "", "next_steps": ""}
    if share == 1:
        texts = {
            "difficulties": chance.choice(("Не хватает учителя математики.", "", "Нужна консультация по маршрутам.")),
            "next_steps": "Продолжить занятия с группой риска и провести открытые уроки с куратором.",
        }
    reports.save(
        report=report,
        by=actors.directors[report.school_id],
        entries=entries,
        values=values,
        texts=texts,
        now=_noon(day),
    )


def _entry(report: SchoolReport, day: date, chance: random.Random) -> dict[str, Any]:
    blank: dict[str, Any] = {"status": "", "done_on": None, "result": "", "reason": ""}
    kind = chance.choices(("done", "in_progress", "not_done"), weights=(7, 2, 1))[0]
    if kind == "done":
        done_on = min(day, report.period.ends_on) - timedelta(days=chance.randrange(1, 60))
        return blank | {"status": kind, "done_on": done_on, "result": "Проведено, приказ и справка в школе."}
    if kind == "not_done":
        return blank | {"status": kind, "reason": "Перенесено на следующий квартал: болел ответственный."}
    return blank | {"status": kind}


def _value(report: SchoolReport, row: ValueRow, code: str, chance: random.Random) -> dict[str, Any]:
    base = max(8, (report.school.pupils or 200) // (1 if code == "П5" else 14))
    usual = USUAL[code]
    share = min(100, max(0, usual + chance.randrange(-4, 5))) / 100
    comment = "Изменился состав педагогов и классов." if row.previous is not None else ""
    return {
        "state": "entered",
        "numerator": Decimal(round(base * share)),
        "denominator": Decimal(base),
        "source": row.source,
        "comment": comment,
    }


def _complete_earlier(programme: Programme, before: date, chance: random.Random) -> None:
    """What schools did before the first period the portal collects reports for."""
    schools = list(programme.schools.values_list("pk", flat=True))
    past = Occurrence.objects.planned().filter(
        activity__section__roadmap__programme=programme,
        activity__audience=Activity.Audience.ALL_SCHOOLS,
        due_on__lt=before,
    )
    Completion.objects.bulk_create(
        Completion(
            occurrence=one, school_id=school, done_on=one.due_on - timedelta(days=chance.randrange(0, 20)), by=None
        )
        for one in past
        for school in schools
        if chance.random() < 0.97
    )


def _complete_municipal(programme: Programme, by: User, today: date, chance: random.Random) -> None:
    """The department has done most of its own activities; some are overdue."""
    past = Occurrence.objects.planned().filter(
        activity__section__roadmap__programme=programme,
        activity__audience=Activity.Audience.MUNICIPAL,
        due_on__lt=today,
    )
    done = [one for one in past.order_by("pk") if chance.random() < 0.85]
    Completion.objects.bulk_create(
        Completion(
            occurrence=one, done_on=one.due_on - timedelta(days=chance.randrange(0, 6)), result="Выполнено.", by=by
        )
        for one in done
    )


def _date_marks(programme: Programme) -> None:
    """Marks of past years were not all put in on the day the demo was made: «отмечено за 30 дней» would hold hundreds."""
    marks = Completion.objects.filter(occurrence__activity__section__roadmap__programme=programme)
    marks.update(at=Cast("done_on", DateTimeField()))
