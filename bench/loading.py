"""Import of 100 000 rows, from the bytes of the file to rows in the database, against merely reading the file with python-calamine.

Both in the same process on the same bytes. The import is all that the portal does: the gateway looks at the upload, the task
recognises and reads it, a person accepts, the rows are written. Invented schools and figures; the transaction is rolled back.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from io import BytesIO
from itertools import product
from typing import Any, NamedTuple

from django.db import connection, transaction
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from accounts.models import Municipality, Role, User
from schools.models import ResultImport, School, SchoolIdentifier
from schools.services import acceptance, loading
from schools.tables.intake import take_table

ROWS, SCHOOLS, TARGET, ROUNDS = 100_000, 500, 3.0, 3
Row = Sequence[Any]


class Measured(NamedTuple):
    """Seconds of the fastest round; `written`: rows in the database."""

    name: str
    written: int
    bare: float
    gateway: float
    reading: float
    writing: float

    @property
    def ratio(self) -> float:
        return (self.gateway + self.reading + self.writing) / self.bare


def main() -> int:
    """Print a row per kind of file; 1 when one of them misses the target."""
    _head()
    with transaction.atomic():
        by = _town()
        found = [_measure(name, _file(rows, sheet), by) for name, sheet, rows in _files()]
        transaction.set_rollback(True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    worst = max(one.ratio for one in found)
    print(f"target: import <= {TARGET:g} x bare read; worst {worst:.2f}; peak memory {peak} MB")  # noqa: T201
    return int(worst > TARGET)


def _head() -> None:
    titles = ("bare read, s", "gateway, s", "reading, s", "writing, s", "ratio")
    print(f"Import of {ROWS} rows".ljust(48) + "".join(title.rjust(14) for title in titles))  # noqa: T201


def _measure(name: str, data: bytes, by: User) -> Measured:
    bare = min(_seconds(lambda: _bare(data)) for _ in range(ROUNDS))
    rounds = [_import(data, by) for _ in range(ROUNDS)]
    written, *times = min(rounds, key=lambda one: sum(one[1:]))
    gateway, reading, writing = times
    one = Measured(name, int(written), bare, gateway, reading, writing)
    figures = (one.bare, one.gateway, one.reading, one.writing, one.ratio)
    print(f"{one.name}, {one.written} rows kept".ljust(48) + "".join(f"{figure:14.2f}" for figure in figures))  # noqa: T201
    sys.stdout.flush()
    return one


def _bare(data: bytes) -> None:
    sheet = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0)
    for _ in sheet.iter_rows():
        pass


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _import(data: bytes, by: User) -> tuple[float, ...]:
    """One whole import, taken back afterwards: rows written, seconds of the three steps."""
    assert by.municipality is not None  # noqa: S101
    with transaction.atomic():
        gateway = _seconds(lambda: take_table(BytesIO(data), "файл.xlsx"))
        source = loading.start_import(
            by=by, municipality=by.municipality, file_name="файл.xlsx", data=data, expected={"year": 2026}
        )
        reading = _seconds(lambda: loading.read_import(source.pk))
        source.refresh_from_db()
        assert source.state == ResultImport.State.REVIEW, (source.message, source.problems[:3])  # noqa: S101
        writing = _seconds(lambda: _accept(source, by))
        source.refresh_from_db()
        assert source.state == ResultImport.State.ACCEPTED  # noqa: S101
        transaction.set_rollback(True)
    return source.new_count, gateway, reading, writing


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
