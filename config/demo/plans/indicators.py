"""Indicators of the demo programmes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class IndicatorPlan:
    """An indicator with targets for three years and a typical share of the schools, per cent."""

    code: str
    name: str
    numerator: str
    denominator: str
    direction: str
    accumulation: str
    source: str
    targets: tuple[int, int, int]
    usual: int


INDICATORS = (
    IndicatorPlan("П1", "Доля педагогов, прошедших диагностику профессиональных дефицитов", "педагогов, прошедших диагностику", "педагогов всего", "up", "cumulative", "региональный институт", (30, 45, 60), 47),
    IndicatorPlan("П2", "Доля педагогов, прошедших повышение квалификации", "педагогов, прошедших курсы", "педагогов всего", "up", "cumulative", "отчёт школы", (70, 80, 90), 74),
    IndicatorPlan("П3", "Доля педагогов, участвовавших в городских мастер-классах", "педагогов-участников", "педагогов всего", "up", "period", "методический центр", (60, 70, 80), 72),
    IndicatorPlan("П4", "Доля обучающихся с рисками неуспешности, у которых есть индивидуальный маршрут", "обучающихся с маршрутом", "обучающихся с рисками всего", "up", "snapshot", "отчёт школы", (60, 80, 100), 83),
    IndicatorPlan("П5", "Доля обучающихся, не успевающих хотя бы по одному предмету", "неуспевающих", "обучающихся всего", "down", "snapshot", "журнал", (6, 5, 4), 5),
    IndicatorPlan("П6", "Укомплектованность педагогическими кадрами", "занятых ставок", "ставок по штатному расписанию", "up", "snapshot", "отчёт школы", (95, 97, 100), 96),
)  # fmt: skip
