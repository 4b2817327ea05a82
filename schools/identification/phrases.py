"""Short pieces of Russian that the sentences about a verdict are put together from."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from accounts.russian import NBSP, counted, decimal_comma, decimals_that_keep_side
from schools.identification.inputs import MissingReason
from schools.identification.methodology import Methodology
from schools.identification.parameters import Engine
from schools.identification.verdicts import Evidence

MISSING_WORDS = {
    MissingReason.NOT_HELD: "процедура не проводилась",
    MissingReason.NOT_DRAWN: "предмет не выпал по жребию",
    MissingReason.NO_GRADE: "в школе нет такого класса",
    MissingReason.NOBODY_CHOSE: "никто не выбрал этот экзамен",
    MissingReason.NO_FILE: "файл не загружен",
    MissingReason.UNKNOWN: "причина не указана",
    MissingReason.ABSENT: "данные не внесены",
    MissingReason.NO_PARTICIPANTS: "участников не было",
    MissingReason.ONLY_RESITS: "есть только данные с пересдачами",
    MissingReason.EXCLUDED_GROUP: "участвовали только обучающиеся, которых методика не учитывает",
    MissingReason.OBJECTIVITY_MARKER: "не учитывается из-за признака необъективности",
}


def percent(value: Fraction, border: Fraction | None = None, decimals: int = 1) -> str:
    """«29,9 %»: one decimal, more where rounding would carry the value to the other side of the border."""
    if border is not None:
        decimals = decimals_that_keep_side(value, border, decimals)
    return f"{decimal_comma(value, decimals)}{NBSP}%"


def threshold_words(methodology: Methodology) -> str:
    """«30 %» or «29,5 %»."""
    return short_percent(methodology.threshold_pct)


def short_percent(value: Fraction) -> str:
    """«30 %», «29,5 %», «33,33 %»: a parameter is shown as it is, never rounded."""
    return percent(value, decimals=exact_decimals(value))


def cut_words(methodology: Methodology) -> str:
    """«−1,00»: the border of the index, with two decimals or as many as it was written with."""
    return decimal_comma(methodology.index_cut, exact_decimals(methodology.index_cut, least=2))


def exact_decimals(value: Fraction, least: int = 0) -> int:
    """How many decimals a parameter was written with."""
    exact = (decimals for decimals in range(least, 10) if (value * 10**decimals).denominator == 1)
    return next(exact, least)


def number_words(value: float, decimals: int = 2, border: Fraction | None = None) -> str:
    """«−1,03»: a value of an index; more decimals where rounding would carry it to the other side of the border."""
    exact = Fraction(str(value))
    if border is not None:
        decimals = decimals_that_keep_side(exact, border, decimals)
    return decimal_comma(exact, decimals)


def others_words(schools: int, of: int) -> str:
    """«у 2 школ из 12», «ни у одной школы из 12»."""
    if not schools:
        return f"ни у одной школы из{NBSP}{of}"
    return f"у {counted(schools, 'школы', 'школ', 'школ')} из{NBSP}{of}"


def share_words(one: Evidence, methodology: Methodology) -> str:
    """«15 из 50 (30,0 %)»; only for evidence with participants."""
    share = percent(Fraction(100 * one.failed, one.participants), methodology.threshold_pct)
    return f"{one.failed} из{NBSP}{one.participants} ({share})"


def figures(evidence: Iterable[Evidence], methodology: Methodology) -> str:
    """«ОГЭ, математика — 9 из 30 (30,0 %); …»."""
    return "; ".join(f"{one.procedure} — {share_words(one, methodology)}" for one in evidence)


def state_words(one: Evidence, methodology: Methodology) -> str:
    """What one year says of a procedure, missing or small included."""
    if not one.participants:
        return f"результата нет ({MISSING_WORDS[one.missing or MissingReason.UNKNOWN]})"
    few = f", участников меньше {methodology.min_n}" if one.small else ""
    apart = "" if one.comparable else ", с другими годами несопоставимо"
    return f"{share_words(one, methodology)}{few}{apart}"


def evidence_sentence(one: Evidence, methodology: Methodology) -> str:
    """One line of the table of results, with the interval that chance alone allows."""
    ends = one.wilson_percent
    interval = f"{decimal_comma(ends[0], 1)}–{decimal_comma(ends[1], 1)}{NBSP}%" if ends else ""
    return (
        f"{years_words(one)}, {one.procedure}: {share_words(one, methodology)}{_judgement(one, methodology)}; "
        f"95-процентный доверительный интервал {interval}."
    )


def years_words(one: Evidence) -> str:
    """«2026 год», or «2024–2026 годы вместе» for sums."""
    return f"{one.since}–{one.year} годы вместе" if one.since and one.since < one.year else f"{one.year} год"


def _judgement(one: Evidence, methodology: Methodology) -> str:
    """Words for the share, where the rule has a threshold for it."""
    if one.small or methodology.engine in (Engine.FED30, Engine.SEED3):
        return f" — {_judgement_words(one)}"
    return ""


def _judgement_words(one: Evidence) -> str:
    if one.small:
        return "слишком мало участников для вывода"
    if one.low:
        return "низкий результат"
    return "близко к порогу" if one.risky else "порог не достигнут"
