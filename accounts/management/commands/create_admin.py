from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Role
from accounts.services import invite_user


class Command(BaseCommand):
    help = "Invites the first administrator of the portal: the letter holds the link to choose a password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("last_name")
        parser.add_argument("first_name")

    def handle(self, *args: Any, **options: Any) -> None:
        who = {name: options[name] for name in ("email", "last_name", "first_name")}
        try:
            user = invite_user(by=None, role=Role.ADMIN, municipality=None, **who)
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        self.stdout.write(f"Приглашение отправлено: {user.email}. Ссылка в письме действует 7 дней.")
