"""The life of a roadmap: draft, approved, closed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts import audit
from accounts.models import User
from accounts.notifications import News, notify
from roadmaps.models import Activity, Roadmap
from roadmaps.services.errors import RefusedError
from schools.models import SchoolStaff

ACTIONS = {
    Roadmap.State.DRAFT: "дорожная карта возвращена в черновик",
    Roadmap.State.APPROVED: "дорожная карта утверждена",
    Roadmap.State.CLOSED: "дорожная карта завершена",
}


@transaction.atomic
def change_state(roadmap: Roadmap, *, by: User, to: str, now: datetime | None = None) -> Roadmap:
    """Move the roadmap along TRANSITIONS. Raises RefusedError with the reason in Russian."""
    stored = Roadmap.objects.select_for_update(of=("self",)).select_related("programme").get(pk=roadmap.pk)
    was, target = Roadmap.State(stored.state), Roadmap.State(to)
    if target not in Roadmap.TRANSITIONS[was]:
        raise RefusedError(
            f"Карта в состоянии «{was.label}»: перевести её в «{target.label}» нельзя. Обновите страницу."
        )
    if target == Roadmap.State.APPROVED:
        _check_may_be_in_force(stored)
    if target == Roadmap.State.DRAFT:
        stored.approved_at = stored.approved_by = None
    elif was == Roadmap.State.DRAFT:
        stored.approved_at, stored.approved_by = now or timezone.now(), by
    stored.state = target
    stored.save(update_fields=["state", "approved_at", "approved_by"])
    municipality = stored.programme.municipality_id
    before, after = {"state": was.value}, {"state": target.value}
    audit.record(ACTIONS[target], stored, by=by, municipality=municipality, before=before, after=after)
    if target == Roadmap.State.APPROVED:
        _announce(stored)
    return stored


def _announce(roadmap: Roadmap) -> None:
    """Under the bell of the directors whose schools take part; each time the roadmap comes into force."""
    duties = SchoolStaff.objects.filter(
        school__in=roadmap.programme.schools.active(), duty=SchoolStaff.Duty.DIRECTOR, user__is_active=True
    )
    people = {duty.user_id: duty.user for duty in duties.select_related("user")}
    page, since = reverse("roadmaps:roadmap_detail", args=[roadmap.pk]), roadmap.approved_at
    text = f"Утверждена дорожная карта «{roadmap.title}»: посмотрите, что касается вашей школы"
    notify(News(person, f"roadmap:{roadmap.pk}:{since}", text, page) for person in people.values())


@transaction.atomic
def rename_roadmap(roadmap: Roadmap, *, by: User, title: str) -> Roadmap:
    stored = Roadmap.objects.select_for_update(of=("self",)).select_related("programme").get(pk=roadmap.pk)
    before, after = audit.changes(stored, {"title": title})
    if after:
        stored.title = title
        stored.save(update_fields=["title"])
        municipality = stored.programme.municipality_id
        audit.record(
            "дорожная карта переименована", stored, by=by, municipality=municipality, before=before, after=after
        )
    return stored


def _check_may_be_in_force(roadmap: Roadmap) -> None:
    """The database holds «one in force» too; asking first gives the person a sentence instead of an error."""
    if not Activity.objects.alive().filter(section__roadmap=roadmap).exists():
        raise RefusedError("В карте нет ни одного мероприятия.")
    rival = Roadmap.objects.in_force().filter(programme=roadmap.programme).exclude(pk=roadmap.pk).first()
    if rival:
        raise RefusedError(
            f"У программы уже утверждена карта «{rival.title}». Сначала завершите её или верните в черновик."
        )
