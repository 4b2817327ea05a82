"""«Что если порог 25 %»: a run under other parameters, compared with itself. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from schools.identification import Comparison, Methodology, MethodologyError, Run, Totals, compare, totals
from schools.identification.presets import RELEVANT


@dataclass(frozen=True)
class Slider:
    """A parameter one may try out: a whole number between its ends."""

    name: str
    label: str
    least: int
    most: int
    value: int
    original: int
    unit: str = ""

    @property
    def is_moved(self) -> bool:
        return self.value != self.original


@dataclass(frozen=True)
class Trial:
    """`comparison` is None where nothing was moved; `problem` says why the parameters do not fit together."""

    sliders: list[Slider]
    comparison: Comparison | None
    before: Totals
    after: Totals | None
    problem: str = ""


_SLIDERS = (
    ("threshold_pct", "Порог низкого результата", 5, 60, "%"),
    ("risk_pct", "Граница зоны риска", 0, 60, "%"),
    ("k_same_year", "Процедур с низким результатом за год", 1, 6, ""),
    ("worst_pct", "Доля школ с самыми низкими результатами", 5, 50, "%"),
    ("min_failed", "Не преодолевших минимум, не меньше", 1, 10, ""),
    ("quartile_years", "Лет в нижней четверти", 1, 3, ""),
    ("window_years", "Сколько лет смотреть", 1, 3, ""),
    ("min_n", "Наименьшее число участников", 1, 50, ""),
)


def try_out(run: Run, asked: Mapping[str, str]) -> Trial:
    """`asked`: values as they stand in the address; what is no number is as in the methodology."""
    sliders = [_slider(run.methodology, asked, *one) for one in _SLIDERS if one[0] in RELEVANT[run.methodology.engine]]
    moved = {one.name: one.value for one in sliders if one.is_moved}
    before = totals(run.flags.values())
    if not moved:
        return Trial(sliders, None, before, None)
    try:
        changed = run.under(**moved)
    except MethodologyError as error:
        return Trial(sliders, None, before, None, _plain(error))
    return Trial(sliders, compare(run, changed), before, totals(changed.flags.values()))


def _plain(error: MethodologyError) -> str:
    """Without the names of the parameters: the sliders have names of their own."""
    found = [problem.partition(": ")[2] or problem for problem in error.problems]
    return " ".join(f"{one[:1].upper()}{one[1:]}." for one in found)


def _slider(
    rules: Methodology, asked: Mapping[str, str], name: str, label: str, least: int, most: int, unit: str
) -> Slider:
    original = int(Fraction(getattr(rules, name)))
    text = asked.get(name, "")
    value = min(max(int(text), least), most) if text.isascii() and text.isdigit() and len(text) < 4 else original
    return Slider(name, label, least, most, value, original, unit)
