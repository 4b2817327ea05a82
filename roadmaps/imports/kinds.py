"""What a table is about, told from its header, its first column and its title."""

from __future__ import annotations

import re

from roadmaps.imports.document import Column, TableKind
from roadmaps.imports.headers import Header
from roadmaps.imports.text import key
from roadmaps.imports.wordxml import Grid, distinct

_CONTROL = re.compile(r"контрольн\w* точк|ключев\w* событи")
_INDICATOR = re.compile(r"показател|индикатор|критери")
_PERSON_HEADER = re.compile(r"\bфио\b|\bф и о\b|фамилия|^должность")
_PERSON = re.compile(
    r"[А-ЯЁ][а-яё-]+\s+(?:[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+(?:ич|на|оглы|кызы)\b|[А-ЯЁ]\.\s?[А-ЯЁ]\.)|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]"
)
_PASSPORT = re.compile(
    r"^(?:(?:полное|краткое) )?наименовани\w*(?: (?:муниципальн\w* )?(?:проект|программ)\w*)?$|^цел[ьи]\b|^задачи\b|^сроки?\b|^основани|"
    r"разработчик|заказчик|исполнител|участник|куратор|координатор|^контроль|^ожидаем|^объем|финансир|показател|^этап|^риск|^целев"
)


def kind_of(grid: Grid, header: Header | None, title: str = "") -> TableKind:
    if header is not None:
        is_control = any(_CONTROL.search(key(item.text)) for item in header.of(Column.ACTIVITY))
        return TableKind.CONTROL_POINTS if is_control else TableKind.ACTIVITIES
    if _is_passport(grid, title):
        return TableKind.PASSPORT
    heads = [key(cell.text) for row in grid.rows[:2] for cell in distinct(row) if cell.text and len(cell.text) < 120]
    if any("риск" in head for head in heads):
        return TableKind.RISKS
    if any(_INDICATOR.search(head) for head in heads):
        return TableKind.INDICATORS
    if any(_PERSON_HEADER.search(head) for head in heads) or _lists_people(grid):
        return TableKind.PEOPLE
    return TableKind.OTHER


def _is_passport(grid: Grid, title: str) -> bool:
    if grid.width not in (2, 3):
        return False
    names = {key(row[0].text) for row in grid.rows if row[0].text and len(distinct(row)) > 1}
    known = sum(1 for name in names if _PASSPORT.search(name))
    return known >= 3 or (known >= 1 and "паспорт" in key(title))


def _lists_people(grid: Grid) -> bool:
    rows = [distinct(row) for row in grid.rows if any(cell.text for cell in row)]
    named = sum(1 for row in rows if any(_PERSON.match(cell.text) for cell in row[:2]))
    return named > len(rows) / 2
