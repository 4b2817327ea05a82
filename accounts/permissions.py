"""Who may do what: the one table. Which rows a person sees is decided by each model's `visible_to(user)`."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import update_wrapper
from typing import Concatenate, ParamSpec, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from accounts.models import Role, User


class Permission(StrEnum):
    MANAGE_MUNICIPALITIES = "заводить муниципалитеты"
    MANAGE_USERS = "заводить пользователей и менять роли"
    VIEW_LETTERS = "видеть отправленные письма"
    VIEW_AUDIT = "видеть журнал действий"
    VIEW_SCHOOLS = "видеть школы"
    MANAGE_SCHOOLS = "вести реестр школ"
    IMPORT_RESULTS = "загружать результаты"
    VIEW_PASSPORTS = "видеть социальные паспорта"
    FILL_PASSPORT = "заполнять социальный паспорт своей школы"
    VIEW_IDENTIFICATION = "видеть идентификацию и перечни школ"
    EDIT_IDENTIFICATION = "проводить идентификацию и готовить решения"
    APPROVE_IDENTIFICATION = "утверждать методику, решения экспертов и перечень школ"
    VIEW_ROADMAPS = "видеть дорожные карты"
    EDIT_ROADMAPS = "загружать и править дорожные карты"
    COMPLETE_ACTIVITIES = "отмечать исполнение мероприятий муниципалитета"
    SETTLE_SCHOOL_TERMS = "отмечать исполнение мероприятий школы"
    VIEW_REPORTS = "видеть отчёты школ"
    FILL_REPORTS = "заполнять и отправлять отчёт своей школы"
    REVIEW_REPORTS = "принимать и возвращать отчёты"
    MANAGE_CALENDAR = "вести календарь муниципалитета"
    MANAGE_REMINDERS = "менять правила напоминаний"
    MANAGE_MONITORING = "настраивать показатели и отчётные периоды"
    VIEW_DASHBOARD = "видеть сводную картину"
    VIEW_CONSOLIDATED = "скачивать сводный отчёт"
    VIEW_ORDERS = "видеть и скачивать приказы"
    EDIT_ORDERS = "готовить приказы"
    REGISTER_ORDERS = "регистрировать подписанные приказы"


P = Permission
_MUNICIPAL = {
    P.VIEW_SCHOOLS, P.VIEW_ROADMAPS, P.VIEW_REPORTS, P.VIEW_DASHBOARD, P.VIEW_CONSOLIDATED, P.VIEW_ORDERS, P.VIEW_LETTERS, P.VIEW_PASSPORTS,
    P.VIEW_IDENTIFICATION,
}  # fmt: skip
_OFFICE = _MUNICIPAL | {
    P.MANAGE_SCHOOLS, P.IMPORT_RESULTS, P.EDIT_ROADMAPS, P.COMPLETE_ACTIVITIES, P.SETTLE_SCHOOL_TERMS, P.REVIEW_REPORTS,
    P.MANAGE_MONITORING, P.MANAGE_CALENDAR, P.EDIT_ORDERS, P.REGISTER_ORDERS,
    P.EDIT_IDENTIFICATION,
}  # fmt: skip
ROLE_PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.METHODIST: frozenset(_OFFICE),
    Role.COORDINATOR: frozenset(_OFFICE | {P.APPROVE_IDENTIFICATION, P.MANAGE_USERS, P.MANAGE_REMINDERS, P.VIEW_AUDIT}),
    Role.HEAD: frozenset(_MUNICIPAL | {P.APPROVE_IDENTIFICATION, P.VIEW_AUDIT}),
    Role.CURATOR: frozenset({P.VIEW_SCHOOLS, P.VIEW_PASSPORTS, P.VIEW_ROADMAPS, P.VIEW_REPORTS}),
    Role.DIRECTOR: frozenset(
        {
            P.VIEW_SCHOOLS,
            P.VIEW_PASSPORTS,
            P.FILL_PASSPORT,
            P.VIEW_ROADMAPS,
            P.VIEW_REPORTS,
            P.FILL_REPORTS,
            P.SETTLE_SCHOOL_TERMS,
        }
    ),
    Role.ADMIN: frozenset({P.MANAGE_MUNICIPALITIES, P.MANAGE_USERS, P.VIEW_LETTERS, P.VIEW_AUDIT}),
}


def may(user: User | AnonymousUser, permission: Permission) -> bool:
    """Whether the role holds the permission now; read on every request, never cached."""
    return isinstance(user, User) and permission in ROLE_PERMISSIONS[user.role]


class UserRequest(HttpRequest):
    """A request behind `LoginRequiredMiddleware`: the user is a real one. `htmx` comes from django-htmx."""

    user: User
    htmx: bool


Params = ParamSpec("Params")
Response = TypeVar("Response", bound=HttpResponseBase)


def requires(
    permission: Permission,
) -> Callable[
    [Callable[Concatenate[UserRequest, Params], Response]], Callable[Concatenate[UserRequest, Params], Response]
]:
    """View decorator: a signed-in person whose role lacks the permission gets 403."""

    def decorate(
        view: Callable[Concatenate[UserRequest, Params], Response],
    ) -> Callable[Concatenate[UserRequest, Params], Response]:
        def guarded(request: UserRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> Response:
            if not may(request.user, permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return update_wrapper(guarded, view)

    return decorate
