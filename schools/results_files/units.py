"""Whose row it is: a school by the login or code in the cell, or a reference group such as «Вся выборка»."""

from __future__ import annotations

import re

from schools.results_files.records import IdSystem, Scope, Unit
from schools.tables.values import Cell, key, text

_LOGIN = re.compile(r"(?<![a-z0-9])((?:edu|sch)\d{4,8})(?![0-9])", re.IGNORECASE)
_LAST = re.compile(r"(?:edu|sch)\d{4,8}\)", re.ASCII)
_CODE = re.compile(r"\d{3,12}")
_WORD = re.compile(r"[^\W\d_]{2}")
_ORGANISATION = re.compile(
    r"(?<![а-я])(?:школ[аыеу]|лице[йя]|гимнази[яи]|[а-я]{0,6}[снвмко]ош|[мгчнк][а-я]{0,3}оу|моу|сунц|"
    r"прогимнази[яи]|интернат[а-я]*|кадетск[а-я]+|колледж|техникум|училище|центр образования|(?:обще)?образовательн[а-я]+)(?![а-я])"
)
_REGION = re.compile(r"(?<![а-я])(?:край|области?|область|обл|республик[аи]|автономн[а-я]+|регион|субъект)(?![а-я])")
_REGION_CITIES = ("москва", "санкт петербург", "севастополь")
_SAMPLE = re.compile(r"(?:вся|общая) выборка|российская федерация|рф|россия|все оо|по стране")
_TOTAL = re.compile(r"(?:итого|всего|итог|в целом)(?![а-я]).*")


def login_in(words: str) -> str:
    """A ФИС ОКО login in the text («edu220123», «sch224208»), lower case, or an empty string."""
    found = _LOGIN.search(words)
    return found[1].lower() if found else ""


def unit_in(value: Cell) -> Unit | None:
    """The unit a cell of «Группы участников» names; None for an empty cell."""
    words = value if type(value) is str else text(value)
    head, _, tail = words.rpartition("(")
    if _LAST.fullmatch(tail):  # «МБОУ СОШ № 5 (edu220123)», the usual spelling
        return Unit(Scope.SCHOOL, IdSystem.FIS_OKO, tail[:-1], text(head))
    found = _LOGIN.search(words)
    if found:
        name = text((words[: found.start()] + words[found.end() :]).replace("()", "")).strip(" ,;|-–—")
        return Unit(Scope.SCHOOL, IdSystem.FIS_OKO, found[1].lower(), name)
    name = text(words)
    return _named(name) if name else None


def _named(name: str) -> Unit:
    folded = key(name).replace(".", " ")
    if _SAMPLE.fullmatch(folded):
        scope = Scope.SAMPLE
    elif _TOTAL.fullmatch(folded):
        scope = Scope.TOTAL
    elif is_organisation(name):
        scope = Scope.SCHOOL
    elif _REGION.search(folded) or folded.removeprefix("г ").removeprefix("город ") in _REGION_CITIES:
        scope = Scope.REGION
    else:
        scope = Scope.MUNICIPALITY
    return Unit(scope, IdSystem.NAME, name, name)


def is_total(value: Cell) -> bool:
    """«Итого», «Всего по району» in the place of a school."""
    return type(value) is str and bool(_TOTAL.fullmatch(key(value)))


def is_nameless(unit: Unit) -> bool:
    """«??», «5», «—»: no identifier and no words, so nothing says whose row it is."""
    return unit.system is IdSystem.NAME and not _WORD.search(unit.name)


def is_organisation(name: str) -> bool:
    """Whether the words can be the name of a school: in pupils' files nothing else is kept, least of all a person's name."""
    return "№" in name or bool(_ORGANISATION.search(key(name)))


def school_code(value: Cell) -> str:
    """A РИС ГИА code or a ФИС ОКО login alone in a cell, or an empty string: nothing else may become an identifier."""
    if type(value) is float and value.is_integer() and 100 <= value < 1e12:
        return str(int(value))
    words = text(value)
    if _CODE.fullmatch(words):
        return words
    found = _LOGIN.fullmatch(words.strip("()"))
    return found[1].lower() if found else ""


def coded_unit(code: str, name: str) -> Unit:
    system = IdSystem.RIS_GIA if code.isdigit() else IdSystem.FIS_OKO
    return Unit(Scope.SCHOOL, system, code, name if is_organisation(name) else "")
