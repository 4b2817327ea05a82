"""Lists that come from outside: which of the municipality's schools their rows mean, and the list that is kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import audit
from accounts.models import Municipality, User
from schools.imports.reading import kind_of, same_name
from schools.listing.outer_rows import OuterRow
from schools.models import OuterList, School, SchoolIdentifier
from schools.services.identity import add_identifier
from schools.tables.values import key

_NUMBER = re.compile(r"№\s*(\d+)|^(?:школа\s*)?(\d+)$", re.IGNORECASE)
_GENERIC = re.compile(r"город\w*|окр\w*|район\w*|муниципальн\w*|образовани\w*|област\w*|края?|республик\w*")
_NAME = SchoolIdentifier.System.NAME
BY_CODE = "по коду"


@dataclass(frozen=True)
class Guess:
    """Whom a row seems to mean, and by what: people look through it before anything is kept."""

    school: School | None
    how: str


class Known:
    """The municipality's schools by everything a list may call them. Two queries."""

    def __init__(self, municipality: Municipality, on: date) -> None:
        self.schools = list(School.objects.filter(municipality=municipality))
        self._place = _stem(municipality.name)
        by_pk = {school.pk: school for school in self.schools}
        self.codes: dict[str, School] = {}
        self._names: dict[str, set[School]] = {}
        for one in SchoolIdentifier.objects.filter(municipality=municipality).valid_on(on):
            if one.system == _NAME:
                self._names.setdefault(same_name(one.value), set()).add(by_pk[one.school_id])
            else:
                self.codes[one.value] = by_pk[one.school_id]
        for school in self.schools:
            for name in (school.short_name, school.full_name):
                self._names.setdefault(same_name(name), set()).add(school)

    def named(self, words: str) -> School | None:
        return _only(self._names.get(same_name(words), set()))

    def numbered(self, words: str) -> School | None:
        """The one school of this number; «гимназия № 5» is no evening school № 5."""
        found = _NUMBER.search(words.strip())
        number, kind = (found[1] or found[2]) if found else "", kind_of(words)
        same = {one for one in self.schools if number and one.number == number}
        exact = {one for one in same if one.kind == kind}
        return _only(exact) or (_only(same) if kind in ("", "general") else None)

    def is_foreign(self, row: OuterRow) -> bool:
        return bool(row.municipality and self._place and self._place not in key(row.municipality))


def _only(schools: set[School]) -> School | None:
    return next(iter(schools)) if len(schools) == 1 else None


def _stem(name: str) -> str:
    """What all forms of a town's name share: «город Верхнеозёрск» and «Верхнеозёрский округ»."""
    word = max(_GENERIC.sub(" ", key(name)).split(), key=len, default="")
    return word[: max(4, len(word) - 3)]


def guesses(rows: Sequence[OuterRow], known: Known) -> list[Guess]:
    """By a code, else by the name or the number; a list of the region that tells no municipality has many schools № 5."""
    found = [_guess(row, known) for row in rows]
    unsure = [
        one.school if one.how != BY_CODE and not row.municipality else None
        for row, one in zip(rows, found, strict=True)
    ]
    times = Counter(unsure)
    return [
        Guess(None, "подходит не одна строка") if school and times[school] > 1 else one
        for school, one in zip(unsure, found, strict=True)
    ]


def _guess(row: OuterRow, known: Known) -> Guess:
    for code in row.codes:
        if code in known.codes:
            return Guess(known.codes[code], BY_CODE)
    if known.is_foreign(row):
        return Guess(None, "другой муниципалитет")
    if school := known.named(row.name):
        return Guess(school, "по названию")
    if school := known.numbered(row.name):
        return Guess(school, "по номеру")
    return Guess(None, "")


@transaction.atomic
def add_outer_list(
    municipality: Municipality,
    *,
    by: User,
    level: str,
    year: int,
    basis: str,
    schools: Iterable[School],
    file_name: str = "",
    rows: int | None = None,
) -> OuterList:
    """`rows`: how many the list had, of the whole region too. Raises ValidationError."""
    listed = {school.pk: school for school in schools if school.municipality_id == municipality.pk}
    outer = OuterList(municipality=municipality, level=level, year=year, basis=basis, created_by=by)
    outer.full_clean()
    outer.save()
    outer.schools.set(listed.values())
    told = {"file": file_name, "rows": rows}
    after = {"basis": basis, "year": year, "schools": sorted(listed), **{k: v for k, v in told.items() if v}}
    audit.record("внешний перечень внесён", outer, by=by, municipality=municipality, after=after)
    return outer


@transaction.atomic
def remember_names(names: Mapping[str, School], *, by: User) -> None:
    """What a person has called a school once is known in later lists and files; a name already somebody's is left alone."""
    for value, school in names.items():
        try:
            with transaction.atomic():
                add_identifier(school, by=by, system=_NAME, value=value)
        except ValidationError:
            continue
