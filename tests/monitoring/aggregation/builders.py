"""Short ways to write a period down in tests: a school is a number, a cell is «5/10», «», «н/п» or «7»."""

from datetime import date
from decimal import Decimal

from monitoring.aggregation import (
    ACCEPTED_ONLY,
    IndicatorRow,
    Kind,
    PeriodData,
    ReportRow,
    ReportState,
    SchoolRow,
    TargetRow,
    ValueRow,
    ValueState,
    consolidate,
)

TODAY = date(2026, 10, 10)
SHARE = IndicatorRow("s", "1", "Доля педагогов", "%", Kind.SHARE)
COUNT = IndicatorRow("c", "2", "Выезды куратора", "шт.", Kind.COUNT, decimals=0)
MEAN = IndicatorRow("m", "3", "Средний балл", "балл", Kind.MEAN)


def value_row(school_id, indicator, cell):
    if cell == "н/п":
        return ValueRow(school_id, indicator.id, ValueState.NOT_APPLICABLE)
    if cell == "":
        return ValueRow(school_id, indicator.id, ValueState.MISSING)
    numerator, _, denominator = cell.partition("/")
    base = Decimal(denominator) if denominator else None
    return ValueRow(school_id, indicator.id, ValueState.ENTERED, Decimal(numerator), base)


def period(indicator, *cells, target=None, **extra):
    """Accepted reports of schools 1, 2, …; a cell None means that the school has no report."""
    schools = tuple(SchoolRow(number, f"Школа № {number}") for number in range(1, len(cells) + 1))
    given = [(school.id, cell) for school, cell in zip(schools, cells, strict=True) if cell is not None]
    rows = {
        "year": 2026,
        "schools": schools,
        "indicators": (indicator,),
        "targets": () if target is None else (TargetRow(indicator.id, 2026, Decimal(target)),),
        "reports": tuple(ReportRow(id_, ReportState.ACCEPTED, on_time=True) for id_, _ in given),
        "values": tuple(value_row(id_, indicator, cell) for id_, cell in given),
    }
    return PeriodData(**{**rows, **extra})


def consolidated(data, states=ACCEPTED_ONLY):
    return consolidate(data, counted_states=states, today=TODAY)


def result(indicator, *cells, **extra):
    [found] = consolidated(period(indicator, *cells, **extra)).indicators
    return found
