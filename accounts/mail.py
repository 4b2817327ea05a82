"""Letters: written into the outbox in the caller's transaction, sent by a Celery task, never twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import OutgoingMail, User

MAX_ATTEMPTS = 3
STUCK_AFTER = timedelta(minutes=15)  # a worker that died while sending: the letter is tried again


def write_letter(*, key: str, recipient: User, subject: str, body: str, is_secret: bool = False) -> OutgoingMail | None:
    """Put a letter into the outbox unless one with this key is there already; returns it when it is new."""
    letter, is_new = OutgoingMail.objects.get_or_create(
        key=key,
        defaults={
            "recipient": recipient,
            "municipality": recipient.municipality,
            "subject": subject,
            "body": body,
            "is_secret": is_secret,
        },
    )
    if not is_new:
        return None
    from accounts.tasks import send_letter  # the task calls back into this module

    # robust: a broker that is down must not fail a request whose data is saved; beat sweeps the outbox up later
    transaction.on_commit(partial(send_letter.delay, letter.pk), robust=True)
    return letter


def waiting_ids(now: datetime) -> list[int]:
    """Letters that no task is sending and whose turn has come (also those a dead worker left behind)."""
    due = Q(state=OutgoingMail.State.WAITING) & (Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=now))
    stuck = Q(state=OutgoingMail.State.SENDING, next_attempt_at__lte=now)
    return list(OutgoingMail.objects.filter(due | stuck).order_by("pk").values_list("pk", flat=True)[:500])


def send(letter_id: int, now: datetime | None = None) -> bool:
    """Claim the letter, send it, note the outcome. False when somebody else has it or it failed."""
    now = now or timezone.now()
    if not _claim(letter_id, now):
        return False
    letter = OutgoingMail.objects.select_related("recipient").get(pk=letter_id)
    try:
        EmailMessage(letter.subject, letter.body, to=[letter.recipient.email]).send()
    except OSError as error:  # smtplib's errors are OSErrors too
        _note_failure(letter, error, now)
        return False
    OutgoingMail.objects.filter(pk=letter_id).update(state=OutgoingMail.State.SENT, sent_at=timezone.now(), error="")
    return True


def _claim(letter_id: int, now: datetime) -> bool:
    """One conditional UPDATE decides which of several workers sends the letter."""
    free = Q(state=OutgoingMail.State.WAITING) | Q(state=OutgoingMail.State.SENDING, next_attempt_at__lte=now)
    with transaction.atomic():
        claimed = OutgoingMail.objects.filter(free, pk=letter_id).update(
            state=OutgoingMail.State.SENDING, attempts=F("attempts") + 1, next_attempt_at=now + STUCK_AFTER
        )
    return claimed == 1


def _note_failure(letter: OutgoingMail, error: OSError, now: datetime) -> None:
    letter.state = OutgoingMail.State.FAILED if letter.attempts >= MAX_ATTEMPTS else OutgoingMail.State.WAITING
    letter.next_attempt_at = now + timedelta(minutes=5 * 2**letter.attempts)
    letter.error = f"{type(error).__name__}: {error}"[:300]
    letter.save(update_fields=["state", "next_attempt_at", "error"])
