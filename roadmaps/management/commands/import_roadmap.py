"""Read a roadmap from a Word file and show what was understood. Needs no database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.uploads import UploadError
from roadmaps.imports.document import Document, Table
from roadmaps.imports.intake import as_data, parse_years, read_upload


class Command(BaseCommand):
    help = "Читает дорожную карту из файла Word (.docx) и показывает, что в ней понято. База данных не нужна."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="файл .docx")
        parser.add_argument("--period", required=True, help="годы программы: 2021-2025 или 2023")
        parser.add_argument(
            "--dry-run", action="store_true", required=True, help="только показать, ничего не сохранять"
        )
        parser.add_argument("--json", action="store_true", help="вывести в виде JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        document = self._read(options["file"], options["period"])
        if options["json"]:
            self.stdout.write(json.dumps(as_data(document), ensure_ascii=False, indent=2))
        else:
            self._describe(document)

    def _read(self, path: Path, period: str) -> Document:
        try:
            with path.open("rb") as file:
                return read_upload(file, path.name, parse_years(period))
        except (UploadError, ValueError) as error:
            raise CommandError(str(error)) from None
        except OSError:
            raise CommandError(f"Файл «{path}» не открывается. Проверьте путь к нему.") from None

    def _describe(self, document: Document) -> None:
        for table in document.activities:
            self.stdout.write(table.title or "Таблица без названия")
            self._describe_rows(table)
        for warning in document.warnings:
            self.stdout.write(f"! {warning}")

    def _describe_rows(self, table: Table) -> None:
        section = ""
        for row in table.rows:
            if row.section != section:
                section = row.section
                self.stdout.write(f"  {section}")
            texts = (row.number, row.activity, row.deadline, row.responsible)
            self.stdout.write("    " + " | ".join(text.replace("\n", " ") or "—" for text in texts))
