"""Writes on municipalities and people. Each leaves an audit event."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts import audit
from accounts.mail import write_letter
from accounts.models import Municipality, ReminderSettings, User

INVITATION = """{greeting}, здравствуйте!

Вас пригласили на портал «Опора» — {role}{where}.
Чтобы начать, придумайте пароль:

{link}

Ссылка действует 7 дней. Если срок вышел, попросите прислать приглашение ещё раз.
Входить вы будете с адресом {email}.
"""

RESET = """{greeting}, здравствуйте!

{who} новый пароль для портала «Опора». Задайте его здесь:

{link}

Ссылка действует 7 дней. Если новый пароль вам не нужен, ничего не делайте: старый останется.
"""


@transaction.atomic
def create_municipality(*, by: User, **fields: Any) -> Municipality:
    municipality = Municipality(**fields)
    municipality.full_clean()
    municipality.save()
    audit.record("муниципалитет заведён", municipality, by=by, municipality=None, after=fields)
    return municipality


@transaction.atomic
def update_municipality(municipality: Municipality, *, by: User, **fields: Any) -> Municipality:
    before, after = audit.changes(municipality, fields)
    if after:
        _assign(municipality, after)
        municipality.full_clean()
        municipality.save()
        audit.record("муниципалитет изменён", municipality, by=by, municipality=None, before=before, after=after)
    return municipality


@transaction.atomic
def invite_user(*, by: User | None, **fields: Any) -> User:
    """A new person without a password, and a letter with the link to choose one."""
    user = User(**fields | {"email": fields["email"].strip().lower()})
    user.set_unusable_password()
    user.full_clean(exclude=["password"])
    user.save()
    audit.record("пользователь приглашён", user, by=by, municipality=user.municipality, after=fields)
    send_invitation(user, by=by)
    return user


@transaction.atomic
def update_user(user: User, *, by: User, **fields: Any) -> User:
    before, after = audit.changes(user, fields)
    if after:
        _assign(user, after)
        user.full_clean(exclude=["password"])
        user.save()
        audit.record("пользователь изменён", user, by=by, municipality=user.municipality, before=before, after=after)
    return user


@transaction.atomic
def send_invitation(user: User, *, by: User | None) -> None:
    now = timezone.now()
    user.invited_at = now
    user.save(update_fields=["invited_at"])
    text = INVITATION.format(
        greeting=user.greeting or user.full_name,
        role=user.get_role_display().lower(),
        where=f", {user.municipality.name}" if user.municipality else "",
        link=_password_link("accounts:invitation", user),
        email=user.email,
    )
    key = f"invite:{user.pk}:{now.isoformat()}"
    write_letter(key=key, recipient=user, subject="Приглашение на портал «Опора»", body=text, is_secret=True)
    audit.record("приглашение отправлено", user, by=by, municipality=user.municipality)


@transaction.atomic
def send_password_reset(user: User, *, by: User | None = None) -> None:
    """The link to a new password; `by` is whoever asked for somebody else, None is the sign-in page."""
    text = RESET.format(
        greeting=user.greeting or user.full_name,
        who=f"Для вас попросили ({by.full_name})" if by else "Кто-то, скорее всего вы, попросил",
        link=_password_link("accounts:reset_confirm", user),
    )
    key = f"reset:{user.pk}:{timezone.now().isoformat()}"
    write_letter(key=key, recipient=user, subject="Новый пароль для портала «Опора»", body=text, is_secret=True)
    audit.record("запрошен новый пароль", user, by=by, municipality=user.municipality)


def _password_link(name: str, user: User) -> str:
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return settings.SITE_URL + reverse(name, args=[uid, default_token_generator.make_token(user)])


def _assign(obj: Municipality | User, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(obj, name, value)


@transaction.atomic
def change_reminders(person: User, *, by: User, wish: Mapping[str, Any]) -> ReminderSettings:
    """How the person is reminded: `days_before`, `rhythm`, `weekday`, `by_email`."""
    wanted, _ = ReminderSettings.objects.select_for_update().get_or_create(user=person)
    before, after = audit.changes(wanted, dict(wish))
    if after:
        for name, value in after.items():
            setattr(wanted, name, value)
        wanted.save(update_fields=list(after))
        audit.record(
            "напоминания настроены", wanted, by=by, municipality=person.municipality_id, before=before, after=after
        )
    return wanted


@transaction.atomic
def change_escalation(municipality: Municipality, *, by: User, days: Mapping[str, int]) -> Municipality:
    """After how many days a debt goes up: `escalate_to_coordinator`, `escalate_to_head`."""
    stored = Municipality.objects.select_for_update().get(pk=municipality.pk)
    before, after = audit.changes(stored, dict(days))
    if after:
        _assign(stored, after)
        stored.full_clean()
        stored.save(update_fields=list(after))
        audit.record("правила напоминаний изменены", stored, by=by, municipality=stored, before=before, after=after)
    return stored


def refuse_letters(person: User) -> ReminderSettings:
    """By the address at the foot of a letter: no letters about terms; the portal itself goes on telling."""
    return change_reminders(person, by=person, wish={"by_email": False})
