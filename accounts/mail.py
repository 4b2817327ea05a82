"""Letters: written into the outbox in the caller's transaction, sent by a Celery task, never twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import OutgoingMail, User

State = OutgoingMail.State

MAX_ATTEMPTS = 6  # the last one five hours after the first: a mail server may be away for a morning
FIRST_PAUSE = timedelta(minutes=10)  # doubled after each attempt
PORTION = 500  # so many digests stand in the queue at once: at 20 a second they are gone before the next sweep
UNSUBSCRIBE = "unsubscribe"
SET_ASIDE = timedelta(minutes=5)  # a letter that was queued and is still waiting: the broker has lost the message
STUCK_AFTER = timedelta(minutes=15)  # a worker that died while sending: the letter is tried again
# queues of the mail worker, which takes from them in turn: nobody's invitation stands behind thousands of digests
PERSONAL, BULK = "letters", "mailing"


@dataclass(frozen=True)
class Letter:
    """`key` makes sure it is written once; `unsubscribe_url` only where the person may refuse such letters."""

    key: str
    recipient: User
    subject: str
    body: str
    unsubscribe_url: str = ""


def write_letters(letters: Iterable[Letter]) -> dict[int, int]:
    """Put many letters into the outbox at once, in a constant number of queries; returns letter by recipient.

    One task is started for all of them: it hands them to the queue in portions, so that thousands do not stand before
    somebody's invitation.
    """
    rows = [
        OutgoingMail(
            key=letter.key,
            recipient=letter.recipient,
            municipality_id=letter.recipient.municipality_id,
            subject=letter.subject,
            body=letter.body,
            unsubscribe_url=letter.unsubscribe_url,
        )
        for letter in letters
    ]
    OutgoingMail.objects.bulk_create(rows, ignore_conflicts=True)
    from accounts.tasks import send_waiting_mail  # the task calls back into this module

    transaction.on_commit(send_waiting_mail.delay, robust=True)
    written = OutgoingMail.objects.filter(key__in=[row.key for row in rows])
    return dict(written.values_list("recipient_id", "pk"))


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
    transaction.on_commit(partial(send_letter.apply_async, (letter.pk,), queue=PERSONAL), robust=True)
    return letter


@transaction.atomic
def take_waiting(now: datetime) -> list[tuple[int, str]]:
    """Letters that no task is sending and whose turn has come, each with its queue; links to sign in first, digests last.

    They are set aside for a while, so that the next sweep does not queue them again while they stand in the queue, where
    digests never are more than a portion. What a dead worker left behind comes too, unless it has died with it too often.
    """
    stuck = Q(state=State.SENDING, next_attempt_at__lte=now)
    lost = OutgoingMail.objects.filter(stuck, attempts__gte=MAX_ATTEMPTS)
    lost.update(state=State.FAILED, error="отправка прерывалась несколько раз")
    due = Q(state=State.WAITING) & (Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=now))
    is_bulk = ExpressionWrapper(~Q(unsubscribe_url=""), BooleanField())
    free = OutgoingMail.objects.filter(due | stuck).select_for_update(skip_locked=True).annotate(is_bulk=is_bulk)
    found = list(free.order_by("-is_secret", "is_bulk", "pk").values_list("pk", "is_bulk")[:PORTION])
    queued = OutgoingMail.objects.waiting().filter(attempts=0, next_attempt_at__gt=now).exclude(unsubscribe_url="")
    personal = sum(not is_bulk for _, is_bulk in found)
    taken = found[: max(PORTION - queued.count(), personal)]
    set_aside = OutgoingMail.objects.filter(pk__in=[pk for pk, _ in taken])
    set_aside.update(state=State.WAITING, next_attempt_at=now + SET_ASIDE)
    return [(pk, BULK if is_bulk else PERSONAL) for pk, is_bulk in taken]


def unsubscribe_url(person: User) -> str:
    """The signed address at which the person refuses letters about terms without signing in."""
    token = signing.dumps(person.pk, salt=UNSUBSCRIBE)
    return settings.SITE_URL + reverse("accounts:unsubscribe", args=[token])


def unsubscribed_by(token: str) -> int | None:
    """Key of the person whose address it is; None when the token is not one of ours."""
    try:
        return int(signing.loads(token, salt=UNSUBSCRIBE))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def send(letter_id: int, now: datetime | None = None) -> bool:
    """Claim the letter, send it, note the outcome. False when somebody else has it or it failed."""
    now = now or timezone.now()
    if not _claim(letter_id, now):
        return False
    letter = OutgoingMail.objects.select_related("recipient").get(pk=letter_id)
    try:
        EmailMessage(letter.subject, letter.body, to=[letter.recipient.email], headers=_headers(letter)).send()
    except (OSError, ValueError) as error:  # smtplib's errors are OSErrors; an address that is none is a ValueError
        _note_failure(letter, error, now)
        return False
    OutgoingMail.objects.filter(pk=letter_id).update(state=State.SENT, sent_at=timezone.now(), error="")
    return True


def _headers(letter: OutgoingMail) -> dict[str, str]:
    """RFC 8058: the mail program itself offers to unsubscribe."""
    if not letter.unsubscribe_url:
        return {}
    return {
        "List-Unsubscribe": f"<{letter.unsubscribe_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _claim(letter_id: int, now: datetime) -> bool:
    """One conditional UPDATE decides which of several workers sends the letter."""
    free = Q(state=State.WAITING) | Q(state=State.SENDING, next_attempt_at__lte=now)
    with transaction.atomic():
        claimed = OutgoingMail.objects.filter(free, pk=letter_id).update(
            state=State.SENDING, attempts=F("attempts") + 1, next_attempt_at=now + STUCK_AFTER
        )
    return claimed == 1


def _note_failure(letter: OutgoingMail, error: OSError | ValueError, now: datetime) -> None:
    is_over = _is_final(error) or letter.attempts >= MAX_ATTEMPTS
    letter.state = State.FAILED if is_over else State.WAITING
    letter.next_attempt_at = now + FIRST_PAUSE * 2 ** (letter.attempts - 1)
    letter.error = f"{type(error).__name__}: {error}"[:300]
    letter.save(update_fields=["state", "next_attempt_at", "error"])


def _is_final(error: OSError | ValueError) -> bool:
    """Whether trying again is of no use: an address that is none, or refused with a 5xx (RFC 5321, 4.2.1) as the text may be.

    Refusals of the portal itself (its sender, its password) are not final: somebody will set them right.
    """
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    if isinstance(error, SMTPDataError):
        return error.smtp_code >= 500
    return isinstance(error, ValueError)
