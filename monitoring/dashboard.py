"""The head's five answers, made of the consolidated figures: sentences with numbers, each leading to its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.russian import NO_DATA, counted, decimal_comma
from monitoring.aggregation import (
    ActivityResult,
    CellState,
    IndicatorResult,
    SchoolValue,
    TargetStatus,
)
from monitoring.papers.consolidated import status_words, target_prefix
from monitoring.wording import number, quantity

STATUS_CSS = {
    TargetStatus.MET: "state-ok",
    TargetStatus.PARTLY: "state-work",
    TargetStatus.NOT_MET: "state-bad",
    TargetStatus.NO_DATA: "state-wait",
    TargetStatus.NO_TARGET: "state-none",
}


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator as a row of the dashboard, figures in words."""

    id: int
    name: str
    value: str
    basis: str
    target: str
    change: str
    schools: str
    css: str
    status: str
    unit: str
    chart_value: str
    chart_target: str


@dataclass(frozen=True)
class SectionProgress:
    title: str
    done: int
    going: int
    overdue: int

    @property
    def total(self) -> int:
        return self.done + self.going + self.overdue


@dataclass(frozen=True)
class ActivityLine:
    """One occurrence of the period with who has done it."""

    result: ActivityResult
    css: str
    status: str
    schools: str


def indicator_line(result: IndicatorResult) -> IndicatorLine:
    indicator = result.indicator
    return IndicatorLine(
        id=int(indicator.id),
        name=indicator.name,
        value=quantity(result.value, indicator.unit, result.decimals),
        basis=_basis(result),
        target=_limit(result),
        change=_change(result),
        schools=f"{result.reported} из {counted(result.applicable, 'школы', 'школ', 'школ')}",
        css=STATUS_CSS[result.status],
        status=status_words(result),
        unit=indicator.unit,
        chart_value="" if result.exact is None else str(round(float(result.exact), 2)),
        chart_target="" if result.target is None else str(result.target),
    )


def _basis(result: IndicatorResult) -> str:
    if result.numerator is None:
        return ""
    if result.denominator is None:
        return number(result.numerator)
    return f"{number(result.numerator)} из {number(result.denominator)}"


def _limit(result: IndicatorResult) -> str:
    if result.target is None:
        return NO_DATA
    return f"{target_prefix(result.indicator.direction)}{number(result.target)}\u00a0{result.indicator.unit}"


def _change(result: IndicatorResult) -> str:
    """«+5,2 п.п.» against the period before."""
    if result.change is None:
        return NO_DATA
    sign = "+" if result.change > 0 else ""
    return f"{sign}{decimal_comma(result.change, result.indicator.decimals)}\u00a0{result.change_unit}"


def charts(lines: Iterable[IndicatorLine]) -> list[str]:
    """Units in the order of the indicators, one chart for each: figures of different units share no axis."""
    return list(dict.fromkeys(line.unit for line in lines if line.chart_value or line.chart_target))


def activity_line(result: ActivityResult) -> ActivityLine:
    if not result.is_expected:
        css, status = "state-none", "не применимо"
    elif result.is_done:
        css, status = "state-ok", "выполнено"
    elif result.is_overdue:
        css, status = "state-bad", "просрочено"
    elif result.is_claimed:
        css, status = "state-sent", "на проверке"
    else:
        css, status = "state-work", "в работе"
    schools = (
        "муниципалитет"
        if result.occurrence.municipal
        else f"{result.done} из {counted(result.applicable, 'школы', 'школ', 'школ')}"
    )
    return ActivityLine(result, css, status, schools)


def sections(activities: Iterable[ActivityResult]) -> list[SectionProgress]:
    """Progress by section, in the order of the plan."""
    groups: dict[str, list[ActivityResult]] = defaultdict(list)
    for row in (one for one in activities if one.is_expected):
        groups[row.occurrence.section].append(row)
    return [_progress(title, rows) for title, rows in groups.items()]


def _progress(title: str, rows: list[ActivityResult]) -> SectionProgress:
    done = sum(row.is_done for row in rows)
    overdue = sum(row.is_overdue for row in rows)
    return SectionProgress(title, done, len(rows) - done - overdue, overdue)


CELL_WORDS = {
    CellState.ZERO_BASE: "0 из 0",
    CellState.MISSING: "не заполнено",
    CellState.NOT_APPLICABLE: "н/п",
    CellState.NOT_REPORTED: "отчёт не учтён",
}


@dataclass(frozen=True)
class SchoolLine:
    """One school's figure of an indicator in words."""

    id: int
    name: str
    value: str
    basis: str
    comment: str


def school_line(cell: SchoolValue) -> SchoolLine:
    entered = cell.state == CellState.ENTERED
    basis = ""
    if entered and cell.numerator is not None:
        basis = number(cell.numerator) + (f" из {number(cell.denominator)}" if cell.denominator is not None else "")
    value = quantity(cell.value, cell.indicator.unit, cell.decimals) if entered else CELL_WORDS[cell.state]
    return SchoolLine(int(cell.school.id), cell.school.name, value, basis, cell.comment)
