"""Towns drawn by a seed: schools full of results, so that properties are tried where rules do find something."""

from fractions import Fraction
from random import Random

from schools.identification import Marker, MissingReason, PreviousStatus, Result, SchoolInput
from schools.identification.inputs import Attempt
from tests.schools.identification.builders import T

SHARES = ("оба_с_ВО", "неполные", "учёт", "ОВЗ", "вакансии")


def town(seed, works, years=range(T - 2, T + 1), odd=0.0):
    """Two to eight schools; `odd`: how often a row is something else than plain counts, or a school brings a past along."""
    random = Random(seed)
    return [_school(random, number, works, years, odd) for number in range(1, random.randint(3, 9))]


def _school(random, number, works, years, odd):
    weak = random.uniform(0, 0.6)
    rows = [
        row
        for work in works
        for year in years
        for _copy in range(random.choices((0, 1, 2), (2, 7, 1 if odd else 0))[0])
        for row in [_row(random, work, year, weak, odd)]
    ]
    extra = _past(random) if random.random() < odd else {}
    return SchoolInput(number, results=tuple(rows), **extra)


def _row(random, work, year, weak, odd):
    if random.random() < odd / 3:
        return Result(*work, year, missing_reason=random.choice([MissingReason.NOT_HELD, MissingReason.NO_FILE, None]))
    participants = random.choice((0, 5, 9, 10, 12, 20, 30))
    failed = sum(random.random() < weak for _pupil in range(participants))
    extra = _extra(random) if random.random() < odd else {}
    return Result(*work, year, participants, failed, **extra)


def _extra(random):
    return {
        "derived": random.random() < 0.5,
        "attempt": random.choice(list(Attempt)),
        "group": random.choice(["", "", "ВПЛ"]),
        "roll": random.choice([None, 40]),
        "comparable": random.random() < 0.5,
    }


def _past(random):
    return {
        "school_type": random.choice(["", "", "вечерняя"]),
        "markers": random.choice([(), (Marker("русский", 5),), (Marker("математика", 5, T),)]),
        "previous_status": random.choice(list(PreviousStatus)),
        "clean_runs": random.randint(0, 2),
        "context": {name: Fraction(random.randint(0, 60)) for name in SHARES if random.random() < 0.9},
        "grades": random.choice([None, (1, 4), (1, 9), (5, 11)]),
    }
