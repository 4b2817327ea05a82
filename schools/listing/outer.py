"""Lists that come from outside: pasted lines found among the municipality's schools."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from accounts import audit
from accounts.models import Municipality, User
from schools.models import OuterList, School

_WORDS = re.compile(r"[^0-9a-zа-я]+")
_NUMBER = re.compile(r"№\s*(\d+)|^(?:школа\s*)?(\d+)$")


@dataclass(frozen=True)
class Found:
    """`unknown`: lines that name no school of the municipality, or more than one."""

    schools: list[School]
    unknown: list[str]


def find_schools(text: str, schools: Iterable[School]) -> Found:
    """A school a line: its short or full name, or «№ 5» where only one school has this number."""
    listed = list(schools)
    keys: dict[str, set[School]] = {}
    for school in listed:
        for key in {_folded(school.short_name), _folded(school.full_name), f"№{school.number}"}:
            keys.setdefault(key, set()).add(school)
    found: dict[int, School] = {}
    unknown = []
    for line in filter(None, map(str.strip, text.splitlines())):
        matched = keys.get(_folded(line)) or keys.get(_number(line), set())
        if len(matched) == 1:
            school = next(iter(matched))
            found[school.pk] = school
        else:
            unknown.append(line)
    return Found(list(found.values()), unknown)


def _folded(text: str) -> str:
    return _WORDS.sub(" ", text.lower().replace("ё", "е")).strip()


def _number(line: str) -> str:
    match = _NUMBER.search(line.strip().lower())
    return f"№{match[1] or match[2]}" if match else ""


@transaction.atomic
def add_outer_list(
    municipality: Municipality, *, by: User, level: str, year: int, basis: str, schools: Iterable[School]
) -> OuterList:
    listed = [school for school in schools if school.municipality_id == municipality.pk]
    outer = OuterList(municipality=municipality, level=level, year=year, basis=basis, created_by=by)
    outer.full_clean()
    outer.save()
    outer.schools.set(listed)
    after = {"basis": basis, "year": year, "schools": sorted(school.pk for school in listed)}
    audit.record("внешний перечень внесён", outer, by=by, municipality=municipality, after=after)
    return outer
