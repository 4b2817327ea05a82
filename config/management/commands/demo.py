from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import Municipality
from config.demo.build import build


class Command(BaseCommand):
    help = "Fills an empty database with three invented municipalities; does nothing where there are some already."

    def handle(self, *args: Any, **options: Any) -> None:
        if Municipality.objects.exists():
            self.stdout.write("Данные уже есть: демонстрационные не добавлены.")
            return
        try:
            build(timezone.now())
        except Exception as error:
            raise CommandError(f"Демонстрационные данные не созданы: {error}") from error
        self.stdout.write("Демонстрационные данные созданы.")
