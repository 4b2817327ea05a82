"""How a procedure of a methodology unfolds over the grades and levels the data have. Both paths of the engine unfold alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schools.identification.inputs import Marker, Procedure
from schools.identification.methodology import Methodology
from schools.identification.names import EXAM_GRADES
from schools.identification.parameters import EGE_MATH_LEVELS, BiasPolicy, EgeMath, is_ege_math

Work = tuple[str, str, int | None]  # kind, subject, grade


def works_of(procedure: Procedure, present: Iterable[Work]) -> list[Work]:
    """The works a listed procedure stands for: itself, or one for each grade held where no grade is listed."""
    if procedure.grade is not None or procedure.kind in EXAM_GRADES:
        return [procedure[:3]]
    return sorted((work for work in present if work[:2] == procedure[:2]), key=lambda work: work[2] or 0)


def levels_of(methodology: Methodology, procedure: Procedure, present: Iterable[str]) -> Sequence[str]:
    """Levels are procedures of their own (not comparable), but for ЕГЭ mathematics the methodology decides."""
    if is_ege_math(procedure):
        return EGE_MATH_LEVELS[methodology.ege_math]
    return [procedure.level] if procedure.level else sorted(set(present)) or [""]


def takes_level(methodology: Methodology, procedure: Procedure, level: str, found: str) -> bool:
    """Whether rows of the level `found` belong to the unfolded procedure of `level`."""
    return found == level or (is_ege_math(procedure) and methodology.ege_math == EgeMath.POOLED)


def drops_marked(methodology: Methodology, markers: Iterable[Marker], procedure: Procedure, year: int) -> bool:
    """Whether the objectivity policy leaves this ВПР out."""
    if procedure.kind != "ВПР" or methodology.bias_policy == BiasPolicy.INCLUDE:
        return False
    if methodology.bias_policy == BiasPolicy.EXCLUDE:
        return any(marker.in_year(year) for marker in markers)
    return any(marker.covers(procedure, year) for marker in markers)
