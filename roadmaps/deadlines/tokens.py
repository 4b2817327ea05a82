"""Text -> tokens: cleaning, words looked up, numbers read as dates, clock times, values or plain numbers."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from roadmaps.deadlines.lexicon import ROMAN, TARGET_NOUNS, Lexeme
from roadmaps.deadlines.pieces import NO_DAY
from roadmaps.deadlines.spelling import Raw, cyrillic, known, repair

MAX_CHARS = 600  # a deadline cell holds a few dozen characters; the rest of a longer text is not read
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣-﹣~÷─━⁃⸺→➔"), "-")
_TWINS = dict.fromkeys(map(ord, "іιӏ"), "i") | {ord("χ"): "x", ord("ο"): "о"}  # Ukrainian, Greek, Caucasian ones
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), "")
_PIECES = re.compile(r"[0-9]+|[a-zа-я]+|[^\s0-9a-zа-я]")
_LIST_NUMBER = re.compile(r"(?<![^\s;,])([1-9])[.)]\s+(?=[а-я])")
_DIGITS = "0123456789"
_SLASHED_YEARS = range(20, 50)  # of 30/05/24; «9/10/11» are numbers
_MISREAD = tuple(  # what a scanner makes of digits and letters that look alike
    (re.compile(pattern), right)
    for pattern, right in (
        (r"(?<=[0-9])[oо](?=[0-9.])|(?<![a-zа-я0-9])[oо](?=[0-9])", "0"),  # 1O.09, О1.09
        (r"(?<![a-zа-я0-9])з(?=[0-9\s])|(?<=[0-9])з(?=[.\s])", "3"),  # З квартал, З1 мая
        (r"(?<![0-9])0(?=[а-я]{3})", "о"),  # 0ктябрь
        (r"(?<![0-9])1[vу](?![a-zа-я])", "iv"),  # 1V квартал
    )
)
_SILENT = frozenset(".*_\"'«»„“”‘’`°|•·")
_NUMBERED = frozenset({"#", "п", "пп", "ст", "приказ", "письмо"})  # what follows is a number, no date
SHORT_MONTH = 3  # letters: «ноя»
QUARTERS = 4  # in a year, as many as school terms
_CARDINAL_ENDS = frozenset({"х", "ти", "ми", "мя"})
_ORDINAL_ENDS = _CARDINAL_ENDS | {
    "го", "е", "ое", "ый", "ой", "й", "ая", "я", "ую", "ю", "ого", "му", "ому", "ом", "ым", "м", "ых", "ей", "ье", "ья", "ью",
    "ий", "ие", "ые",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is a lexeme kind, or «num», «date», «month_year», «value», «punct», «word», «silent», «end»."""

    kind: str
    text: str
    start: int = 0
    end: int = 0
    number: int = 0
    tag: str = ""
    flag: bool = False
    month: int = 0
    year: int | None = None
    amount: float = 0.0


END = Token("end", "")


def clean(text: str) -> str:
    """Lower case, one kind of dash, «е» for «ё», compatible characters unfolded, invisible ones dropped."""
    unfolded = unicodedata.normalize("NFKC", text[:MAX_CHARS].replace("№", "#"))
    plain = unfolded.translate(_INVISIBLE).translate(_DASHES).lower().translate(_TWINS).replace("ё", "е")
    for pattern, right in _MISREAD:
        plain = pattern.sub(right, plain)
    return re.sub(r"-{2,}|\.{3,}", "-", _without_numbers(plain))[:MAX_CHARS]


def _without_numbers(text: str) -> str:
    """«1. сентябрь 2. январь»: the numbers of a list that counts from one are no days."""
    numbers = [int(match[1]) for match in _LIST_NUMBER.finditer(text)]
    counted = len(numbers) > 1 and numbers == [*range(1, len(numbers) + 1)] and text.lstrip()[:1] == "1"
    return _LIST_NUMBER.sub("; ", text) if counted else text


def tokenize(text: str) -> list[Token]:
    """Tokens of a phrase; reading is linear in the length of the text (at most `MAX_CHARS` of it)."""
    raws = [Raw(cyrillic(match[0]), match.start(), match.end()) for match in _PIECES.finditer(clean(text))]
    return [token for token in _Lexer(list(repair(raws))).run() if token.kind != "silent"]


class _Lexer:
    """Walks over the raw pieces once; each method tries one shape at the current place."""

    def __init__(self, raws: Sequence[Raw]) -> None:
        self.raws = raws
        self.place = 0
        self.tokens: list[Token] = []

    def run(self) -> list[Token]:
        while self.place < len(self.raws):
            raw = self.raws[self.place]
            if raw.is_number:
                self._number()
            elif raw.is_word:
                self._word(raw)
            else:
                kind = "silent" if raw.text in _SILENT else "punct"
                self._emit(1, kind, raw.text)
        return self.tokens

    def _emit(
        self, used: int, kind: str, text: str, *, number: int = 0, tag: str = "", flag: bool = False, month: int = 0,
        year: int | None = None, amount: float = 0.0,
    ) -> None:  # fmt: skip
        """A token made of that many raw pieces."""
        start, end = self.raws[self.place].start, self.raws[self.place + used - 1].end
        self.tokens.append(Token(kind, text, start, end, number, tag, flag, month, year, amount))
        self.place += used

    def _text(self, ahead: int) -> str:
        place = self.place + ahead
        return self.raws[place].text if 0 <= place < len(self.raws) else ""

    def _glued(self, ahead: int) -> bool:
        """No space before the piece that many places ahead."""
        place = self.place + ahead
        return 0 < place < len(self.raws) and self.raws[place].start == self.raws[place - 1].end

    def _digits(self, ahead: int) -> bool:
        return self._text(ahead)[:1] in _DIGITS and self._text(ahead) != ""

    def _lexeme(self, ahead: int) -> Lexeme | None:
        text = self._text(ahead)
        return known(text)

    # words

    def _word(self, raw: Raw) -> None:
        for shape in (self._short_year, self._half_short, self._sheet_month, self._roman_month, self._roman):
            if shape(raw.text):
                return
        lexeme = known(raw.text)
        if lexeme is None:
            self._emit(1, "word", raw.text)
        else:
            self._emit(1, lexeme.kind, raw.text, number=lexeme.number, tag=lexeme.tag, flag=lexeme.flag)

    def _short_year(self, text: str) -> bool:
        """«г.» after a number or month, «уч.г.», «у.г.», «т.г.», «с.г.»."""
        if text == "г":
            last = next((token for token in reversed(self.tokens) if token.kind != "silent"), END)
            is_year = last.kind in {"num", "date", "month", "month_year", "study", "current", "year", "next"}
            self._emit(1, "year" if is_year else "word", text)
            return True
        short = text in ("у", "т", "с") and self._text(1) in (".", "/") and self._text(2) in ("г", "год", "года")
        if short:
            self._emit(2, "study" if text == "у" else "current", text)
        return short

    def _half_short(self, text: str) -> bool:
        """«п/г»: half-year."""
        if text == "п" and self._text(1) == "/" and self._text(2) == "г":
            self._emit(3, "unit", "п/г", tag="half")
            return True
        return False

    def _sheet_month(self, text: str) -> bool:
        """«ноя.24», «ноя-24»: how a spreadsheet shows November 2024."""
        lexeme, year = known(text), self._int(2, 2)
        if lexeme is None or lexeme.kind != "month" or len(text) != SHORT_MONTH or self._text(1) not in (".", "-"):
            return False
        if (
            year not in _SLASHED_YEARS
            or not (self._glued(1) and self._glued(2))
            or (self._glued(3) and self._digits(4))
        ):
            return False
        self._emit(3, "month_year", "", month=lexeme.number, year=full_year(year or 0))
        return True

    def _roman_month(self, text: str) -> bool:
        """«IX-X 2023», «IX, XII, III»: one of them is too great for a quarter, and no word follows that they count."""
        behind = self.tokens[-2:]
        goes_on = len(behind) == 2 and behind[0].tag == "roman_month" and behind[1].kind == "punct"
        numbers, ahead = [], 0
        while self._text(ahead).isascii() and self._text(ahead) in ROMAN:
            numbers.append(ROMAN[self._text(ahead)])
            ahead += 2 if self._text(ahead + 1) in ("-", ",", ";") else 1
        year = is_year(self._int(ahead))
        months = numbers and max(numbers) > 4 and (year or (len(text) > 1 and self._text(ahead) in ("", "(", ")")))
        if not months and not (goes_on and numbers):
            return False
        self._emit(1, "month", text, number=numbers[0], tag="roman_month")
        return True

    def _roman(self, text: str) -> bool:
        number = ROMAN.get(text)
        if number is None:
            return False
        ahead = 3 if self._text(1) in ("-", ",", "и") and self._text(2) in ROMAN else 1
        ahead += 2 * (self._text(ahead) == "-" and self._text(ahead + 1) in _ORDINAL_ENDS)
        for _ in range(4):
            ahead += 2 * (self._text(ahead) in (",", "и", "-") and self._text(ahead + 1) in ROMAN)
        lexeme = self._lexeme(ahead + (self._text(ahead) == "."))
        if self._text(ahead) == "п" and self._text(ahead + 1) == "/":  # «I п/г»
            lexeme = Lexeme("unit")
        bare = text.isascii() and number <= QUARTERS and self._is_bare_roman(ahead)
        if bare or (text.isascii() and len(text) > 1) or (lexeme and lexeme.kind in ("unit", "half_of")):
            used = 1 + 2 * (self._text(1) == "-" and self._text(2) in _ORDINAL_ENDS)
            self._emit(used, "num", text, number=number, flag=True, tag="roman")
            return True
        return False

    def _is_bare_roman(self, ahead: int) -> bool:
        """«I», «I-II», «I-III 2024» and nothing else in the cell: quarters or school terms, the noun left out."""
        ends = self._text(ahead) in ("", ")") or is_year(self._int(ahead))
        return ends and all(token.tag == "roman" or token.kind in ("punct", "silent") for token in self.tokens)

    # numbers

    def _number(self) -> None:
        shapes = (
            self._iso, self._value, self._full_date, self._spaced_date, self._month_year, self._no_date, self._clock,
            self._short_date, self._ordinal,
        )  # fmt: skip
        if not any(shape() for shape in shapes):
            text = self._text(0)
            self._emit(1, "num", text, number=int(text[:9]))

    def _int(self, ahead: int, width: int = 4) -> int | None:
        text = self._text(ahead)
        return int(text) if text[:1] in _DIGITS and 0 < len(text) <= width else None

    def _iso(self) -> bool:
        if self._text(1) != "-" or self._text(3) != "-" or not all(map(self._glued, (1, 2, 3, 4))):
            return False
        year, month, day = self._int(0), self._int(2, 2), self._int(4, 2)
        if not is_year(year) or not is_day(day, month):
            return False
        self._emit(5, "date", "", number=day or 1, month=month or 1, year=year)
        return True

    def _full_date(self) -> bool:
        """01.09.2021, 1.9.21, 01/09/2021, 01. 09. 2021, 01,09,2021."""
        sign, day, month, year = self._text(1), self._int(0, 2), self._int(2, 2), self._int(4)
        roman = ROMAN.get(self._text(2)) if self._text(2).isascii() else None  # 15.IX.2022
        month = roman or month
        if sign not in (".", "/", ",", "-") or self._text(3) != sign or not is_day(day, month):
            return False
        if year is None or not is_year(full_year(year)):
            return False
        long_year = len(self._text(4)) == 4
        sure = long_year or (sign == "/" and len(self._text(0)) == len(self._text(2)) == 2 and year in _SLASHED_YEARS)
        if len(self._text(4)) == 3 or (sign != "." and not (sure and all(map(self._glued, (1, 2, 3, 4))))):
            return False
        if not self._glued(2) and not (long_year and self._glued(1)):
            return False
        self._emit(5, "date", "", number=day or 1, month=month or 1, year=full_year(year))
        return True

    def _spaced_date(self) -> bool:
        """15 09 2021: the dots were lost."""
        day, month, year = self._int(0, 2), self._int(1, 2), self._int(2)
        if not is_day(day, month) or len(self._text(1)) != 2 or not is_year(year):
            return False
        self._emit(3, "date", "", number=day or 1, month=month or 1, year=year)
        return True

    def _month_year(self) -> bool:
        month, year = self._int(0, 2), self._int(2)
        if self._text(1) not in (".", "/") or not self._glued(2) or len(self._text(2)) != 4 or not is_year(year):
            return False
        if not month or month > 12:
            return False
        self._emit(3, "month_year", "", month=month, year=year)
        return True

    def _short_date(self) -> bool:
        """01.09 or 1.09. ; 5.9 only with a sign that it is a date."""
        day, month = self._int(0, 2), self._int(2, 2)
        if self._text(1) != "." or not self._glued(1) or not self._glued(2) or not is_day(day, month):
            return False
        wide = len(self._text(2)) == 2 or self._text(3) == "." or self._text(-1) in ("с", "до", "по", "к")
        if wide:
            used = 4 if self._text(3) == "." and not self._digits(4) else 3
            self._emit(used, "date", "", number=day or 1, month=month or 1)
        return wide

    def _no_date(self) -> bool:
        """32.01.2026, 01.13.2026, 15.06.9999, 13.2026: written as dates, but there are no such days."""
        full = self._text(1) == self._text(3) != "" and self._digits(2) and self._digits(4)
        used, shortest = (5, 2 if self._text(1) == "." else 4) if full else (3, 4)
        signed = self._text(1) == "." or (full and self._text(1) == "/")
        if not signed or not self._digits(2) or not all(map(self._glued, range(1, used))):
            return False
        if len(self._text(used - 1)) < shortest or len(self._text(0)) > 2 or self._text(-1) in _NUMBERED:
            return False
        self._emit(used, "date", "", number=NO_DAY, month=1)
        return True

    def _clock(self) -> bool:
        """10:00, 10.00, 14-30: no dates. A pair that could be a date is one unless «в» or «ч.» says otherwise."""
        hour, minute, sign = self._int(0, 2), self._int(2, 2), self._text(1)
        if hour is None or minute is None or hour > 24 or minute > 59 or len(self._text(2)) != 2:
            return False
        following = self._lexeme(3 + (self._text(3) == "."))
        said = self._text(-1) == "в" or bool(following and following.kind == "clock_word")
        pointed = sign == "." and self._glued(2) and (said or not is_day(hour, minute))
        dashed = sign == "-" and self._glued(2) and minute % 5 == 0 and (said or self._dashed_clock(following))
        if sign == ":" or pointed or dashed:
            self._emit(3, "clock", self._text(0))
            return True
        return False

    def _dashed_clock(self, following: Lexeme | None) -> bool:
        """«8-30» with nothing that could make days or ordinals of it."""
        counted = self._text(3) in (".", "/", "%", "-") or bool(following and following.kind != "prep")
        month = any((self._lexeme(-step) or Lexeme("")).kind == "month" for step in (1, 2))
        return not counted and not month

    def _value(self) -> bool:
        """100 %, 12,5%, 50-70 %, 15 человек."""
        used = 3 if self._text(1) in (".", ",") and self._digits(2) and self._glued(2) else 1
        text = ".".join(part[:9] for part in (self._text(0), self._text(2))[: used - used // 2])
        sign = self._text(used)
        lexeme = self._lexeme(used)
        if sign == "%" or (lexeme and lexeme.kind == "percent"):
            unit = "%"
        elif used == 1 and len(self._text(0)) < 7 and sign.startswith(TARGET_NOUNS) and lexeme is None:
            unit = sign
        elif sign == "-" and self._glued(used) and self._digits(used + 1) and self._text(used + 2) == "%":
            self._emit(used + 1, "silent", "")
            return True
        else:
            return False
        self._emit(used + 1, "value", "", amount=float(text), tag=unit)
        return True

    def _ordinal(self) -> bool:
        """1-й, 15-го, 2ая."""
        text = self._text(0)
        if self._text(1) == "-" and self._text(2) in _ORDINAL_ENDS and len(text) < 3:
            self._emit(3, "num", text, number=int(text), flag=self._text(2) not in _CARDINAL_ENDS)
            return True
        if self._text(1) in _ORDINAL_ENDS and self._glued(1) and len(text) < 3:
            self._emit(2, "num", text, number=int(text), flag=self._text(1) not in _CARDINAL_ENDS)
            return True
        return False


def is_day(day: int | None, month: int | None) -> bool:
    return day is not None and month is not None and 1 <= day <= 31 and 1 <= month <= 12


def is_year(number: int | None) -> bool:
    return number is not None and 1990 <= number <= 2099


def full_year(number: int) -> int:
    return number if number > 99 else 2000 + number
