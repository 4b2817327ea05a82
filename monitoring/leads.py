"""The one sentence a director sees first: how the report stands and what to press."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from accounts.russian import counted, decimal_comma, plural
from monitoring.checking import Progress
from monitoring.fate import first_submitted_on, resubmitted_on
from monitoring.models import ReportEvent, ReportingPeriod, SchoolReport
from monitoring.queries import Counts
from monitoring.wording import day_and_weekday, day_month, lateness, term

State = SchoolReport.State


@dataclass(frozen=True)
class Lead:
    """A sentence, the button under it (none without `action`), and the reason quoted when the report was returned."""

    text: str
    action: str = ""
    url: str = ""
    quote: str = ""
    is_call: bool = False


def lead_for(
    report: SchoolReport, progress: Progress, returned: ReportEvent | None, today: date, *, with_school: bool = False
) -> Lead:
    """The sentence of one report on the municipality's day `today`; `returned` is the event that sent it back.

    `with_school` names the school, for a person who heads several.
    """
    name = f"{report.school}: отчёт за {report.period.label}" if with_school else f"Отчёт за {report.period.label}"
    if not report.is_editable:
        return Lead(_finished(name, report), "Посмотреть отчёт", _url(report))
    if today > report.period.closes_on:
        closed = f"{name} не сдан: приём закрыт {day_month(report.period.closes_on)}. Обратитесь к методисту."
        return Lead(closed, "Открыть отчёт", _url(report))
    if report.state == State.RETURNED:
        text = f"{name} вернули. Исправьте его и отправьте снова до {day_and_weekday(report.period.closes_on)}."
        return Lead(text, "Исправить", _url(report), quote=returned.comment if returned else "", is_call=True)
    return _to_fill(name, report, progress, today)


def _to_fill(name: str, report: SchoolReport, progress: Progress, today: date) -> Lead:
    due = report.period.due_on
    if today > due:
        terms = (
            f"{name} не сдан: {term(due, today)}, {day_month(due)}. Приём закроют {day_month(report.period.closes_on)}."
        )
    else:
        terms = f"{name}. Срок — {day_and_weekday(due)}, {term(due, today)}."
    text = f"{terms} {filled_words(progress)}."
    if not progress.gaps:
        return Lead(text, "Проверить и отправить", reverse("monitoring:report_check", args=[report.pk]), is_call=True)
    return Lead(text, "Продолжить" if report.saved_at else "Начать заполнять", _url(report), is_call=True)


def filled_words(progress: Progress) -> str:
    """«Заполнено 9 из 14»."""
    return f"Заполнено {decimal_comma(progress.filled)} из {decimal_comma(progress.total)}"


def _finished(name: str, report: SchoolReport) -> str:
    if report.state == State.ACCEPTED:
        accepted = timezone.localtime(report.accepted_at)
        return f"{name} принят {day_month(accepted.date())}. Делать ничего не нужно."
    submitted, at = first_submitted_on(report), f"в {timezone.localtime(report.submitted_at):%H:%M}"
    late = lateness(report.period.due_on, submitted)
    again = resubmitted_on(report)
    when = [day_month(submitted) if again else f"{day_month(submitted)} {at}", late]
    when += [f"после доработки — {day_month(again)} {at}"] if again else []
    return f"{name} отправлен {', '.join(filter(None, when))}. Методист его проверяет, от вас ничего не нужно."


def lead_without_report(coming: ReportingPeriod | None) -> Lead:
    """No report is open now."""
    if coming is None:
        return Lead("Сейчас отчётов нет. Когда откроется следующий, вы увидите его здесь и получите письмо.")
    return Lead(f"Сейчас отчётов нет. Отчёт за {coming.label} откроется {day_and_weekday(coming.opens_on)}.")


def office_sentence(counts: Counts, period: ReportingPeriod, today: date) -> str:
    """How the current period stands, for those who collect it."""
    schools = counted(counts.total, "школы", "школ", "школ")
    verb = plural(counts.handed_in, "сдала", "сдали", "сдали")
    handed_in = f"Отчёты за {period.label} {verb} {decimal_comma(counts.handed_in)} из {schools}"
    if today > period.closes_on:
        return f"{handed_in}; приём закрыт {day_month(period.closes_on)}."
    return f"{handed_in}. Срок — {day_and_weekday(period.due_on)}, {term(period.due_on, today)}."


def _url(report: SchoolReport) -> str:
    return reverse("monitoring:report_detail", args=[report.pk])
