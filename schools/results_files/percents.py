"""Counts out of the percents that ФИС ОКО exports, rounded there to two decimals (domain notes §5)."""

from __future__ import annotations

from collections.abc import Sequence

_ROUNDING = 0.01  # percentage points a restored count may be off
_SUM_TOLERANCE = 0.05
_NOISE = 1e-6  # of binary fractions, in percents times participants


class PercentError(ValueError):
    """The percents contradict the number of participants. The message is Russian."""


def counts_of(percents: Sequence[float], participants: int) -> tuple[int, ...]:
    """How many people each percent is; together exactly `participants`. Fractions of one (Excel's own percents) are told by their sum.

    Raises PercentError when the percents do not sum to 100 or one of them is not a share of so many people.
    """
    total = sum(percents)
    if abs(total - 1) <= _SUM_TOLERANCE / 100 and participants:
        percents, total = [share * 100 for share in percents], total * 100
    if participants == 0:
        if total:
            raise PercentError("участников нет, а доли не равны нулю")
        return (0,) * len(percents)
    if abs(total - 100) > _SUM_TOLERANCE + _NOISE:
        raise PercentError(f"доли в сумме дают {_percent(total)}, а должны 100\N{NO-BREAK SPACE}%")
    allowed = _ROUNDING * participants + _NOISE
    counts = []
    for share in percents:
        exact = share * participants
        count = int(exact / 100 + 0.5)
        if not -allowed <= 100 * count - exact <= allowed:
            raise PercentError(_not_a_share(share, participants))
        counts.append(count)
    return tuple(counts) if sum(counts) == participants else _completed(counts, participants)


def count_of(percent: float, participants: int) -> int:
    """The same for one percent. Raises PercentError."""
    exact = percent * participants
    count = int(exact / 100 + 0.5)
    if abs(100 * count - exact) > _ROUNDING * participants + _NOISE or percent > 100:
        raise PercentError(_not_a_share(percent, participants))
    return count


def is_percent_of(percent: float, count: int, participants: int) -> bool:
    """Whether so many of the participants are this percent, as rounded by the export."""
    return abs(100 * count - percent * participants) <= _ROUNDING * participants + _NOISE


def _completed(counts: list[int], participants: int) -> tuple[int, ...]:
    """Thousands of participants cannot be restored from two decimals to the last one: the rest goes to the largest count."""
    largest = counts.index(max(counts))
    counts[largest] += participants - sum(counts)
    return tuple(counts)


def _not_a_share(percent: float, participants: int) -> str:
    nearest = int(percent * participants / 100 + 0.5)
    share = _percent(100 * nearest / participants)
    return (
        f"доля не соответствует числу участников: {_percent(percent)} от {participants} — не целое число людей"
        f" (ближайшее {nearest} — это {share})"
    )


def _percent(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",") + "\N{NO-BREAK SPACE}%"
