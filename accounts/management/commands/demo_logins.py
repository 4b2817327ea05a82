from typing import Any

from django.core.management.base import BaseCommand

from accounts.demo import demo_logins


class Command(BaseCommand):
    help = "Prints a demo login for each role."

    def handle(self, *args: Any, **options: Any) -> None:
        for login in demo_logins():
            self.stdout.write(f"  {login.role:<28} {login.email:<36} {login.password}")
