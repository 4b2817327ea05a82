"""What a rule says of one school before the flags are drawn from it."""

from __future__ import annotations

from typing import NamedTuple

from schools.identification.flags import Findings
from schools.identification.verdicts import Change, Criterion, Evidence, Index


class Judgement(NamedTuple):
    """`pooled`: sums over the years, where the rule judges by them; `indexes`: year by year, the last one first."""

    findings: Findings
    criteria: tuple[Criterion, ...]
    pooled: tuple[Evidence, ...] = ()
    indexes: tuple[Index, ...] = ()
    changes: tuple[Change, ...] = ()
