"""«Первые шаги»: what a municipality does between an empty portal and its first reports, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from accounts.models import Municipality, User
from accounts.permissions import Permission, may
from accounts.russian import counted
from monitoring.models import Indicator
from orders.models import Order
from roadmaps.models import Roadmap


@dataclass(frozen=True)
class Step:
    """`url` is empty where the person has no right to do the step: then `hint` says who does it."""

    title: str
    hint: str
    url: str
    is_done: bool


def first_steps(user: User) -> list[Step]:
    """All steps in their order while one is still to be done, then none. One query."""
    steps = _steps(_state(user), user)
    return [] if all(step.is_done for step in steps) else steps


def _state(user: User) -> Municipality:
    """The municipality with what it has; an annotation for each question."""
    active = Q(schools__is_active=True)
    mine = {"municipality": OuterRef("pk")}
    maps = Roadmap.objects.filter(programme__municipality=OuterRef("pk"))
    return Municipality.objects.annotate(
        school_count=Count("schools", filter=active, distinct=True),
        headed_count=Count("schools", filter=active & Q(schools__staff__duty="director"), distinct=True),
        has_roadmap=Exists(maps),
        has_roadmap_in_force=Exists(maps.exclude(state=Roadmap.State.DRAFT)),
        has_indicators=Exists(Indicator.objects.filter(programme__municipality=OuterRef("pk"))),
        has_order=Exists(Order.objects.filter(state=Order.State.REGISTERED, **mine)),
    ).get(pk=user.tenant_id)


def _steps(town: Municipality, user: User) -> list[Step]:
    schools, headed = town.school_count, town.headed_count  # type: ignore[attr-defined]
    return [
        Step(
            "Занести школы",
            f"В реестре {counted(schools, 'школа', 'школы', 'школ')}."
            if schools
            else "Список можно загрузить из Excel.",
            reverse("schools:school_list" if schools else "schools:school_import"),
            schools > 0,
        ),
        _directors(schools, headed, user),
        _roadmap(town),
        Step(
            "Настроить показатели",
            "Что школы будут считать в квартальных отчётах и к каким значениям идти.",
            reverse("monitoring:setup"),
            town.has_indicators,  # type: ignore[attr-defined]
        ),
        Step(
            "Зарегистрировать приказ",
            "Портал соберёт его из дорожной карты. Впишите номер и дату, когда он подписан.",
            reverse("orders:order_list"),
            town.has_order,  # type: ignore[attr-defined]
        ),
    ]


def _directors(schools: int, headed: int, user: User) -> Step:
    told = f"Директор есть у {headed} из {schools}." if headed else "Директор заполняет отчёты своей школы."
    if may(user, Permission.MANAGE_USERS):
        return Step("Пригласить директоров", told, reverse("schools:person_create"), 0 < schools == headed)
    return Step("Пригласить директоров", f"{told} Приглашает координатор.", "", 0 < schools == headed)


def _roadmap(town: Municipality) -> Step:
    is_begun, is_done = town.has_roadmap, town.has_roadmap_in_force  # type: ignore[attr-defined]
    hint = (
        "Черновик уже есть: проверьте его и утвердите."
        if is_begun
        else "Загрузите файл Word, перепечатывать его не нужно."
    )
    url = reverse("roadmaps:roadmap_list" if is_begun else "roadmaps:import_upload")
    return Step("Утвердить дорожную карту", "" if is_done else hint, url, is_done)
