"""The choices a methodology may make, and what it says of each procedure it lists."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from schools.identification.inputs import Procedure


class Engine(StrEnum):
    """The rule that finds schools with low results; README.md beside this file states each."""

    FED30 = "FED30"
    SEED3 = "SEED3"
    ZIDX = "ZIDX"
    WORST_Q = "WORST_Q"
    MULTI_ABS = "MULTI_ABS"
    EXTERNAL = "EXTERNAL"

    @property
    def is_relative(self) -> bool:
        """Schools are compared with each other, so that some school is always the last."""
        return self in (Engine.ZIDX, Engine.WORST_Q)


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


class Use(StrEnum):
    """Required: its absence is a gap; optional: counts where it was held; evidence: shown, never counted."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    EVIDENCE = "evidence"


class Listed(NamedTuple):
    """A procedure as a methodology lists it. No grade: every grade the data have, each a procedure of its own."""

    procedure: Procedure
    use: Use = Use.REQUIRED
    weight: Fraction = Fraction(1)


EGE_MATH_LEVELS = {
    EgeMath.POOLED: ("",),
    EgeMath.SEPARATE: ("база", "профиль"),
    EgeMath.PROFILE_ONLY: ("профиль",),
    EgeMath.BASE_ONLY: ("база",),
}


def is_ege_math(procedure: Procedure) -> bool:
    """ЕГЭ mathematics listed without a level: the methodology says what becomes of its levels."""
    return procedure[:2] == ("ЕГЭ", "математика") and not procedure.level
