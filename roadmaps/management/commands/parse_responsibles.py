"""`manage.py parse_responsibles`: cells as JSON lines on stdin -> who answers for them, as JSON lines on stdout."""

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from roadmaps.responsibles import parse


class Command(BaseCommand):
    help = (
        'Читает строки JSON {"text": …} из стандартного ввода и для каждой печатает ответственных: '
        '{"parties": [{"type", "name", "position", "school_numbers"}]}. База данных не нужна.'
    )
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        for text in _texts(sys.stdin):
            parties = [
                {
                    "type": party.type,
                    "name": party.name,
                    "position": party.position,
                    "school_numbers": list(party.school_numbers),
                }
                for party in parse(text)
            ]
            self.stdout.write(json.dumps({"parties": parties}, ensure_ascii=False))


def _texts(lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield str(json.loads(line)["text"] or "")
        except (ValueError, KeyError, TypeError) as error:
            raise CommandError(f"Строка {number}: нужен JSON с полем «text».") from error
