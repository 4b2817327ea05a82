"""What would turn the verdict, in a sentence."""

from __future__ import annotations

from itertools import groupby

from accounts.russian import counted
from schools.identification.parameters import Engine
from schools.identification.phrases import cut_words
from schools.identification.verdicts import Change, Criterion, Outcome, VerdictResult


def change_sentence(verdict: VerdictResult) -> str:
    """Empty where the verdict is an open question: then there is nothing to turn."""
    if verdict.low_results is None:
        return ""
    engine = verdict.methodology.engine
    if engine == Engine.EXTERNAL:
        return "Изменить этот вывод может только другой перечень."
    if engine == Engine.ZIDX:
        return _index_sentence(verdict)
    if not verdict.changes:
        return "Изменить этот вывод могут только новые данные."
    ordered = sorted(verdict.changes, key=lambda step: -step.year)
    years = [(when, list(steps)) for when, steps in groupby(ordered, key=_when)]
    parts = [f"{when}: {_steps(steps)}" for when, steps in years]
    return f"Вывод изменился бы, если бы минимум не преодолели {'; а '.join(parts)}."


def _when(step: Change) -> str:
    if step.since is None or step.since == step.year:
        return f"в {step.year} году"
    return f"за {step.since}–{step.year} годы"


def _steps(steps: list[Change]) -> str:
    return "; ".join(_step_words(step) for step in steps)


def _step_words(step: Change) -> str:
    if step.procedure is None:
        times = counted(step.needed, "раз", "раза", "раз")
        return f"{times} вместо {step.failed} (всего участий {step.participants})"
    people = counted(step.needed, "участник", "участника", "участников")
    return f"{step.procedure} — {people} вместо {step.failed} (всего {step.participants})"


def _index_sentence(verdict: VerdictResult) -> str:
    """The borders of both criteria; every school's index moves when one changes, so pupils cannot be counted."""
    [z1, z2] = verdict.criteria
    cut, year = cut_words(verdict.methodology), verdict.year
    if verdict.low_results:
        asked = [f"индекс {year} года был больше {cut}"] if z1.outcome == Outcome.MET else []
        asked += [_out_of_quarter(z2)] if z2.outcome == Outcome.MET else []
        return f"Вывод изменился бы, если бы {' и '.join(asked)}."
    return f"Вывод изменился бы, если бы индекс {year} года опустился до {cut} или ниже."


def _out_of_quarter(z2: Criterion) -> str:
    needed = z2.numbers["needed"]
    most = int(needed) - 1 if isinstance(needed, int) else 0
    years = f"не больше чем в {counted(most, 'году', 'годах', 'годах')} окна" if most else "ни в одном году окна"
    return f"школа была в нижней четверти {years}" if most else f"школа не была в нижней четверти {years}"
