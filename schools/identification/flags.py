"""The short answer on a school, the same from the bulk path and from the explained one."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from schools.identification.inputs import PreviousStatus


class Status(StrEnum):
    """One word for lists and filters; the flags of a verdict say more."""

    LOW_RESULTS = "low_results"
    AT_RISK = "at_risk"
    NOT_LOW = "not_low"
    EXPERT_REVIEW = "expert_review"
    INSUFFICIENT = "insufficient"
    EXCLUDED = "excluded"


class Quadrant(StrEnum):
    """Results × social context. UNKNOWN is the fifth state: one of the two cannot be told."""

    LOW_AND_ADVERSE = "low_and_adverse"
    LOW = "low"
    RESILIENT = "resilient"
    ADVERSE = "adverse"
    ORDINARY = "ordinary"
    UNKNOWN = "unknown"


class ListStatus(StrEnum):
    """Where the rule would have the school stand after this run; people decide (domain notes, 8.4)."""

    NONE = ""
    CANDIDATE = "candidate"
    IN_SUPPORT = "in_support"
    EXIT_MONITORING = "exit_monitoring"
    EXITED = "exited"


class Flags(NamedTuple):
    """`low_results` and `adverse_context` are None when neither «yes» nor «no» can be said."""

    status: Status
    low_results: bool | None
    at_risk: bool
    insufficient_data: bool
    small_sample: bool
    expert_review: bool
    excluded: bool
    adverse_context: bool | None
    quadrant: Quadrant
    list_status: ListStatus
    clean_runs: int

    @property
    def resilient(self) -> bool:
        return self.quadrant == Quadrant.RESILIENT


class Findings(NamedTuple):
    """What a rule found on one school. `judged`: it could be judged by the rule at all."""

    met: bool
    judged: bool
    experts: bool
    at_risk: bool
    small: bool


class Standing(NamedTuple):
    """What the school brings from elsewhere: its place in the list, markers, context, and a result at the median or above."""

    excluded: bool = False
    previous: PreviousStatus = PreviousStatus.NONE
    clean_runs: int = 0
    marked: bool = False
    adverse: bool | None = None
    good_result: bool = False


def flags_of(found: Findings, school: Standing, exit_runs: int) -> Flags:
    """Findings of the rule and the school's standing -> flags. Without a usable number there is neither «yes» nor «no»."""
    open_question = school.excluded or (not found.met and (found.experts or not found.judged))
    low = None if open_question else found.met
    experts = found.experts and not found.met and not school.excluded
    at_risk = found.at_risk and low is not True and not school.excluded
    list_status, clean_runs = next_listing(low, school, exit_runs)
    insufficient = low is None and not experts and not school.excluded
    return Flags(
        _status(low, school.excluded, experts, insufficient, at_risk),
        low,
        at_risk,
        insufficient,
        found.small or experts,
        experts,
        school.excluded,
        school.adverse,
        _quadrant(low, school),
        list_status,
        clean_runs,
    )


def _status(low: bool | None, excluded: bool, experts: bool, insufficient: bool, at_risk: bool) -> Status:
    if excluded:
        return Status.EXCLUDED
    if low:
        return Status.LOW_RESULTS
    if experts:
        return Status.EXPERT_REVIEW
    if insufficient:
        return Status.INSUFFICIENT
    return Status.AT_RISK if at_risk else Status.NOT_LOW


def _quadrant(low: bool | None, school: Standing) -> Quadrant:
    """A marked school is never held up as an example (domain notes, 8.6)."""
    if low is None or school.adverse is None:
        return Quadrant.UNKNOWN
    if low:
        return Quadrant.LOW_AND_ADVERSE if school.adverse else Quadrant.LOW
    if not school.adverse:
        return Quadrant.ORDINARY
    return Quadrant.RESILIENT if school.good_result and not school.marked else Quadrant.ADVERSE


def next_listing(low: bool | None, school: Standing, exit_runs: int) -> tuple[ListStatus, int]:
    """Exit takes `exit_runs` runs in a row that are not low and without markers; missing data take nobody off the list.

    Returns the standing after this run and how many clean runs it has behind it.
    """
    previous = school.previous
    if not previous.is_listed:
        return _newcomer(low, previous), 0
    before = max(school.clean_runs, int(previous == PreviousStatus.EXIT_MONITORING))
    if low is None:
        return (ListStatus.EXIT_MONITORING if before else ListStatus.IN_SUPPORT), before
    if low or school.marked:
        return ListStatus.IN_SUPPORT, 0
    after = before + 1
    return (ListStatus.EXITED if after >= exit_runs else ListStatus.EXIT_MONITORING), after


def _newcomer(low: bool | None, previous: PreviousStatus) -> ListStatus:
    if low:
        return ListStatus.CANDIDATE
    if previous == PreviousStatus.EXITED:
        return ListStatus.EXITED
    waiting = previous in (PreviousStatus.CANDIDATE, PreviousStatus.PROPOSED)
    return ListStatus.CANDIDATE if low is None and waiting else ListStatus.NONE
