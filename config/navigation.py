"""The sidebar: entries by permission, with counts of what waits for the person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import Role, User
from accounts.permissions import Permission as P
from accounts.permissions import UserRequest, may
from monitoring.models import SchoolReport


@dataclass(frozen=True)
class Entry:
    label: str
    url: str
    is_current: bool
    count: int


def _reports_to_fill(user: User) -> int:
    return SchoolReport.objects.visible_to(user).awaiting_school().count()


def _reports_to_review(user: User) -> int:
    return SchoolReport.objects.visible_to(user).awaiting_review().count()


def entries_for(request: UserRequest) -> list[Entry]:
    """At most seven entries; one query, for the role's own work queue."""
    return [_entry(request, *row) for row in _rows(request.user)]


Row = tuple[str, str, Callable[[User], int] | None]


def _rows(user: User) -> list[Row]:
    rows: list[tuple[P | None, str, str, Callable[[User], int] | None]] = [
        (None if not user.is_portal_admin else P.VIEW_DASHBOARD, "Главная", "home", None),
        (P.VIEW_DASHBOARD, "Сводная картина", "monitoring:dashboard", None),
        (P.FILL_REPORTS, "Мои отчёты", "monitoring:report_list", _reports_to_fill),
        (P.REVIEW_REPORTS, "Отчёты школ", "monitoring:report_list", _reports_to_review),
        (P.VIEW_ROADMAPS, "Дорожные карты", "roadmaps:roadmap_list", None),
        (P.VIEW_SCHOOLS, "Школы", "schools:school_list", None),
        (P.VIEW_ORDERS, "Приказы", "orders:order_list", None),
        (P.MANAGE_MUNICIPALITIES, "Муниципалитеты", "accounts:municipality_list", None),
        (P.MANAGE_USERS, "Пользователи", "schools:person_list", None),
        (P.VIEW_LETTERS, "Отправленные письма", "accounts:letter_list", None),
        (P.VIEW_AUDIT, "Журнал действий", "accounts:audit_list", None),
    ]
    if user.role == Role.HEAD:
        rows = [row for row in rows if row[2] != "monitoring:dashboard"]  # it is the head's home
    if user.role in (Role.HEAD, Role.CURATOR):
        rows.insert(2, (P.VIEW_REPORTS, "Отчёты школ", "monitoring:report_list", None))
    return [
        (label, name, count) for permission, label, name, count in rows if permission is None or may(user, permission)
    ]


def _entry(request: UserRequest, label: str, name: str, count: Callable[[User], int] | None) -> Entry:
    url = reverse(name)
    is_current = request.path == url if url == "/" else request.path.startswith(url)
    return Entry(label, url, is_current, count(request.user) if count else 0)
