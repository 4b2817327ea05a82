"""A run in a sentence and in figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from accounts.russian import counted
from schools.models import IdentificationRun, Verdict


@dataclass(frozen=True)
class Count:
    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Summary:
    sentence: str
    statuses: list[Count]
    quadrants: list[Count]


def summary_of(run: IdentificationRun) -> Summary:
    """One query. Schools with both flags are counted once: |A ∪ B|."""
    rows = list(run.verdicts.values_list("status", "quadrant", "low_results", "adverse_context"))
    either = sum(1 for *_, low, adverse in rows if low or adverse)
    low, adverse = sum(1 for row in rows if row[2]), sum(1 for row in rows if row[3])
    statuses, quadrants = Counter(row[0] for row in rows), Counter(row[1] for row in rows)
    return Summary(
        f"{counted(low, 'школа', 'школы', 'школ')} с признаками ШНОР и {counted(adverse, 'школа', 'школы', 'школ')} "
        f"с признаками ШНСУ из {len(rows)}. Адресная помощь нужна: {counted(either, 'школе', 'школам', 'школам')}.",
        [Count(s.value, s.label, statuses[s.value]) for s in Verdict.Status if statuses[s.value]],
        [Count(q.value, q.label, quadrants[q.value]) for q in Verdict.Quadrant if quadrants[q.value]],
    )
