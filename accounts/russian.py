"""Numbers and counted words as a Russian reader expects them. Pure: the engines import it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

NBSP = "\u00a0"
THIN_NBSP = "\u202f"  # parts thousands
MINUS = "\u2212"
NO_DATA = "—"

Number = int | Decimal | Fraction


def plural(number: int, one: str, few: str, many: str) -> str:
    """The form of a counted word: 1 школа, 2 школы, 5 школ, 11 школ, 21 школа."""
    tens, units = abs(number) % 100, abs(number) % 10
    if units == 1 and tens != 11:
        return one
    return few if units in (2, 3, 4) and tens not in (12, 13, 14) else many


def counted(number: int, one: str, few: str, many: str) -> str:
    """The number with its word: «21 школа», «1 234 школы»."""
    return f"{decimal_comma(number)}{NBSP}{plural(number, one, few, many)}"


def round_half_up(value: Number, decimals: int = 0) -> Decimal:
    """Exact rounding, halves away from zero: 0.05 -> 0.1 and -0.05 -> -0.1; never through a float."""
    exact, scale = Fraction(value), 10**decimals
    units = (abs(exact) * scale * 2 + 1) // 2
    return Decimal(-units if exact < 0 else units).scaleb(-decimals)


def decimal_comma(value: Number, decimals: int = 0) -> str:
    """«1 234,5»: decimal comma, thin no-break spaces in thousands (from four digits on), a real minus."""
    rounded = round_half_up(value, decimals)
    text = f"{abs(rounded):,.{decimals}f}".replace(",", THIN_NBSP).replace(".", ",")
    return f"{MINUS}{text}" if rounded < 0 else text


def decimals_that_keep_side(value: Number, border: Number, decimals: int) -> int:
    """How many decimals to show so that rounding does not carry the value onto or over a border it only lies beside.

    29.96 against 30 with one decimal would print «30,0» next to the words «меньше 30»: it takes two decimals.
    """
    exact, limit = Fraction(value), Fraction(border)
    while _sign(Fraction(round_half_up(exact, decimals)) - limit) != _sign(exact - limit):
        decimals += 1
    return decimals


def _sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)


def joined(words: Sequence[str]) -> str:
    """«а», «а и б», «а, б и в»."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} и {words[-1]}"
