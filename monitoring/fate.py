"""What became of a report, in a sign and a few words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from monitoring.models import SchoolReport
from monitoring.wording import day_month, lateness, term

State = SchoolReport.State


@dataclass(frozen=True)
class Fate:
    """`css` is the class of the state's sign, `word` the state, `note` when it came to be or how long is left."""

    css: str
    word: str
    note: str


def fate_of(report: SchoolReport, today: date) -> Fate:
    """On the municipality's day `today`; fetch the report through `queries.reports_for` to judge lateness rightly."""
    if report.state == State.ACCEPTED:
        return Fate("state-ok", "принят", _handed_in(report))
    if report.state == State.SUBMITTED:
        return Fate("state-work", "на проверке", _handed_in(report))
    return _not_handed_in(report, today)


def _handed_in(report: SchoolReport) -> str:
    submitted, again = first_submitted_on(report), resubmitted_on(report)
    words = f"сдан {day_month(submitted)} {lateness(report.period.due_on, submitted)}".rstrip()
    return f"{words}, после доработки — {day_month(again)}" if again else words


def first_submitted_on(report: SchoolReport) -> date:
    """The local day a report was handed in for the first time; only for reports that were."""
    return report.school.municipality.today(getattr(report, "first_submitted_at", report.submitted_at))


def resubmitted_on(report: SchoolReport) -> date | None:
    """The local day a report was handed in for the last time, where that was not the first time."""
    last = report.school.municipality.today(report.submitted_at)
    return last if last != first_submitted_on(report) else None


def _not_handed_in(report: SchoolReport, today: date) -> Fate:
    due, closes = report.period.due_on, report.period.closes_on
    closed = f"приём закрыт {day_month(closes)}"
    if report.state == State.RETURNED:
        return Fate("state-attention", "возвращён", closed if today > closes else f"ждём до {day_month(closes)}")
    if today > closes:
        return Fate("state-bad", "не сдан", closed)
    if today > due:
        return Fate("state-bad", "просрочен", term(due, today))
    if report.saved_at is None:
        return Fate("state-wait", "не начат", term(due, today))
    return Fate("state-work", "заполняется", term(due, today))
