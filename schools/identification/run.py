"""A run: a methodology over all schools. Flags of everyone at once; the explanation of one school when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from schools.identification.bulk import FINDINGS, findings
from schools.identification.cells import Slot, slots_of
from schools.identification.columns import Columns, Listing
from schools.identification.context import context_answers
from schools.identification.flags import Flags, Standing, flags_of
from schools.identification.inputs import SchoolId, SchoolInput
from schools.identification.judging import verdict_of
from schools.identification.methodology import Methodology
from schools.identification.packing import inputs_hash
from schools.identification.population import Population, excluded_schools, last_shares, population_of
from schools.identification.reference import MEDIAN, NO_REFERENCE, Reference
from schools.identification.verdicts import VerdictResult

ENGINE_VERSION = "2.1"  # raised whenever the same inputs may get another verdict or explanation


@dataclass(frozen=True)
class Run:
    """Immutable; everything below is worked out once and kept. `year` is the last exam year (T)."""

    methodology: Methodology
    columns: Columns
    year: int
    reference: Reference = field(default=NO_REFERENCE)

    @cached_property
    def flags(self) -> Mapping[SchoolId, Flags]:
        """The short answer on every school."""
        codes = findings(self.methodology, self.columns, self.year, self._slots, self._population)
        plain = [flags_of(found, _PLAIN, self.methodology.exit_runs) for found in FINDINGS]
        flags = list(map(plain.__getitem__, codes))
        for at, standing in self._standings.items():
            flags[at] = flags_of(FINDINGS[codes[at]], standing, self.methodology.exit_runs)
        return dict(zip(self.columns.schools, flags, strict=True))

    def verdict(self, id_: SchoolId) -> VerdictResult:
        """The whole answer on one school. Raises KeyError."""
        school = self.columns.school(id_)
        return verdict_of(self.methodology, school, self.year, self._population, self.reference)

    def verdicts(self) -> Iterator[VerdictResult]:
        return (self.verdict(id_) for id_ in self.columns.schools)

    def under(self, **params: Any) -> Run:
        """The same schools under other parameters: «what if». Raises MethodologyError."""
        return replace(self, methodology=self.methodology.changed(**params))

    @cached_property
    def inputs_hash(self) -> str:
        return inputs_hash(self.methodology, self.columns, self.year, self.reference)

    @cached_property
    def _slots(self) -> list[Slot]:
        return slots_of(self.methodology, self.columns, self.year)

    @cached_property
    def _population(self) -> Population:
        return population_of(self.methodology, self.columns, self.year, self.reference, self._slots)

    @cached_property
    def _standings(self) -> dict[int, Standing]:
        """Of the schools that bring anything from elsewhere."""
        columns, outside = self.columns, excluded_schools(self.methodology, self.columns)
        adverse = self._adverse
        good = self._good_results({at for at, answer in adverse.items() if answer})
        somehow = outside | set(columns.listings) | set(columns.markers) | set(adverse)
        return {
            at: Standing(
                at in outside,
                *columns.listings.get(at, Listing()),
                any(marker.in_year(self.year) for marker in columns.markers.get(at, ())),
                adverse.get(at),
                at in good,
            )
            for at in somehow
        }

    @cached_property
    def _adverse(self) -> dict[int, bool | None]:
        found = {}
        for at, shares in self.columns.context.items():
            answers = context_answers(self.methodology, shares, self._population, self.reference)
            found[at] = answers.adverse if answers else None
        return found

    def _good_results(self, asked: set[int]) -> set[int]:
        if not asked:
            return set()
        shares, ranking = last_shares(self.methodology, self._slots, self.year), self._population.results
        return {at for at in asked if at in shares and ranking.place(shares[at]).percentile >= MEDIAN}


_PLAIN = Standing()


def evaluate(
    methodology: Methodology, schools: Iterable[SchoolInput], year: int, reference: Reference = NO_REFERENCE
) -> list[VerdictResult]:
    """One explained verdict per school, in the order given. Raises InputError if an id comes twice."""
    listed = list(schools)
    run = Run(methodology, Columns.of(listed), year, reference)
    return [run.verdict(school.id) for school in listed]
