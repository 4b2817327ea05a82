"""`manage.py identify`: verdicts with explanations, on a document or on what a municipality has stored. Nothing is written.

    --input FILE.json                       a methodology and schools from a file; no database is needed
    --municipality SLUG [--year 2026]       the newest approved methodology and the schools' results

The schema of the document and of the answer: schools/identification/README.md.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Max

from accounts.models import Municipality
from schools.identification import (
    Document,
    DocumentError,
    Methodology,
    VerdictResult,
    explain,
    read_document,
    run_as_dict,
)
from schools.listing.inputs import columns_of
from schools.models import AssessmentResult, MethodologyVersion

_WHY: dict[type[OSError], str] = {
    FileNotFoundError: "такого файла нет",
    IsADirectoryError: "это папка",
    PermissionError: "нет права на чтение",
}
MOST_BYTES = 200 * 1024 * 1024  # 40,000 schools with three years of results take about 120 MB


class Command(BaseCommand):
    help = (
        "Выявляет школы с низкими результатами и объясняет каждое заключение: по файлу JSON (база данных не нужна) "
        "или по данным портала. Ничего не записывает. Схема файла и ответа с примером: schools/identification/README.md."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--input", metavar="FILE.json", help="файл с методикой и результатами школ")
        parser.add_argument("--municipality", metavar="SLUG", help="обозначение муниципалитета: по данным портала")
        parser.add_argument("--year", type=int, help="последний год результатов, если нужен не самый новый")
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help="ответ в JSON (так и без ключа)")
        form.add_argument("--text", action="store_true", help="только предложения для чтения")

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["input"]) == bool(options["municipality"]):
            raise CommandError("Укажите одно из двух: --input FILE.json или --municipality SLUG.")
        if options["input"]:
            document = _from_file(Path(options["input"]), options["year"])
        else:
            document = _from_database(options["municipality"], options["year"])
        if options["text"]:
            texts = (_as_text(document.run.verdict(school.id), school.name) for school in document.schools)
            self.stdout.write("\n\n".join(texts))
        else:
            self.stdout.write(json.dumps(run_as_dict(document), ensure_ascii=False, indent=2))


def _from_file(path: Path, year: int | None) -> Document:
    try:
        return read_document(_read(path), year)
    except DocumentError as error:
        raise CommandError("Файл нельзя использовать:\n" + "\n".join(error.problems)) from error


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise CommandError(f"Файл {path.name} больше {MOST_BYTES // 1024 // 1024} МБ.")
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"Файл {path} не открывается: {_WHY.get(type(error), 'ошибка чтения')}.") from error


def _from_database(slug: str, year: int | None) -> Document:
    municipality = Municipality.objects.filter(slug=slug).first()
    if municipality is None:
        raise CommandError(f"Муниципалитета «{slug}» нет.")
    version = MethodologyVersion.objects.approved().filter(municipality=municipality).order_by("-version").first()
    if version is None:
        raise CommandError(f"У муниципалитета «{slug}» нет утверждённой методики.")
    results = AssessmentResult.objects.filter(school__municipality=municipality, school__is_active=True)
    last = year or results.aggregate(last=Max("year"))["last"]
    if last is None:
        raise CommandError(f"У школ муниципалитета «{slug}» нет результатов.")
    rules = Methodology.from_params(version.params)
    return Document(rules, tuple(columns_of(municipality, rules, last)), last)


def _as_text(verdict: VerdictResult, name: str) -> str:
    return "\n".join([name or f"Школа {verdict.school_id}", *(f"  {line}" for line in explain(verdict).sentences())])
