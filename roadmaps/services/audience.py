"""Who carries an activity out, proposed from its «Ответственные» cell, and schools found by their numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass

from accounts.models import Municipality
from roadmaps.models import Activity
from roadmaps.resolution.keys import normal_number
from roadmaps.responsibles import concerns_schools, parse, school_numbers
from schools.models import School


@dataclass(frozen=True)
class Proposal:
    """`numbers`: of the schools named, for a list; `warnings` in Russian name those the municipality does not have."""

    audience: str
    numbers: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def propose_audience(responsible: str, known: Container[str]) -> Proposal:
    """Schools with numbers are listed, «ОО» and «все школы» mean all, everybody else is the municipality."""
    parties = parse(responsible)
    named = {normal_number(str(number)) for number in school_numbers(parties)}
    numbers = tuple(sorted(named, key=lambda number: (len(number), number)))
    unknown = [number for number in numbers if number not in known]
    warnings = (f"в муниципалитете нет школы №\u00a0{', '.join(unknown)}",) if unknown else ()
    if numbers:
        return Proposal(Activity.Audience.LISTED, numbers, warnings)
    return Proposal(Activity.Audience.ALL_SCHOOLS if concerns_schools(parties) else Activity.Audience.MUNICIPAL)


def schools_by_number(municipality: Municipality) -> dict[str, list[School]]:
    """Active schools by their number; a gymnasium and a school may share one."""
    found: dict[str, list[School]] = defaultdict(list)
    for school in School.objects.active().filter(municipality=municipality).exclude(number=""):
        found[normal_number(school.number)].append(school)
    return dict(found)


def listed_schools(numbers: str, known: Mapping[str, list[School]]) -> list[School]:
    """The schools of «5, 12»; numbers nobody has are passed over: the review has asked about them."""
    return [school for number in split_numbers(numbers) for school in known.get(number, [])]


def split_numbers(text: str) -> list[str]:
    """«№ 5, 12 и 15а» -> 5, 12, 15а, each once."""
    return list(dict.fromkeys(normal_number(number) for number in re.findall(r"\d+[а-яё]?(?![а-яё])", text.lower())))
