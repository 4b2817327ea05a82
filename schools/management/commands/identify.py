"""`manage.py identify --input FILE.json`: verdicts with explanations on a document, without a database.

The schema of the document and of the answer: schools/identification/README.md.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from schools.identification import DocumentError, VerdictResult, explain, read_document, run_as_dict

MOST_BYTES = 200 * 1024 * 1024  # 40,000 schools with three years of results take about 120 MB


class Command(BaseCommand):
    help = "Выявляет школы с низкими результатами по файлу JSON и объясняет каждое заключение."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--input", required=True, metavar="FILE.json", help="файл с методикой и результатами школ")
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help="ответ в JSON (так и без ключа)")
        form.add_argument("--text", action="store_true", help="только предложения для чтения")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            document = read_document(_read(Path(options["input"])))
        except DocumentError as error:
            raise CommandError("Файл нельзя использовать:\n" + "\n".join(error.problems)) from error
        if options["text"]:
            texts = (_as_text(document.run.verdict(school.id), school.name) for school in document.schools)
            self.stdout.write("\n\n".join(texts))
        else:
            self.stdout.write(json.dumps(run_as_dict(document), ensure_ascii=False, indent=2))


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise CommandError(f"Файл {path.name} больше {MOST_BYTES // 1024 // 1024} МБ.")
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"Файл {path} не открывается: {error.strerror}.") from error


def _as_text(verdict: VerdictResult, name: str) -> str:
    return "\n".join([name or f"Школа {verdict.school_id}", *(f"  {line}" for line in explain(verdict).sentences())])
