"""What results a school has inherited from those reorganised into it.

Nothing official says it (domain notes, 8.9, leave it open): results follow the pupils only where all of them went to one school and
the former one is closed. Of a part of the pupils nobody knows whose results they have brought.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from accounts.models import Municipality
from schools.identification import Inheritance, InheritanceKind
from schools.models import SchoolSuccession

K = InheritanceKind
WHOLE = 100  # percent


@dataclass(frozen=True)
class Inherited:
    """`carried`: closed school -> the school whose rows its results are now, and the last year of theirs. `said`: by school."""

    carried: dict[int, tuple[int, int]] = field(default_factory=dict)
    said: dict[int, list[Inheritance]] = field(default_factory=dict)

    @property
    def last_years(self) -> tuple[list[int], list[int]]:
        """Closed schools and the last years of their results, as two columns for SQL."""
        return list(self.carried), [year for _, year in self.carried.values()]


def inherited(municipality: Municipality, since: int = 1) -> Inherited:
    """All reorganisations from the year `since` on. One query."""
    found = SchoolSuccession.objects.filter(successor__municipality=municipality, happened_on__year__gte=since)
    rows = list(found.select_related("predecessor", "successor").order_by("happened_on", "pk"))
    parts = Counter(one.predecessor_id for one in rows)
    kinds = {one.pk: _kind(one, parts[one.predecessor_id]) for one in rows}
    heirs = {one.predecessor_id: one for one in rows if kinds[one.pk] is K.WHOLE}
    result = Inherited()
    for one in rows:
        share = f"{one.share.normalize():f}".replace(".", ",")
        came = Inheritance(kinds[one.pk], str(one.predecessor), one.happened_on.year, share)
        result.said.setdefault(one.successor_id, []).append(came)
        if one.predecessor.is_active and kinds[one.pk] is K.PART:
            left = Inheritance(K.LEFT, str(one.successor), one.happened_on.year, share)
            result.said.setdefault(one.predecessor_id, []).append(left)
    for closed, one in heirs.items():
        result.carried[closed] = (_last_heir(closed, heirs), one.happened_on.year)
    return result


def _kind(one: SchoolSuccession, parts: int) -> InheritanceKind:
    if one.share < WHOLE or parts > 1:
        return K.PART
    return K.STILL_OPEN if one.predecessor.is_active else K.WHOLE


def _last_heir(closed: int, heirs: dict[int, SchoolSuccession]) -> int:
    """The end of a chain of reorganisations; a circle, which only a mistake can make, is left where it was entered."""
    seen, at = {closed}, heirs[closed].successor_id
    while at in heirs and at not in seen:
        seen.add(at)
        at = heirs[at].successor_id
    return at


def carried_to(school_id: int, found: Inherited) -> Iterable[tuple[int, int]]:
    """Closed schools whose results are this one's, each with the last year of theirs."""
    return ((closed, year) for closed, (heir, year) in found.carried.items() if heir == school_id)
