"""What has become of the terms of reports on «Мои сроки»: marks with their proofs, and days put off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from roadmaps.models import Completion, Occurrence, Postponement


class TermFacts:
    """Of these occurrences and schools; three queries."""

    def __init__(self, occurrences: Iterable[int], schools: Iterable[int]) -> None:
        keys, own = set(occurrences), set(schools)
        marks = Completion.objects.filter(occurrence__in=keys, school__in=own).prefetch_related("files")
        self._marks = {(mark.occurrence_id, mark.school_id): mark for mark in marks}
        moves = Postponement.objects.filter(Q(school__in=own) | Q(school__isnull=True), occurrence__in=keys)
        self._moves = {(move.occurrence_id, move.school_id): move for move in moves.order_by("pk")}  # the last of each

    def mark(self, occurrence: int, school: int) -> Completion | None:
        return self._marks.get((occurrence, school))

    def due_on(self, occurrence: Occurrence, school: int) -> date:
        """The day that counts for the school."""
        own = self._moves.get((occurrence.pk, school))
        return max(occurrence.due_on, own.new_on) if own else occurrence.due_on

    def moved(self, occurrence: Occurrence, school: int) -> tuple[date | None, str]:
        """The day that counts and why it was put off; None where it is the day the phrase names."""
        day = self.due_on(occurrence, school)
        if day == occurrence.named_on:
            return None, ""
        moves = (self._moves.get((occurrence.pk, one)) for one in (school, None))
        reasons = (move.reason for move in moves if move and move.new_on == day > move.old_on)
        return day, next(reasons, "")
