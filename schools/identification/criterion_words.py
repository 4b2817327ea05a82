"""A sentence for each criterion: what was asked, what was found, in which procedures and years."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.russian import counted, plural
from schools.identification.inputs import Procedure
from schools.identification.other_criterion_words import OTHERS
from schools.identification.parameters import CrossYear
from schools.identification.phrases import figures, share_words, state_words, threshold_words
from schools.identification.verdicts import Criterion, Evidence, Outcome, VerdictResult

_SHARE = "доля не преодолевших минимум"


def criterion_sentence(criterion: Criterion, verdict: VerdictResult) -> str:
    """«Признак 1 выполнен: …»."""
    if criterion.code in OTHERS:
        return OTHERS[criterion.code](criterion, verdict)
    if criterion.code == "C1":
        return _C1[criterion.outcome](criterion, verdict)
    any_procedure = verdict.methodology.cross_year == CrossYear.ANY_PROCEDURE
    return (_C2_ANY if any_procedure else _C2_SAME)[criterion.outcome](criterion, verdict)


def _of(verdict: VerdictResult, year: int, procedures: Iterable[Procedure]) -> list[Evidence]:
    return [one for one in verdict.evidence if one.year == year and one.procedure in procedures]


def _lows(verdict: VerdictResult, year: int) -> list[Evidence]:
    return [one for one in verdict.evidence if one.year == year and one.low]


def _judged(verdict: VerdictResult, procedures: Iterable[Procedure]) -> list[Evidence]:
    return [one for one in verdict.judged if one.procedure in procedures]


def _when(verdict: VerdictResult) -> str:
    """The years C1 looks at: the last one, or all of the window put together."""
    if not verdict.pooled:
        return f"в {verdict.year} году"
    return f"за {verdict.pooled[0].since}–{verdict.year} годы вместе"


def _years(verdict: VerdictResult) -> str:
    return f"и в {verdict.year - 1}, и в {verdict.year} году"


def _in_procedures(number: int) -> str:
    return f"в {counted(number, 'процедуре', 'процедурах', 'процедурах')}"


def _c1_met(criterion: Criterion, verdict: VerdictResult) -> str:
    methodology, count = verdict.methodology, len(criterion.met_by)
    found = figures(_judged(verdict, criterion.met_by), methodology)
    return (
        f"Признак 1 выполнен: {_when(verdict)} {_SHARE} достигла {threshold_words(methodology)} "
        f"{_in_procedures(count)} (достаточно {methodology.k_same_year}): {found}."
    )


def _c1_not_met(criterion: Criterion, verdict: VerdictResult) -> str:
    methodology, count = verdict.methodology, len(criterion.met_by)
    start = f"Признак 1 не выполнен: {_when(verdict)} {_SHARE}"
    if not count:
        return f"{start} не достигла {threshold_words(methodology)} ни в одной процедуре."
    found = figures(_judged(verdict, criterion.met_by), methodology)
    return (
        f"{start} достигла {threshold_words(methodology)} только {_in_procedures(count)}, "
        f"а нужно в {methodology.k_same_year}: {found}."
    )


def _c1_not_evaluable(_criterion: Criterion, verdict: VerdictResult) -> str:
    when = _when(verdict) if verdict.pooled else f"за {verdict.year} год"
    return f"Признак 1 проверить нельзя: {when} нет результатов, по которым можно судить."


def _c2_same_met(criterion: Criterion, verdict: VerdictResult) -> str:
    pairs = zip(
        _of(verdict, verdict.year - 1, criterion.met_by), _of(verdict, verdict.year, criterion.met_by), strict=True
    )
    methodology = verdict.methodology
    found = "; ".join(
        f"{now.procedure} — {share_words(before, methodology)} и {share_words(now, methodology)}"
        for before, now in pairs
    )
    return (
        f"Признак 2 выполнен: по одной и той же процедуре {_SHARE} достигла {threshold_words(methodology)} "
        f"{_years(verdict)}: {found}."
    )


def _c2_same_not_met(_criterion: Criterion, verdict: VerdictResult) -> str:
    return (
        f"Признак 2 не выполнен: нет процедуры, в которой {_SHARE} достигла {threshold_words(verdict.methodology)} "
        f"{_years(verdict)}."
    )


def _c2_same_not_evaluable(criterion: Criterion, verdict: VerdictResult) -> str:
    last, before, methodology = verdict.year, verdict.year - 1, verdict.methodology
    if not criterion.unknown:
        return f"Признак 2 проверить нельзя: ни за {before}, ни за {last} год нет результатов, по которым можно судить."
    pairs = zip(_of(verdict, before, criterion.unknown), _of(verdict, last, criterion.unknown), strict=True)
    found = "; ".join(
        f"{now.procedure} — {before} год: {state_words(earlier, methodology)}, {last} год: {state_words(now, methodology)}"
        for earlier, now in pairs
    )
    each = plural(len(criterion.unknown), "процедуры", "процедур", "процедур")
    return f"Признак 2 проверить нельзя: для {each} с низким результатом нет второго года, пригодного для сравнения: {found}."


def _c2_any_met(_criterion: Criterion, verdict: VerdictResult) -> str:
    methodology = verdict.methodology
    found = "; ".join(
        f"{year} год: {figures(_lows(verdict, year), methodology)}" for year in (verdict.year - 1, verdict.year)
    )
    return (
        f"Признак 2 выполнен: {_SHARE} достигла {threshold_words(methodology)} хотя бы в одной процедуре "
        f"{_years(verdict)}: {found}."
    )


def _c2_any_not_met(_criterion: Criterion, verdict: VerdictResult) -> str:
    return (
        f"Признак 2 не выполнен: нужно, чтобы {_SHARE} достигла {threshold_words(verdict.methodology)} хотя бы в одной "
        f"процедуре {_years(verdict)}."
    )


def _c2_any_not_evaluable(criterion: Criterion, verdict: VerdictResult) -> str:
    blind = [
        year
        for year in (verdict.year - 1, verdict.year)
        if not any(one.assessed for one in _of(verdict, year, criterion.unknown))
    ]
    years = " и ".join(str(year) for year in blind)
    word = plural(len(blind), "год", "годы", "годы")
    return f"Признак 2 проверить нельзя: за {years} {word} нет результатов, по которым можно судить."


_C1 = {Outcome.MET: _c1_met, Outcome.NOT_MET: _c1_not_met, Outcome.NOT_EVALUABLE: _c1_not_evaluable}
_C2_SAME = {Outcome.MET: _c2_same_met, Outcome.NOT_MET: _c2_same_not_met, Outcome.NOT_EVALUABLE: _c2_same_not_evaluable}
_C2_ANY = {Outcome.MET: _c2_any_met, Outcome.NOT_MET: _c2_any_not_met, Outcome.NOT_EVALUABLE: _c2_any_not_evaluable}
