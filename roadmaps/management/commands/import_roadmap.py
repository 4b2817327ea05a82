"""Read a roadmap from a Word file and show what was understood, without a database; or save it as a draft of a programme."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.uploads import UploadError, clean_name
from roadmaps.imports.document import Document, Table
from roadmaps.imports.intake import as_data, parse_years, read_upload
from roadmaps.models import Programme
from roadmaps.services.audience import schools_by_number
from roadmaps.services.imports import build_roadmap
from roadmaps.services.reading import lines_of, title_of


class Command(BaseCommand):
    help = (
        "Читает дорожную карту из файла Word (.docx). С --dry-run только показывает, что в ней понято: база данных не нужна. "
        "Без него сохраняет черновик карты в программу: --municipality и --programme."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="файл .docx")
        parser.add_argument("--period", help="годы программы: 2021-2025 или 2023; без --dry-run берутся из программы")
        parser.add_argument("--dry-run", action="store_true", help="только показать, ничего не сохранять")
        parser.add_argument("--municipality", metavar="SLUG", help="обозначение муниципалитета")
        parser.add_argument("--programme", type=int, metavar="ID", help="программа, в которую сохранить черновик")
        parser.add_argument("--json", action="store_true", help="вывести в виде JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["dry_run"]:
            self._save(options)
            return
        if not options["period"]:
            raise CommandError("Укажите годы программы: --period 2021-2025.")
        document = self._read(options["file"], options["period"])
        if options["json"]:
            self.stdout.write(json.dumps(as_data(document), ensure_ascii=False, indent=2))
        else:
            self._describe(document)

    def _save(self, options: dict[str, Any]) -> None:
        """A draft in the programme, as if a person had accepted all that was read; the event names no person."""
        wanted = {"pk": options["programme"], "municipality__slug": options["municipality"]}
        programme = Programme.objects.select_related("municipality").filter(**wanted).first()
        if programme is None:
            raise CommandError("Такой программы нет. Укажите --municipality SLUG и --programme ID, или --dry-run.")
        years = f"{programme.starts_on.year}-{programme.ends_on.year}"
        document = self._read(options["file"], options["period"] or years)
        lines = lines_of(document, schools_by_number(programme.municipality))
        taken = {table.index for table in document.activities}
        roadmap = build_roadmap(
            programme,
            by=None,
            title=title_of(document),
            source_name=clean_name(options["file"].name),
            lines=[line for line in lines if line["table"] in taken],
        )
        self.stdout.write(f"Черновик карты № {roadmap.pk}: «{roadmap.title}»")

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
