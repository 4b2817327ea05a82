"""Import of 100 000 rows, from the bytes of the file to rows in the database, against merely reading the file with python-calamine.

Both in the same process on the same bytes, turn by turn. The import is all that the portal does: the gateway looks at the upload,
the task recognises and reads it, a person accepts, the rows are written and the constraints checked. The target is held by seconds
of the processor, of Python and of the database together. Invented schools and figures; the transaction is rolled back.
"""

from __future__ import annotations

import random
import resource
import tracemalloc
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from itertools import product
from typing import Any, NamedTuple

from django.db import connection, transaction
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from accounts.models import Municipality, Role, User
from bench._clock import Clock, Spent, middle, ratios, verdict
from schools.models import ResultImport, School, SchoolIdentifier
from schools.services import acceptance, loading
from schools.tables.intake import take_table

ROWS, SCHOOLS, TARGET, ROUNDS = 100_000, 500, 3.0, 3
Row = Sequence[Any]


class Steps(NamedTuple):
    """One import: rows written, and what its steps took."""

    written: int
    gateway: Spent
    reading: Spent
    writing: Spent

    @property
    def whole(self) -> Spent:
        return Spent(*map(sum, zip(*self[1:], strict=True)))


def main() -> int:
    """Print a row per kind of file; 1 when one of them misses the target."""
    clock = Clock()
    titles = (
        "bare read, s",
        "gateway, s",
        "reading, s",
        "writing, s",
        "of it SQL, s",
        "ratio",
        "by clock",
        "memory, MB",
    )
    print(f"Import of {ROWS} rows".ljust(64) + "".join(title.rjust(14) for title in titles))  # noqa: T201
    worst = max(_measured(name, _file(rows, sheet), clock) for name, sheet, rows in _files())
    print(f"peak memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")  # noqa: T201
    return verdict(worst, TARGET, "the bare read, in the worst of them")


def _measured(name: str, data: bytes, clock: Clock) -> float:
    """Print the row of this file; its ratio."""
    bare: list[Spent] = []
    imports: list[Steps] = []
    for _ in range(ROUNDS):
        bare.append(clock.spent(lambda: _bare(data)))
        imports.append(_import(data, clock))
    by_clock, by_processor = ratios([one.whole for one in imports], bare)
    steps = [middle(one).processor for one in list(zip(*imports, strict=True))[1:]]
    database = middle([one.whole for one in imports]).database
    figures = (middle(bare).processor, *steps, database, by_processor, by_clock)
    kept = f"{name}, {imports[0].written} rows kept".ljust(64)
    print(kept + "".join(f"{figure:14.2f}" for figure in figures) + f"{_memory(data, clock):14.0f}", flush=True)  # noqa: T201
    return by_processor if clock.sees_database else by_clock


def _memory(data: bytes, clock: Clock) -> float:
    """The most that Python held during an import, in megabytes; calamine's own copy of the sheet is not among it."""
    tracemalloc.start()
    _import(data, clock)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1024**2


def _bare(data: bytes) -> None:
    """The whole file into rows of Python, one at a time: quicker than all of them at once."""
    sheet = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0)
    for _ in sheet.iter_rows():
        pass


def _import(data: bytes, clock: Clock) -> Steps:
    """One whole import into a town of its own, taken back afterwards: rows of the same schools would meet what rollbacks leave behind."""
    with transaction.atomic():
        by = _town()
        assert by.municipality is not None  # noqa: S101
        gateway = clock.spent(lambda: take_table(BytesIO(data), "файл.xlsx"))
        source = loading.start_import(
            by=by, municipality=by.municipality, file_name="файл.xlsx", data=data, expected={"year": 2026}
        )
        reading = clock.spent(lambda: loading.read_import(source.pk))
        source.refresh_from_db()
        assert source.state == ResultImport.State.REVIEW, (source.message, source.problems[:3])  # noqa: S101
        writing = clock.spent(lambda: _accept(source, by))
        source.refresh_from_db()
        assert source.state == ResultImport.State.ACCEPTED  # noqa: S101
        transaction.set_rollback(True)
    return Steps(source.new_count, gateway, reading, writing)


def _accept(source: ResultImport, by: User) -> None:
    acceptance.accept_import(source, by=by)
    acceptance.write_import(source.pk)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what a commit would check
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _town() -> User:
    town = Municipality.objects.create(
        slug="bench-loading",
        name="город Замеров",
        organisation="Управление",
        organisation_genitive="управления",
        place="г. Замеров",
    )
    by = User.objects.create(
        email="bench@loading.example", last_name="Мерная", first_name="Ада", role=Role.METHODIST, municipality=town
    )
    schools = School.objects.bulk_create(
        School(municipality=town, number=str(n), short_name=f"СОШ № {n}", full_name=f"Школа № {n}")
        for n in range(SCHOOLS)
    )
    SchoolIdentifier.objects.bulk_create(
        SchoolIdentifier(municipality=town, school=school, system=system, value=value)
        for n, school in enumerate(schools)
        for system, value in (("fis_oko", f"edu{100_000 + n}"), ("ris_gia", f"{100_000 + n}"))
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE schools_school, schools_schoolidentifier, schools_resultimport")  # as autovacuum does
    return by


def _files() -> list[tuple[str, str, Iterator[Row]]]:
    """What it is, name of the sheet, rows."""
    return [
        ("Индивидуальные результаты: rows are pupils", "Результаты", _individual()),
        ("ГИА общей таблицей: rows are pupils", "ЕГЭ 2026", _exams()),
        ("Таблица результатов: rows are results", "Результаты", _results()),
    ]


def _file(rows: Iterator[Row], name: str) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name)
    for row in rows:
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _individual() -> Iterator[Row]:
    chance = random.Random(1)  # noqa: S311
    tasks = 14
    yield ["Индивидуальные результаты"]
    yield ["ВПР 2026 Математика 5 класс"]
    yield ["Максимальный первичный балл:", 2 * tasks]
    names = [f"{n} (2б)" for n in range(1, tasks + 1)]
    yield [
        "ОО",
        "Муниципалитет",
        "Название ОО",
        "Код участника",
        "Класс",
        "Вариант",
        *names,
        "Первичный балл",
        "Отметка",
        "Отметка по журналу",
    ]
    for n in range(ROWS):
        school, points = n * SCHOOLS // ROWS, [chance.randrange(3) for _ in range(tasks)]
        score = sum(points)
        mark = 2 + (score > 8) + (score > 13) + (score > 18)
        yield [
            f"edu{100_000 + school}",
            "Замеров",
            f"СОШ № {school}",
            f"{n:06d}",
            "5А",
            1 + n % 2,
            *points,
            score,
            mark,
            4,
        ]


def _exams() -> Iterator[Row]:
    chance = random.Random(2)  # noqa: S311
    yield [
        "Код предмета", "Дата экзамена", "Код ОУ", "Наименование ОУ", "Тип ОУ", "Муниципальный район", "Кластер", "TestResultB",
        "TestResultC", "Балл", "Зачет",
    ]  # fmt: skip
    for n in range(ROWS):
        school, subject = n * SCHOOLS // ROWS, (1, 2, 3, 6, 12)[n % 5]
        score = chance.randrange(0, 101)
        about = [f"СОШ № {school}", "СОШ", "Замеров", "город", "++-+-++-", "2(3)1(1)0(2)"]
        yield [subject, date(2026, 6, 1), 100_000 + school, *about, score, 2 if score < 24 else 5]


def _results() -> Iterator[Row]:
    chance = random.Random(3)  # noqa: S311
    yield [
        "Логин или код школы", "Школа", "Год", "Процедура", "Предмет", "Класс", "Период", "Участников", "Не преодолели минимум",
        "2", "3", "4", "5",
    ]  # fmt: skip
    subjects = ("Русский язык", "Математика", "История", "Биология", "География")
    works = list(product(subjects, range(4, 9), ("весна", "осень"), ("ВПР", "РПР", "РТ", "НИКО")))
    for n in range(ROWS):
        school, (subject, grade, wave, kind) = n // len(works), works[n % len(works)]
        two, three, four, five = (chance.randrange(12) for _ in range(4))
        total = two + three + four + five
        yield [
            f"edu{100_000 + school}",
            f"СОШ № {school}",
            2026,
            kind,
            subject,
            grade,
            wave,
            total,
            two,
            two,
            three,
            four,
            five,
        ]
