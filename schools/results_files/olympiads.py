"""Results of the all-Russian olympiad: a row per school, school year and stage; participants and winners of it."""

from __future__ import annotations

import re

from schools.results_files.group_tables import is_first
from schools.results_files.passports import school_of
from schools.results_files.records import OlympiadCounts
from schools.results_files.source import Output, Source, all_missing
from schools.tables.book import Row
from schools.tables.headers import Field, field
from schools.tables.values import is_missing, key, text, whole

STAGES = {"municipal": "муниципальный", "regional": "региональный", "final": "заключительный"}
_WORDS = {code: re.compile(rf"{word[:-2]}\w*( этап)?( всош)?") for code, word in STAGES.items()}
_SCHOOL_STAGE = re.compile(r"школьн\w*( этап)?( всош)?")
_SCHOOL_YEAR = re.compile(r"(20\d\d)(?: ?[/–-] ?(?:20)?(\d\d))?(?: ?(?:г|год|уч)\.?.*)?")

FIELDS: tuple[Field, ...] = (
    field("group", "Логин или код школы", r"логин( оо| школы)?|код (оо|оу|школы).*|оо"),
    field("name", "Школа", r"наименование (оо|оу|школы).*|название (оо|школы)", required=False),
    field("year", "Учебный год", r"год"),
    field("stage", "Этап", r"этап (олимпиады|всош)"),
    field("participants", "Участников", r"(количество|число|кол во) (участников|участий)|участий"),
    field("winners", "Победителей и призёров", r"(количество |число |кол во )?победител(ей|и)( и призер(ов|ы))?"),
    field("prizes", "Призёров", r"(количество |число |кол во )?призер(ов|ы)", required=False),
)
_COUNTS = ("participants", "winners", "prizes")


def read(source: Source, out: Output) -> None:
    columns = source.header.columns
    counts = [columns[code] for code in _COUNTS if code in columns]
    for number, row in source.body():
        if all_missing(row, [columns["stage"], *counts]) or _is_total(row, columns["group"]):
            continue
        unit, year, stage = school_of(source, number, row), _year(source, number, row), _stage(source, number, row)
        is_good = source.check_cells(number, row, counts, whole, "Никого не было — поставьте 0.")
        if unit is None or year is None or not stage or not is_good:
            continue
        took, *won = (whole(row[place]) or 0 for place in counts)
        if _is_possible(source, number, took, sum(won)) and is_first(
            source, out.seen(f"олимпиада {year} {stage}"), number, unit
        ):
            out.olympiads.append(OlympiadCounts(unit, year, stage, took, sum(won), source.sheet.name, number))


def _is_total(row: Row, place: int) -> bool:
    return key(row[place]).startswith(("итого", "всего"))


def _year(source: Source, number: int, row: Row) -> int | None:
    """The year a school year ends in: 2026 for «2025/2026» and for «2026»."""
    place, wanted = source.header.columns["year"], source.expected.year
    found = _SCHOOL_YEAR.fullmatch(text(row[place]).lower())
    first, last = (int(found[1]), found[2]) if found else (0, None)
    if not found or (last is not None and int(last) != (first + 1) % 100):
        source.bad_cell(number, row, place, "нужен учебный год, например 2025/2026")
        return None
    year = first if last is None else first + 1
    if wanted and year != wanted:
        source.error(number, f"Учебный год закончился в {year}, а загружается {wanted}. Исправьте год.", place)
        return None
    return year


def _stage(source: Source, number: int, row: Row) -> str:
    """The code of a stage; the school's own stage is passed over, for nobody compares by it."""
    place = source.header.columns["stage"]
    words = key(row[place])
    code = next((code for code, pattern in _WORDS.items() if pattern.fullmatch(words)), "")
    if not code and _SCHOOL_STAGE.fullmatch(words):
        source.warn(number, "Школьный этап портал не хранит: строка пропущена.", place)
    elif not code and is_missing(row[place]):
        source.empty_cell(number, place)
    elif not code:
        source.bad_cell(number, row, place, f"нужен этап: {', '.join(STAGES.values())}")
    return code


def _is_possible(source: Source, number: int, took: int, won: int) -> bool:
    if won <= took:
        return True
    message = f"Победителей и призёров ({won}) больше, чем участников ({took}). Исправьте число."
    source.error(number, message, source.header.columns["winners"])
    return False
