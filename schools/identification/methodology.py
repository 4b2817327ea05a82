"""The parameters of an identification rule as a validated value. Meaning of each: README.md beside this file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from schools.identification.context_rules import ContextRules, read_context_rules
from schools.identification.inputs import Procedure
from schools.identification.parameters import (
    Attempts,
    BiasPolicy,
    CrossYear,
    EgeMath,
    Engine,
    Listed,
    MissingPolicy,
    SmallSample,
    Use,
)
from schools.identification.presets import RELEVANT, all_defaults, context_defaults, preset
from schools.identification.procedures import listed_params, read_listed
from schools.identification.reading import (
    Problems,
    choice,
    plain,
    read_ids,
    read_rational,
    read_texts,
    read_whole,
    shown,
)

_ENGINE_ALIASES = {"Z_INDEX": "ZIDX", "ZINDEX": "ZIDX"}
_ALIASES = {"main_day_first_attempt": "main_first"}  # the domain notes call the same choice by two names


class MethodologyError(ValueError):
    """The parameters cannot be used; `problems` lists all reasons in Russian."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Methodology:
    """A rule and its parameters; percents are exact fractions, so that comparisons are, too.

    What the rule does not read has its default, so that equal rules are equal values.
    """

    engine: Engine
    threshold_pct: Fraction
    risk_pct: Fraction
    k_same_year: int
    cross_year: CrossYear
    index_cut: Fraction
    quartile_years: int
    worst_pct: Fraction
    min_failed: int
    external_basis: str
    external_ids: tuple[int | str, ...]
    window_years: int
    min_n: int
    small_sample: SmallSample
    ege_math: EgeMath
    attempts: Attempts
    bias_policy: BiasPolicy
    missing_policy: MissingPolicy
    min_coverage: Fraction
    min_participation_pct: Fraction
    exit_runs: int
    exclude_school_types: tuple[str, ...]
    exclude_groups: tuple[str, ...]
    listed: tuple[Listed, ...]
    context: ContextRules | None

    @classmethod
    def from_params(cls, params: Mapping[str, Any]) -> Methodology:
        """Parameters of a methodology version (JSON) -> Methodology; what is left out is as in the engine's preset.

        Raises MethodologyError with every problem found.
        """
        if not isinstance(params, Mapping):
            raise MethodologyError(["Параметры методики — объект с именованными полями."])
        problems, defaults = Problems(), all_defaults()
        for name in sorted(set(params) - set(defaults), key=str):
            problems.add(str(name), "такого параметра нет")
        engine = choice(Engine, canonical_engine(params.get("engine", "FED30")), "engine", problems)
        own = preset(engine)
        own.update({name: value for name, value in params.items() if name in own})
        methodology = _build({**defaults, **own, "engine": engine}, problems)
        _check_together(methodology, problems)
        if problems.found:
            raise MethodologyError(problems.found)
        return methodology

    def changed(self, **params: Any) -> Methodology:
        """A copy with other parameters, for «what if»: nothing is kept of it. Raises MethodologyError."""
        return Methodology.from_params({**self.as_params(), **params})

    def as_params(self) -> dict[str, Any]:
        """Back to plain JSON values, only those the rule reads; equal methodologies give equal parameters."""
        values: dict[str, Any] = {
            **{name: plain(getattr(self, name)) for name in self.__dataclass_fields__},
            "procedures": [listed_params(one) for one in self.listed],
            "external": {"basis": self.external_basis, "listed": list(self.external_ids)},
            "context": self.context and self.context.as_params(),
        }
        return {name: values[name] for name in RELEVANT[self.engine]}

    @property
    def procedures(self) -> tuple[Procedure, ...]:
        return tuple(one.procedure for one in self.listed)

    @property
    def counted(self) -> tuple[Listed, ...]:
        """All but those kept as evidence only."""
        return tuple(one for one in self.listed if one.use != Use.EVIDENCE)

    def years(self, last: int) -> range:
        """The years of the window, the last one first."""
        return range(last, last - self.window_years, -1)

    def excludes(self, school_type: str) -> bool:
        """Whether a type is one of those left out: «Вечерняя (сменная) школа» is «вечерняя»."""
        words, left_out = _folded_words(school_type), filter(None, map(_folded_words, self.exclude_school_types))
        return any(f" {one} " in f" {words} " for one in left_out)

    def is_low(self, failed: int, participants: int) -> bool:
        """Whether the share reaches the threshold: integers only, no rounded percent is ever compared."""
        threshold = self.threshold_pct
        return 100 * failed * threshold.denominator >= threshold.numerator * participants

    def is_risky(self, failed: int, participants: int) -> bool:
        """Whether the share lies in [risk_pct; threshold_pct)."""
        risk = self.risk_pct
        reaches = 100 * failed * risk.denominator >= risk.numerator * participants
        return reaches and not self.is_low(failed, participants)

    def least_low(self, participants: int) -> int:
        """The least number of failed that makes a procedure with so many participants low."""
        return _least(self.threshold_pct, participants)

    def least_risky(self, participants: int) -> int:
        """The least number of failed that reaches the risk zone, or goes beyond it."""
        return _least(self.risk_pct, participants)


def _folded_words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower().replace("ё", "е")))


def _least(border_pct: Fraction, participants: int) -> int:
    return -(-border_pct.numerator * participants // (100 * border_pct.denominator))


def unused_params(params: Mapping[str, Any]) -> list[str]:
    """Parameters of other rules: known, but not read by this one."""
    own = RELEVANT.get(canonical_engine(params.get("engine", "FED30")), ())
    return sorted(name for name in params if name in all_defaults() and name not in own)


def canonical_engine(value: Any) -> Any:
    """«z_index» -> «ZIDX»; what is no text is left for the reader to refuse."""
    folded = value.strip().upper() if isinstance(value, str) else value
    return _ENGINE_ALIASES.get(folded, folded) if isinstance(folded, str) else folded


_WHOLE = {  # name: least, most
    "k_same_year": (1, 100),
    "quartile_years": (1, 10),
    "min_failed": (1, 1000),
    "window_years": (1, 10),
    "min_n": (1, 1000),
    "exit_runs": (1, 10),
}
_RATIONAL = {
    "threshold_pct": (0, 100),
    "risk_pct": (0, 100),
    "index_cut": (-3, 3),
    "worst_pct": (0, 100),
    "min_coverage": (0, 1),
    "min_participation_pct": (0, 100),
}
_CHOICES: dict[str, type[StrEnum]] = {
    "cross_year": CrossYear,
    "small_sample": SmallSample,
    "ege_math": EgeMath,
    "attempts": Attempts,
    "bias_policy": BiasPolicy,
    "missing_policy": MissingPolicy,
}
_TEXTS = ("exclude_school_types", "exclude_groups")


def _build(params: Mapping[str, Any], problems: Problems) -> Methodology:
    values: dict[str, Any] = {"engine": params["engine"]}
    for name, (least, most) in _RATIONAL.items():
        values[name] = read_rational(params[name], name, most, problems, least)
    for name, (least, most) in _WHOLE.items():
        values[name] = read_whole(params[name], name, least, most, problems)
    for name, choices in _CHOICES.items():
        value = _ALIASES.get(params[name], params[name]) if isinstance(params[name], str) else params[name]
        values[name] = choice(choices, value, name, problems)
    for name in _TEXTS:
        values[name] = read_texts(params[name], name, problems)
    values["external_basis"], values["external_ids"] = _external(params["external"], problems)
    values["listed"] = read_listed(params["procedures"], problems)
    values["context"] = read_context_rules(params["context"], context_defaults(), problems)
    return Methodology(**values)


def _external(value: Any, problems: Problems) -> tuple[str, tuple[int | str, ...]]:
    """The basis of a list that came from outside, and the schools it names."""
    if not isinstance(value, Mapping):
        problems.add("external", f"нужен объект с полями basis и listed, а не {shown(value)}")
        return "", ()
    for name in sorted(set(value) - {"basis", "listed"}, key=str):
        problems.add(f"external.{name}", "такого поля нет")
    basis = value.get("basis", "")
    if not isinstance(basis, str):
        problems.add("external.basis", f"нужна строка, а не {shown(basis)}")
        basis = ""
    return basis.strip(), read_ids(value.get("listed", []), "external.listed", problems)


def _check_together(methodology: Methodology, problems: Problems) -> None:
    if methodology.threshold_pct <= 0:
        problems.add("threshold_pct", "порог должен быть больше нуля")
    if methodology.risk_pct > methodology.threshold_pct:
        problems.add("risk_pct", "граница зоны риска не может быть выше порога")
    two_years = methodology.engine == Engine.FED30 and methodology.cross_year != CrossYear.NONE
    if two_years and methodology.window_years < 2:
        problems.add("window_years", "чтобы сравнивать два года, окно должно быть не меньше двух лет")
    if methodology.engine == Engine.ZIDX and methodology.quartile_years > methodology.window_years:
        problems.add("quartile_years", "лет не может быть больше, чем в окне")
    if methodology.engine != Engine.EXTERNAL and methodology.listed and not methodology.counted:
        problems.add("procedures", "ни одна процедура не учитывается: у всех use — evidence")
