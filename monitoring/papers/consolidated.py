"""What a consolidated report on paper or in a sheet is made of, and the words both share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accounts.russian import NO_DATA, counted, decimal_comma, joined, plural
from monitoring.aggregation import (
    ActivityResult,
    ActivityStatus,
    CellState,
    Consolidated,
    Direction,
    IndicatorResult,
    Method,
    ReportState,
    SchoolValue,
    Submission,
    TargetStatus,
)
from monitoring.wording import number, quantity

_STATUS_WORDS = {
    TargetStatus.MET: "цель достигнута",
    TargetStatus.PARTLY: "близко к цели",
    TargetStatus.NO_DATA: "нет данных",
    TargetStatus.NO_TARGET: "цель не задана",
}
CELL_WORDS = {
    CellState.ENTERED: "заполнено",
    CellState.ZERO_BASE: "заполнено, знаменатель — ноль",
    CellState.MISSING: "не заполнено",
    CellState.NOT_APPLICABLE: "не применимо",
    CellState.NOT_REPORTED: "отчёт не учтён",
}
STATE_WORDS = {
    None: "не начат",
    ReportState.DRAFT: "черновик",
    ReportState.SUBMITTED: "на проверке",
    ReportState.RETURNED: "возвращён",
    ReportState.ACCEPTED: "принят",
}
_COUNTED_WORDS = {
    ReportState.ACCEPTED: "принятые",
    ReportState.SUBMITTED: "отправленные на проверку",
    ReportState.RETURNED: "возвращённые",
    ReportState.DRAFT: "неотправленные",
}


@dataclass(frozen=True, slots=True)
class ConsolidatedPaper:
    """A consolidated report of one programme for one period. `year` is the year of the targets.

    `conclusions` are the methodist's own words, paragraphs by line ends; the signatory's line is left out when empty.
    """

    organisation: str
    programme: str
    period: str
    year: int
    compiled_on: date
    result: Consolidated
    conclusions: str = ""
    signatory_post: str = ""
    signatory_name: str = ""

    @property
    def title(self) -> str:
        return f"Сводный отчёт за {self.period}"


def day(value: date | None) -> str:
    """«05.10.2026», as in a department's papers."""
    return value.strftime("%d.%m.%Y") if value else NO_DATA


def basis_sentence(result: Consolidated) -> str:
    """Whose reports the figures rest on: «Учтены принятые отчёты 9 из 12 школ.»"""
    kinds = joined([words for state, words in _COUNTED_WORDS.items() if state in result.counted_states])
    found = result.submissions
    return f"Учтены {kinds} отчёты {found.counted} из {counted(found.expected, 'школы', 'школ', 'школ')}."


def status_words(one: IndicatorResult) -> str:
    """«цель достигнута», «ниже цели» («выше цели» where less is better), «не сводится» for what no sum can be made of."""
    if one.indicator.method == Method.NONE:
        return "не сводится"
    if one.status == TargetStatus.NOT_MET:
        return "ниже цели" if one.indicator.direction == Direction.UP else "выше цели"
    return _STATUS_WORDS[one.status]


def submission_sentence(result: Consolidated) -> str:
    """«Отчёт сдали 8 из 12 школ: в срок — 7, с опозданием — 1; принято — 6, на проверке — 2; не сдано — 4, из них возвращено — 1.»

    A report given back to its school is not among those handed in, as on every page.
    """
    found = result.submissions
    handed_in = len(found.handed_in)
    groups = (
        (("в срок", found.on_time), ("с опозданием", found.late)),
        (("принято", found.in_state(ReportState.ACCEPTED)), ("на проверке", found.in_state(ReportState.SUBMITTED))),
        (("не сдано", found.expected - handed_in), ("из них возвращено", found.in_state(ReportState.RETURNED))),
    )
    said = [", ".join(f"{words} — {count}" for words, count in group if count) for group in groups]
    start = f"Отчёт {plural(handed_in, 'сдала', 'сдали', 'сдали')} {handed_in} из"
    schools = counted(found.expected, "школы", "школ", "школ")
    return f"{start} {schools}: {'; '.join(group for group in said if group)}." if found.expected else ""


def targets_sentence(result: Consolidated) -> str:
    """How many targets are met; nothing when no indicator has one."""
    aimed = [one.status for one in result.indicators if one.target is not None]
    if not aimed:
        return ""
    total = counted(len(aimed), "показателя", "показателей", "показателей")
    rest = (
        ("близко к цели", aimed.count(TargetStatus.PARTLY)),
        ("не достигнута", aimed.count(TargetStatus.NOT_MET)),
        ("нет данных", aimed.count(TargetStatus.NO_DATA)),
    )
    return _listed(f"Цель года достигнута у {aimed.count(TargetStatus.MET)} из {total}", rest)


def _listed(start: str, parts: Iterable[tuple[str, int]]) -> str:
    """A sentence that goes on with those parts whose number is not zero."""
    return ", ".join([start, *(f"{words} — {count}" for words, count in parts if count)]) + "."


def activities_sentence(result: Consolidated) -> str:
    """How many of the period's activities are done, wait for a check, are overdue; nothing when there are none."""
    expected = [one for one in result.activities if one.is_expected]
    if not expected:
        return ""
    done, overdue = sum(one.is_done for one in expected), sum(one.is_overdue for one in expected)
    total = counted(len(expected), "мероприятия", "мероприятий", "мероприятий")
    claimed = sum(one.is_claimed for one in expected)
    return _listed(f"Выполнено {done} из {total}", (("на проверке", claimed), ("просрочено", overdue)))


def target_prefix(direction: Direction) -> str:
    return "не менее " if direction == Direction.UP else "не более "


def activity_outcome(activity: ActivityResult) -> str:
    """One word on an occurrence."""
    if activity.is_done:
        return "выполнено"
    if activity.is_overdue:
        return "просрочено"
    if activity.is_claimed:
        return "на проверке"
    if not activity.occurrence.municipal and not activity.applicable:
        return "не применимо"
    return "срок не наступил" if activity.occurrence.due_on and not activity.is_past else "без даты"


def not_done_words(activity: ActivityResult) -> str:
    """Schools that did not carry it out, with their reasons."""
    lines = []
    for cell in activity.schools:
        if cell.reported and cell.status == ActivityStatus.NOT_DONE:
            lines.append(f"{cell.school.name}: {cell.reason}" if cell.reason else cell.school.name)
    return "; ".join(lines)


def submission_words(submission: Submission) -> str:
    """Whether the report came in time."""
    return {True: "в срок", False: "с опозданием", None: NO_DATA}[submission.on_time]


def cell_words(cell: SchoolValue) -> str:
    """A school's figure in a narrow column: «45,5», «—» for no data, «н/п» for not applicable."""
    if cell.state == CellState.NOT_APPLICABLE:
        return "н/п"
    return NO_DATA if cell.exact is None else decimal_comma(cell.exact, cell.decimals)


def figure_words(one: IndicatorResult) -> str:
    """«45,5 %» or «—»."""
    return quantity(one.exact, one.indicator.unit, one.decimals)


def target_words(one: IndicatorResult) -> str:
    """«не менее 80», with as many decimals as the target was set with."""
    return NO_DATA if one.target is None else target_prefix(one.indicator.direction) + number(one.target)


def change_words(one: IndicatorResult) -> str:
    """«+5,0 п.п.»; an asterisk marks a change over other schools than last time."""
    if one.change is None:
        return NO_DATA
    sign = "+" if one.change > 0 else ""
    mark = "" if one.same_schools else "*"
    return f"{sign}{quantity(one.change, one.change_unit, one.indicator.decimals)}{mark}"
