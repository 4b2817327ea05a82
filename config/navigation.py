"""The sidebar: entries by permission, with counts of what waits for the person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import Role, User
from accounts.permissions import Permission as P
from accounts.permissions import UserRequest, may
from monitoring.models import SchoolReport
from roadmaps.agenda import overdue_count
from roadmaps.party_questions import question_count
from schools.models import ExpertDecision


@dataclass(frozen=True)
class Entry:
    """`is_quiet`: what is needed rarely stands below a line. `key`: the count is renewed by it (`_nav_count.html`)."""

    label: str
    url: str
    is_current: bool
    count: int
    is_quiet: bool
    key: str


@dataclass(frozen=True)
class Row:
    """An entry for those who hold the permission; `count` says how much waits for the person.

    `also`: another page whose address begins otherwise and that belongs to the entry.
    """

    permission: P | None
    label: str
    name: str
    count: Callable[[User], int] | None = None
    is_quiet: bool = False
    also: str = ""


def _reports_to_fill(user: User) -> int:
    return SchoolReport.objects.visible_to(user).awaiting_school().count()


def _reports_to_review(user: User) -> int:
    return SchoolReport.objects.visible_to(user).awaiting_review().count()


def _decisions_to_approve(user: User) -> int:
    if not may(user, P.APPROVE_IDENTIFICATION):
        return 0
    return ExpertDecision.objects.visible_to(user).waiting().exclude(proposed_by=user).count()


HOME = Row(None, "Главная", "home")
REPORTS = Row(P.VIEW_REPORTS, "Отчёты школ", "monitoring:report_list")
ROWS = (
    Row(P.VIEW_DASHBOARD, "Сводная картина", "monitoring:dashboard"),
    Row(P.FILL_REPORTS, "Мои отчёты", "monitoring:report_list", _reports_to_fill),
    Row(P.REVIEW_REPORTS, "Отчёты школ", "monitoring:report_list", _reports_to_review),
    Row(P.VIEW_ROADMAPS, "Мои сроки", "roadmaps:term_list", overdue_count),
    Row(P.VIEW_ROADMAPS, "Дорожные карты", "roadmaps:roadmap_list"),
    Row(
        P.EDIT_ROADMAPS, "Вопросы по картам", "roadmaps:deadline_questions", question_count, also="roadmaps:party_queue"
    ),
    Row(P.VIEW_SCHOOLS, "Школы", "schools:school_list"),
    Row(P.VIEW_IDENTIFICATION, "Идентификация", "schools:workspace", _decisions_to_approve),
    Row(P.VIEW_ORDERS, "Приказы", "orders:order_list"),
    Row(P.MANAGE_MUNICIPALITIES, "Муниципалитеты", "accounts:municipality_list"),
    Row(P.VIEW_PASSPORTS, "Социальные паспорта", "schools:passport_list", is_quiet=True),
    Row(P.IMPORT_RESULTS, "Загрузка результатов", "schools:loading_list", is_quiet=True),
    Row(P.MANAGE_MONITORING, "Показатели и периоды", "monitoring:setup", is_quiet=True),
    Row(P.MANAGE_CALENDAR, "Календарь", "roadmaps:town_calendar", is_quiet=True),
    Row(P.MANAGE_REMINDERS, "Правила напоминаний", "monitoring:reminder_rules", is_quiet=True),
    Row(P.MANAGE_USERS, "Пользователи", "schools:person_list", is_quiet=True),
    Row(P.VIEW_LETTERS, "Отправленные письма", "accounts:letter_list", is_quiet=True),
    Row(P.VIEW_AUDIT, "Журнал действий", "accounts:audit_list", is_quiet=True),
)


def entries_for(request: UserRequest) -> list[Entry]:
    """The role's entries; a query for each count."""
    rows = _rows(request.user)
    length, current = max(((_match(request.path, row), row.name) for row in rows), default=(0, ""))
    return [_entry(request.user, row, is_current=length > 0 and row.name == current) for row in rows]


def _match(path: str, row: Row) -> int:
    """How much of the path the entry's addresses cover; the nearest entry is the current one."""
    urls = [reverse(name) for name in (row.name, row.also) if name]
    return max(len(url) if path == url or (url != "/" and path.startswith(url)) else 0 for url in urls)


def _rows(user: User) -> list[Row]:
    rows = [row for row in ROWS if row.permission is None or may(user, row.permission)]
    if user.is_portal_admin:
        return rows
    if user.role == Role.HEAD:
        rows = [row for row in rows if row.name != "monitoring:dashboard"]  # it is the head's first page
    if user.role in (Role.HEAD, Role.CURATOR):
        rows.insert(0, REPORTS)
    return [HOME, *rows]


def _entry(user: User, row: Row, *, is_current: bool) -> Entry:
    count = row.count(user) if row.count else 0
    return Entry(row.label, reverse(row.name), is_current, count, row.is_quiet, key=row.name.replace(":", "-"))
