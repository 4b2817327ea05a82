"""The social context of one school: the index against its cut, the absolute criteria, and the two put together.

    ISB := 50 + 10 · Σ w·z / Σ w over the shares at hand, if they cover min_coverage of the weights
    K1 := ISB <= cut, or within the lowest quarter of schools where the cut is «quartile»
    K2 := at least `needed` of the absolute criteria are met
    adverse := K1 or K2; unknown where neither is met and one cannot be told

The weights and borders are a municipality's own; there are no official ones (domain notes, 2.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from schools.identification.context_rules import ContextRules
from schools.identification.methodology import Methodology
from schools.identification.population import Population, context_index
from schools.identification.reference import NO_REFERENCE, QUARTER, Reference
from schools.identification.verdicts import ContextVerdict, Criterion, Index, Number, Outcome, Part
from schools.identification.weighting import Scales

CUT_OF_A_REGION = Fraction(43)  # where the norms are a region's, its lowest quarter is not at hand (domain notes, 2.1)


class Answers(NamedTuple):
    """K1 and K2; None: cannot be told; a criterion the methodology does not have is False and not `asked`."""

    low_index: bool | None
    absolute: bool | None

    @property
    def adverse(self) -> bool | None:
        if self.low_index or self.absolute:
            return True
        return None if None in self else False


def context_answers(
    methodology: Methodology, shares: Mapping[str, Fraction], population: Population, reference: Reference
) -> Answers | None:
    """The two answers, or None where the methodology has no social context."""
    rules = methodology.context
    if rules is None:
        return None
    value = context_index(methodology, shares, population.context_norms)
    return Answers(
        _below_cut(rules, value, population, reference) if rules.variables else False,
        _absolute(rules, shares) if rules.absolute else False,
    )


def _below_cut(rules: ContextRules, value: float | None, population: Population, reference: Reference) -> bool | None:
    if value is None:
        return None
    cut = cut_of(rules, reference)
    return population.context.place(value).percentile <= QUARTER if cut is None else value <= cut


def cut_of(rules: ContextRules, reference: Reference) -> Fraction | None:
    """The value of the index to be compared with; None: the lowest quarter of the schools at hand."""
    return CUT_OF_A_REGION if rules.cut is None and reference.context else rules.cut


def _absolute(rules: ContextRules, shares: Mapping[str, Fraction]) -> bool | None:
    met = sum(one.name in shares and one.is_met(shares[one.name]) for one in rules.absolute)
    unknown = sum(one.name not in shares for one in rules.absolute)
    if met >= rules.needed:
        return True
    return None if met + unknown >= rules.needed else False


def judge_context(
    methodology: Methodology,
    shares: Mapping[str, Fraction],
    year: int,
    population: Population,
    reference: Reference = NO_REFERENCE,
) -> ContextVerdict | None:
    """The same answers with the figures they rest on."""
    answers = context_answers(methodology, shares, population, reference)
    rules = methodology.context
    if answers is None or rules is None:
        return None
    index = _index(methodology, rules, shares, year, population) if rules.variables else None
    cut = cut_of(rules, reference)
    criteria = (
        *([_k1(answers.low_index, index, cut)] if index else []),
        *([_k2(answers.absolute, rules, shares)] if rules.absolute else []),
    )
    known = {name: shares[name] for name in rules.names if name in shares}
    return ContextVerdict(answers.adverse, criteria, index, cut, known, rules.absolute)


def _index(
    methodology: Methodology, rules: ContextRules, shares: Mapping[str, Fraction], year: int, population: Population
) -> Index:
    value = context_index(methodology, shares, population.context_norms)
    present = {place: 0.0 for place, one in enumerate(rules.variables) if one.name in shares}
    parts = []
    for one in rules.variables:
        norm, share = population.context_norms[one.name], shares.get(one.name)
        z = None if share is None else one.sign * norm.z(float(share))
        parts.append(Part(one.name, share, norm, z, one.weight))
    place = None if value is None else population.context.place(value)
    return Index(year, value, Scales.of_context(methodology).coverage(present), tuple(parts), place)


def _k1(answer: bool | None, index: Index, cut: Fraction | None) -> Criterion:
    percentile = index.place and index.place.percentile
    numbers = {"index": index.value, "cut": cut, "percentile": percentile, "coverage": index.coverage}
    return Criterion("K1", Outcome.of(answer), years=(index.year,), numbers=numbers)


def _k2(answer: bool | None, rules: ContextRules, shares: Mapping[str, Fraction]) -> Criterion:
    met = [one.name for one in rules.absolute if one.name in shares and one.is_met(shares[one.name])]
    unknown = [one.name for one in rules.absolute if one.name not in shares]
    numbers: dict[str, Number] = {
        "met": len(met),
        "needed": rules.needed,
        "of": len(rules.absolute),
        "unknown": len(unknown),
        "met_names": ", ".join(met),
        "unknown_names": ", ".join(unknown),
    }
    return Criterion("K2", Outcome.of(answer), numbers=numbers)
