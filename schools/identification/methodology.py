"""The parameters of an identification rule as a validated value. Meaning of each: README.md beside this file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from schools.identification.inputs import Procedure
from schools.identification.presets import preset
from schools.identification.reading import Problems, read_choice, read_procedures, read_rational, read_texts, read_whole


class CrossYear(StrEnum):
    """What must be low in both years for criterion C2."""

    SAME_PROCEDURE = "same_procedure"
    ANY_PROCEDURE = "any_procedure"
    NONE = "none"


class EgeMath(StrEnum):
    """How the two levels of ЕГЭ mathematics are judged."""

    POOLED = "pooled"
    SEPARATE = "separate"
    PROFILE_ONLY = "profile_only"
    BASE_ONLY = "base_only"


class Attempts(StrEnum):
    MAIN_FIRST = "main_first"
    WITH_RESITS = "with_resits"


class BiasPolicy(StrEnum):
    """What a marker does: nothing but a note; drops the marked ВПР alone; drops every ВПР of the marked year."""

    INCLUDE = "include"
    ADJUST = "adjust"
    EXCLUDE = "exclude"


class SmallSample(StrEnum):
    EXPERT_REVIEW = "expert_review"


class MissingPolicy(StrEnum):
    NOT_EVALUABLE = "not_evaluable"


class MethodologyError(ValueError):
    """The parameters cannot be used; `problems` lists all reasons in Russian."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


ENGINES = ("FED30",)


@dataclass(frozen=True, slots=True)
class Methodology:
    """FED30 and its parameters; percents are exact fractions, so that comparisons are, too."""

    engine: str
    threshold_pct: Fraction
    risk_pct: Fraction
    k_same_year: int
    cross_year: CrossYear
    window_years: int
    min_n: int
    small_sample: SmallSample
    ege_math: EgeMath
    attempts: Attempts
    bias_policy: BiasPolicy
    missing_policy: MissingPolicy
    min_coverage: Fraction
    min_participation_pct: Fraction
    exclude_school_types: tuple[str, ...]
    exclude_groups: tuple[str, ...]
    procedures: tuple[Procedure, ...]
    context_json: str = "{}"

    @classmethod
    def from_params(cls, params: Mapping[str, Any]) -> Methodology:
        """Parameters of a methodology version (JSON) -> Methodology; what is left out is as in the preset FED30.

        Raises MethodologyError with every problem found.
        """
        if not isinstance(params, Mapping):
            raise MethodologyError(["Параметры методики — объект с именованными полями."])
        base = preset("FED30")
        problems = Problems()
        for name in sorted(set(params) - set(base) - {"context"}, key=str):
            problems.add(str(name), "такого параметра нет")
        methodology = _build({**base, **params}, problems)
        _check_together(methodology, problems)
        if problems.found:
            raise MethodologyError(problems.found)
        return methodology

    def as_params(self) -> dict[str, Any]:
        """Back to plain JSON values; equal methodologies give equal parameters."""
        params: dict[str, Any] = {name: _plain(getattr(self, name)) for name in preset("FED30")}
        params["procedures"] = [_procedure_params(procedure) for procedure in self.procedures]
        if self.context_json != "{}":
            params["context"] = json.loads(self.context_json)
        return params

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
        exact = self.threshold_pct * participants / 100
        return -(-exact.numerator // exact.denominator)


def _build(params: Mapping[str, Any], problems: Problems) -> Methodology:
    def whole(name: str, least: int, most: int) -> int:
        return read_whole(params[name], name, least, most, problems)

    def rational(name: str, most: int) -> Fraction:
        return read_rational(params[name], name, most, problems)

    return Methodology(
        engine=read_choice(params["engine"], "engine", ENGINES, problems),
        threshold_pct=rational("threshold_pct", 100),
        risk_pct=rational("risk_pct", 100),
        k_same_year=whole("k_same_year", 1, 100),
        cross_year=CrossYear(read_choice(params["cross_year"], "cross_year", tuple(CrossYear), problems)),
        window_years=whole("window_years", 1, 10),
        min_n=whole("min_n", 1, 1000),
        small_sample=SmallSample(read_choice(params["small_sample"], "small_sample", tuple(SmallSample), problems)),
        ege_math=EgeMath(read_choice(params["ege_math"], "ege_math", tuple(EgeMath), problems)),
        attempts=Attempts(read_choice(_attempts_name(params["attempts"]), "attempts", tuple(Attempts), problems)),
        bias_policy=BiasPolicy(read_choice(params["bias_policy"], "bias_policy", tuple(BiasPolicy), problems)),
        missing_policy=MissingPolicy(
            read_choice(params["missing_policy"], "missing_policy", tuple(MissingPolicy), problems)
        ),
        min_coverage=rational("min_coverage", 1),
        min_participation_pct=rational("min_participation_pct", 100),
        exclude_school_types=read_texts(params["exclude_school_types"], "exclude_school_types", problems),
        exclude_groups=read_texts(params["exclude_groups"], "exclude_groups", problems),
        procedures=read_procedures(params["procedures"], problems),
        context_json=_context_json(params.get("context"), problems),
    )


def _attempts_name(value: Any) -> Any:
    """The domain notes call the same choice by two names."""
    return Attempts.MAIN_FIRST if value == "main_day_first_attempt" else value


def _check_together(methodology: Methodology, problems: Problems) -> None:
    if methodology.threshold_pct <= 0:
        problems.add("threshold_pct", "порог должен быть больше нуля")
    if methodology.risk_pct > methodology.threshold_pct:
        problems.add("risk_pct", "граница зоны риска не может быть выше порога")
    if methodology.cross_year != CrossYear.NONE and methodology.window_years < 2:
        problems.add("window_years", "чтобы сравнивать два года, окно должно быть не меньше двух лет")


def _context_json(value: Any, problems: Problems) -> str:
    """The block of the context index is kept and hashed, FED30 itself does not read it."""
    if value is None:
        return "{}"
    if not isinstance(value, Mapping):
        problems.add("context", "нужен объект")
        return "{}"
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    return list(value) if isinstance(value, tuple) else str(value) if isinstance(value, StrEnum) else value


def _procedure_params(procedure: Procedure) -> dict[str, Any]:
    return {name: value for name, value in procedure._asdict().items() if value not in (None, "")}
