"""A made-up municipality's quarter for the papers' tests: every state of a report, a cell, an activity and a target occurs."""

from datetime import date
from decimal import Decimal

from monitoring.aggregation import (
    ACCEPTED_ONLY,
    ActivityStatus,
    Direction,
    EntryRow,
    IndicatorRow,
    Kind,
    Method,
    OccurrenceRow,
    PeriodData,
    ReportRow,
    ReportState,
    SchoolRow,
    TargetRow,
    ValueRow,
    ValueState,
    consolidate,
)
from monitoring.papers import ConsolidatedPaper

TODAY = date(2026, 10, 10)
LONG_NAME = "МБОУ СОШ № 34 с углублённым изучением отдельных предметов имени Героя Труда"
HOSTILE = '=HYPERLINK("http://x","<b>&")'
INDICATORS = (
    IndicatorRow(
        1, "П1", "Доля педагогов, прошедших диагностику профессиональных дефицитов", "%", Kind.SHARE,
        "педагогов прошли диагностику", "педагогов всего",
    ),
    IndicatorRow(
        2, "П2", "Доля обучающихся, не преодолевших минимальный порог на ОГЭ по математике", "%", Kind.SHARE,
        "не преодолели порог", "участников", direction=Direction.DOWN,
    ),
    IndicatorRow(3, "П3", "Выезды и консультации куратора", "шт.", Kind.COUNT, "выездов и консультаций", decimals=0),
    IndicatorRow(4, "П4", "Средний балл ЕГЭ по русскому языку", "балл", Kind.MEAN, "сумма баллов", "участников"),
    IndicatorRow(5, "П5", "Индекс материально-технической базы", "", Kind.INDEX, aggregation=Method.NONE),
    IndicatorRow(6, "П6", "Школы с договором целевого обучения", "%", Kind.SHARE, aggregation=Method.COUNT_SCHOOLS),
)  # fmt: skip
TARGETS = ((1, "80"), (2, "7.5"), (3, "24"), (4, "70"))
STATES = ("accepted",) * 9 + ("submitted", "returned", "draft")
FIRST, SECOND = "I. Организация", "II. Методическая помощь"
OCCURRENCES = (
    OccurrenceRow(
        "a", "1.1", "Утверждение муниципальной дорожной карты", FIRST, date(2026, 9, 15), "до 15 сентября",
        municipal=True, done_on=date(2026, 9, 14),
    ),
    OccurrenceRow("b", "1.2", "Диагностика профессиональных дефицитов педагогов", FIRST, date(2026, 9, 30), "сентябрь"),
    OccurrenceRow(
        "c", "2.1", "Методический десант школы-лидера", SECOND, date(2026, 10, 31), "октябрь",
        school_ids=frozenset({1, 2, 3}),
    ),
    OccurrenceRow("d", "2.2", "Собеседование с директорами", SECOND, date(2026, 9, 30), "сентябрь", municipal=True),
    OccurrenceRow("e", "2.3", "Консультации по запросу", SECOND, None, "по графику"),
)  # fmt: skip


def schools(number):
    names = [LONG_NAME, *(f"МБОУ СОШ № {place}" for place in range(2, number + 1))]
    return tuple(SchoolRow(place, name) for place, name in enumerate(names, 1))


def _values(number, shift):
    for place in range(1, number + 1):
        yield ValueRow(place, 1, ValueState.ENTERED, Decimal(10 + place + shift), Decimal(20 + place))
        yield ValueRow(place, 2, ValueState.ENTERED, Decimal(place % 4), Decimal(0 if place % 4 == 0 else 25))
        yield ValueRow(
            place,
            3,
            ValueState.MISSING if place == 5 else ValueState.ENTERED,
            None if place == 5 else Decimal(place % 3 + shift),
        )
        yield ValueRow(
            place,
            4,
            *((ValueState.NOT_APPLICABLE,) if place == 6 else (ValueState.ENTERED, Decimal(640 + place), Decimal(10))),
        )
        yield ValueRow(place, 5, ValueState.ENTERED, Decimal("43.5") + place)
        yield ValueRow(place, 6, ValueState.ENTERED, Decimal(place % 2), None, HOSTILE if place == 2 else "")


def _entries(number):
    statuses = (
        ActivityStatus.DONE,
        ActivityStatus.DONE,
        ActivityStatus.NOT_DONE,
        ActivityStatus.IN_PROGRESS,
        ActivityStatus.BLANK,
    )
    for place in range(1, number + 1):
        status = statuses[place % 5]
        yield EntryRow(place, "b", status, reason="нет психолога в штате" if status == ActivityStatus.NOT_DONE else "")
        yield EntryRow(place, "c", ActivityStatus.DONE if place < 3 else ActivityStatus.IN_PROGRESS)


def _report(place, state):
    if state == ReportState.DRAFT:
        return ReportRow(place, state)
    late = place % 7 == 0
    accepted_on = date(2026, 10, 8) if state == ReportState.ACCEPTED else None
    return ReportRow(place, state, not late, date(2026, 10, 7 if late else 3), accepted_on)


def figures(number=12, shift=2, previous=None):
    reports = [_report(place, ReportState(STATES[(place - 1) % 12])) for place in range(1, number)]
    data = PeriodData(
        year=2026,
        schools=schools(number),
        indicators=INDICATORS,
        targets=tuple(TargetRow(id_, 2026, Decimal(value)) for id_, value in TARGETS),
        reports=tuple(reports),
        values=tuple(_values(number, shift)),
        occurrences=OCCURRENCES,
        entries=tuple(_entries(number)),
        previous=previous,
    )
    return consolidate(data, counted_states=ACCEPTED_ONLY, today=TODAY)


def paper(number=12, **extra):
    result = figures(number, previous=figures(number - 1, 0))
    return ConsolidatedPaper(
        organisation="Управление образования администрации города Приозёрска",
        programme="Программа поддержки школ с низкими образовательными результатами на 2025–2027 годы",
        period="III квартал 2026 года",
        year=2026,
        compiled_on=TODAY,
        result=result,
        **extra,
    )
