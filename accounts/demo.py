"""The logins of the demo data, shown on the login page and in the console when DEMO is on."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import Municipality, Role, User

DEMO_PASSWORD = "opora-demo-2026"  # noqa: S105  public on purpose, demo data only
DEMO_SUFFIX = ".example"  # reserved for examples: no letter can leave (RFC 2606)


@dataclass(frozen=True)
class DemoLogin:
    role: str
    email: str
    where: str
    password: str = DEMO_PASSWORD


def demo_logins() -> list[DemoLogin]:
    """One login for each role, out of the first demo municipality."""
    people = User.objects.active().filter(email__endswith=DEMO_SUFFIX).select_related("municipality")
    first = Municipality.objects.filter(users__in=people).order_by("pk").first()
    found: dict[str, DemoLogin] = {}
    for user in people.order_by("pk"):
        if user.municipality is None or user.municipality == first:
            found.setdefault(
                user.role, DemoLogin(user.get_role_display(), user.email, str(user.municipality or "весь портал"))
            )
    return [found[role] for role in Role.values if role in found]
