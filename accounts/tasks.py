"""Celery tasks of the outbox."""

from celery import shared_task
from django.utils import timezone

from accounts import mail


@shared_task(rate_limit="20/s")
def send_letter(letter_id: int) -> None:
    mail.send(letter_id)


@shared_task
def send_waiting_mail() -> None:
    """Beat sweeps up what a lost broker message or a dead worker left in the outbox."""
    for letter_id, queue in mail.take_waiting(timezone.now()):
        send_letter.apply_async((letter_id,), queue=queue)
