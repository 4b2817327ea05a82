"""What the pages of a school's own figures show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from accounts.russian import NO_DATA, decimal_comma
from schools.models import SocialPassport
from schools.results_files import PASSPORT, PassportField


@dataclass(frozen=True)
class Cell:
    """A figure as text; `reason`: why there is none."""

    text: str
    reason: str


@dataclass(frozen=True)
class PassportRow:
    title: str
    is_part: bool
    cells: list[Cell]


def passport_year(today: date) -> int:
    """Passports are taken on 1 October: from September on people work at this year's."""
    return today.year if today.month >= 9 else today.year - 1


def passport_table(passports: Sequence[SocialPassport]) -> list[tuple[str, list[PassportRow]]]:
    """Sections with a row per figure and a cell per passport, in the order given."""
    sections = dict.fromkeys(item.section for item in PASSPORT)
    return [(name, [_row(item, passports) for item in PASSPORT if item.section == name]) for name in sections]


def _row(item: PassportField, passports: Sequence[SocialPassport]) -> PassportRow:
    cells = [_cell(one, item) for one in passports]
    return PassportRow(item.title, item.title.startswith(("в ", "из них")), cells)


def _cell(passport: SocialPassport, item: PassportField) -> Cell:
    value = getattr(passport, item.code)
    if value is None:
        return Cell(NO_DATA, str(passport.reasons.get(item.code, "")))
    return Cell(shown_figure(value), "")


def shown_figure(value: int | Decimal) -> str:
    """«637», «54,6»: no zeros at the end."""
    decimals = next(n for n in (0, 1, 2) if round(value, n) == value)
    return decimal_comma(value, decimals)
