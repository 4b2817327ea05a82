"""What stands above the table and in the name of the sheet: procedure, subject, grade, year, minimum."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from schools.results_files.records import Expected, Procedure
from schools.results_files.source import Source
from schools.results_files.subjects import EXAM_GRADES, KINDS, kind_in, level_in, subject_by_code, subject_in
from schools.tables.values import key

_SCHOOL_YEAR = re.compile(r"(?<!\d)20\d\d\s*[/–-]\s*(20\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)(20[0-3]\d)(?!\d)")
_GRADE = re.compile(r"(?<!\d)(\d{1,2})\s*(?:-?[а-я]{1,2}\s+)?класс|^класс\D{0,3}(\d{1,2})(?!\d)")
_PROGRAMME = re.compile(r"(?:программ\w*|курс\w*)\s*(?:за\s*)?(\d{1,2})")
_WAVE = re.compile(r"(?<![а-я])(осен|весн)")
LAST_GRADE = 12
_WAVES = {"осен": "осень", "весн": "весна"}
_EXAM_TITLE = re.compile(r"^\W*(\d{1,2})\W.*20\d\d")
_DATED = re.compile(r"(?<!\d)20\d\d\.\d\d\.\d\d(?!\d)")  # «Английский язык п:2026.06.14; у:2026.06.16»
_MINIMUM = re.compile(r"миним[а-я]* [а-я ]*балл[а-я ]*\D{0,3}(\d{1,3})")
_MAXIMUM = re.compile(r"максим[а-я]* [а-я ]*балл[а-я ]*\D{0,3}(\d{1,3})")


@dataclass(slots=True)
class Facts:
    """What the lines say; empty or None where they say nothing. `where`: fact -> row, for messages."""

    where: dict[str, int | None]
    kind: str = ""
    subject: str = ""
    level: str = ""
    grade: int | None = None
    actual_grade: int | None = None
    wave: str = ""
    year: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    names_unknown_subject: bool = False


def read_facts(source: Source) -> Facts:
    """Facts of a sheet; the sheet's own name is the last line to ask."""
    facts = facts_of([*source.lines(), (None, source.sheet.name)])
    before = facts_of(source.lines_before())
    for name in ("kind", "year", "wave", "grade", "actual_grade"):  # a second table repeats what has changed
        if not getattr(facts, name):
            setattr(facts, name, getattr(before, name))
            facts.where.setdefault(name, before.where.get(name))
    return facts


def facts_of(lines: Iterable[tuple[int | None, str]]) -> Facts:
    """Facts in lines with their row numbers; the first line that says something is believed."""
    facts = Facts({})
    for row, line in lines:
        folded = key(line)
        _read_procedure(facts, row, line, folded)
        _read_time(facts, row, line, folded)
        for name, pattern in (("minimum", _MINIMUM), ("maximum", _MAXIMUM)):
            found = pattern.search(folded)
            if found and getattr(facts, name) is None:
                setattr(facts, name, int(found[1]))
    return facts


def _read_procedure(facts: Facts, row: int | None, line: str, folded: str) -> None:
    kind, grade = kind_in(line), _GRADE.search(folded)
    if kind and not facts.kind:
        facts.kind, facts.where["kind"] = kind, row
    if grade and facts.grade is None:
        programme = _PROGRAMME.search(folded)
        facts.actual_grade = int(grade[1] or grade[2])
        facts.grade = int(programme[1]) if programme else int(grade[1] or grade[2])
        facts.where["grade"] = row
    code = _EXAM_TITLE.match(line)
    if not (folded.startswith("предмет") or kind or grade or code or _DATED.search(line)) or facts.subject:
        return
    subject = subject_in(line)
    if not subject and code:
        by_code = subject_by_code(int(code[1]), facts.kind or "ЕГЭ")
        subject = by_code[0] if by_code else ""
    if subject:
        facts.subject, facts.where["subject"] = subject, row
        facts.level = level_in(line) or _level_by_code(code)
        facts.names_unknown_subject = False
    elif folded.startswith("предмет") or code or (kind and grade):
        facts.names_unknown_subject = True
        facts.where.setdefault("subject", row)


def _level_by_code(code: re.Match[str] | None) -> str:
    return "база" if code and code[1] == "22" else ""


def year_in(line: str) -> int | None:
    """The exam year named in a line: 2026 for «2026 г.», 01.06.2026 and «2025/2026 учебный год»."""
    found = _SCHOOL_YEAR.search(line) or _YEAR.search(line)
    return int(found[1]) if found else None


def _read_time(facts: Facts, row: int | None, line: str, folded: str) -> None:
    year = year_in(line)
    if year and facts.year is None:
        facts.year, facts.where["year"] = year, row
    wave = _WAVE.search(folded)
    if wave and not facts.wave:
        facts.wave = _WAVES[wave[1]]


def procedure_of(facts: Facts, source: Source, *, kind: str = "") -> Procedure | None:
    """The procedure of a sheet out of its lines and the user's answers; None after an error was reported.

    `kind`: what the columns suggest when neither says it.
    """
    expected = source.expected
    kind = facts.kind or expected.kind or kind
    if not _agrees(facts, expected, source) or not _is_known(kind, facts, source):
        return None
    if facts.grade is not None and not 1 <= facts.grade <= LAST_GRADE:
        source.error(
            facts.where["grade"], f"Класс в заголовке — {facts.grade}, а бывает от 1 до {LAST_GRADE}. Исправьте."
        )
        return None
    subject = facts.subject or expected.subject
    grade = facts.grade or expected.grade or EXAM_GRADES.get(kind)
    if kind in EXAM_GRADES:
        grade = EXAM_GRADES[kind]
    year = facts.year or expected.year
    missing = [name for name, value in (("предмет", subject), ("класс", grade), ("год", year)) if not value]
    if missing or grade is None or year is None:
        names = ", ".join(missing)
        source.error(None, f"В файле не сказано: {names}. Укажите это в форме загрузки и загрузите файл ещё раз.")
        return None
    level = facts.level or expected.level
    if (kind, subject) == ("ЕГЭ", "математика") and not level:
        level = "профиль"
    return Procedure(kind, subject, grade, level, facts.wave or expected.wave, year, facts.actual_grade or grade)


def _is_known(kind: str, facts: Facts, source: Source) -> bool:
    row = facts.where.get("subject")
    if facts.names_unknown_subject and not facts.subject:
        source.error(row, "Предмет в заголовке не узнан. Исправьте его название: например, «Математика».")
        return False
    if kind not in KINDS:
        what = f"Процедура «{kind}» не загружается" if kind else "В файле не сказано, какая это процедура"
        row = facts.where.get("kind")
        source.error(row, f"{what}. Укажите в форме загрузки: {', '.join(KINDS)}.")
        return False
    return True


def _agrees(facts: Facts, expected: Expected, source: Source) -> bool:
    """Where both the file and the user speak, they must say the same."""
    compared = [
        ("year", facts.year, expected.year, "год"),
        ("kind", facts.kind, expected.kind, "процедура"),
        ("subject", facts.subject, expected.subject, "предмет"),
        ("grade", facts.grade, expected.grade, "класс"),
    ]
    agrees = True
    for name, said, wanted, word in compared:
        if said and wanted and said != wanted:
            source.error(
                facts.where.get(name),
                f"Это другой файл: {word} в нём — {said}, а загружается {wanted}. Выберите нужный файл или исправьте форму загрузки.",
            )
            agrees = False
    return agrees
