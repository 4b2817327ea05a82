"""What invented schools say of themselves: codes, grades, contacts, social passports, markers, olympiads."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from schools.models import ObjectivityMarker, OlympiadResult, School, SchoolIdentifier, SocialPassport
from schools.queries_data import passport_year
from schools.results_files import PASSPORT

Stage = OlympiadResult.Stage
# usual share of pupils (of teachers) in a fortunate school and in an unfortunate one
SHARES: dict[str, tuple[float, float]] = {
    "single_parent": (0.17, 0.38), "large_family": (0.08, 0.2), "low_income": (0.08, 0.36), "both_higher": (0.46, 0.12),
    "none_higher": (0.2, 0.5), "unemployed_one": (0.03, 0.1), "unemployed_both": (0.01, 0.07), "orphans": (0.01, 0.03),
    "disabled": (0.015, 0.025), "special_needs": (0.04, 0.16), "non_native": (0.03, 0.13), "foreign": (0.01, 0.04),
    "school_register": (0.005, 0.04), "police_register": (0.003, 0.02), "commission_register": (0.002, 0.015),
    "risk_group": (0.02, 0.12), "transported": (0.0, 0.15), "veterans": (0.02, 0.04), "disabled_parents": (0.01, 0.02),
    "top_category": (0.38, 0.15), "first_category": (0.3, 0.25), "young": (0.12, 0.2), "experienced": (0.35, 0.45),
    "pension_age": (0.2, 0.38),
}  # fmt: skip
OF_TEACHERS = ("top_category", "first_category", "young", "experienced", "pension_age")


def add_school_data(schools: Sequence[School], index: int, now: datetime) -> None:
    """Three passports for nearly every school, markers of two years, olympiads of three. `index`: which town it is."""
    chance = random.Random(100 + index)  # noqa: S311  invented figures
    year = passport_year(schools[0].municipality.today(now))
    passports, markers, olympiads = [], [], []
    for place, school in enumerate(schools):
        _describe(school, index)
        misfortune = chance.choices((0.1, 0.45, 0.95), weights=(5, 3, 2))[0]
        missing = place % 9 == 4  # not filled in yet this year
        passports += [_passport(school, of, misfortune, chance) for of in range(year - 2, year + 1 - missing)]
        markers += [
            _marker(school, of, grade, subject, chance) for of in (year - 1, year) for grade, subject in _MARKED
        ]
        olympiads += [one for of in range(year - 2, year + 1) for one in _olympiads(school, of, misfortune, chance)]
    School.objects.bulk_update(schools, ["first_grade", "last_grade", "phone", "email"])
    SchoolIdentifier.objects.bulk_create(code for school in schools for code in _codes(school, index))
    SocialPassport.objects.bulk_create(passports)
    ObjectivityMarker.objects.bulk_create(markers)
    OlympiadResult.objects.bulk_create(olympiads)


_MARKED = [(grade, subject) for grade in (4, 5) for subject in ("русский", "математика")]


def _describe(school: School, index: int) -> None:
    school.first_grade = 5 if school.kind == School.Kind.EVENING else 1
    school.last_grade = 9 if school.short_name.startswith("ООШ") else 11
    school.phone = f"8\u00a0(000)\u00a0{index:02d}0-00-{school.number:0>2}"
    school.email = f"school{school.number}@town{index}.example"


def _codes(school: School, index: int) -> list[SchoolIdentifier]:
    number = f"{index + 1}{school.number:0>3}"
    pairs = [("fis_oko", f"edu22{number}"), ("ris_gia", f"22{number}")]
    return [
        SchoolIdentifier(school=school, municipality_id=school.municipality_id, system=s, value=v) for s, v in pairs
    ]


def _passport(school: School, year: int, misfortune: float, chance: random.Random) -> SocialPassport:
    pupils = round((school.pupils or 200) * chance.uniform(0.95, 1.05))
    upper = 0 if school.last_grade == 9 else round(pupils * 0.12)
    primary = 0 if school.first_grade == 5 else round(pupils * 0.42)
    teachers = max(8, pupils // 15)
    figures: dict[str, Any] = {
        code: round((teachers if code in OF_TEACHERS else pupils) * (good + (bad - good) * misfortune) * chance.uniform(0.85, 1.15))
        for code, (good, bad) in SHARES.items()
    }  # fmt: skip
    vacancies = Decimal(chance.randrange(0, 2 + round(6 * misfortune)))
    figures |= {
        "pupils": pupils, "pupils_1_4": primary, "pupils_5_9": pupils - primary - upper, "pupils_10_11": upper,
        "classes": max(4, pupils // 25), "families": round(pupils * 0.8), "dangerous_families": round(pupils * 0.02 * misfortune),
        "adapted": figures["special_needs"] // 2, "weak_russian": figures["non_native"] // 3, "teachers": teachers,
        "rates": Decimal(teachers) * Decimal("1.3"), "vacancies": vacancies, "part_time": teachers // 12,
        "psychologist": Decimal("1"), "speech": Decimal("0.5"), "defectologist": Decimal("0.5"), "social_teacher": Decimal("1"),
        "internet": Decimal(chance.choice((50, 100, 100))), "textbooks": Decimal(chance.randrange(94, 101)), "rooms": max(12, pupils // 22),
    }  # fmt: skip
    reasons = {}
    if chance.random() < 0.25:  # unknown is not zero
        code = chance.choice(("transported", "veterans", "disabled_parents", "weak_russian"))
        figures[code], reasons[code] = None, "сведения собираем, уточним до конца года"
    assert set(figures) == {item.code for item in PASSPORT}  # noqa: S101 - a figure more in the form is a figure more here
    return SocialPassport(
        school=school, year=year, as_of=date(year, 10, 1), responsible="Социальный педагог", reasons=reasons, **figures
    )


def _marker(school: School, year: int, grade: int, subject: str, chance: random.Random) -> ObjectivityMarker:
    return ObjectivityMarker(school=school, year=year, grade=grade, subject=subject, marked=chance.random() < 0.04)


def _olympiads(school: School, year: int, misfortune: float, chance: random.Random) -> list[OlympiadResult]:
    took = round((school.pupils or 200) * 0.08 * (1.2 - misfortune))
    went = took // 8
    stages = (
        (Stage.MUNICIPAL, took, chance.randint(0, took // 4)),
        (Stage.REGIONAL, went, chance.randint(0, went // 4)),
    )
    return [OlympiadResult(school=school, year=year, stage=s, participants=p, winners=w) for s, p, w in stages]
