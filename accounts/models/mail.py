from __future__ import annotations

from django.db import models

from accounts.models.municipality import Municipality
from accounts.models.user import User


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def visible_to(self, user: User) -> OutgoingMailQuerySet:
        """Letters of the own municipality; the administrator sees the portal's letters of all."""
        if user.is_portal_admin:
            return self.all()
        return self.filter(municipality_id=user.tenant_id)

    def waiting(self) -> OutgoingMailQuerySet:
        return self.filter(state=OutgoingMail.State.WAITING)


class OutgoingMail(models.Model):
    """A letter written in the same transaction as its cause; its unique key makes sure nobody gets it twice."""

    class State(models.TextChoices):
        WAITING = "waiting", "ждёт отправки"
        SENDING = "sending", "отправляется"
        SENT = "sent", "отправлено"
        FAILED = "failed", "не доставлено"

    key = models.CharField(max_length=200, unique=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, related_name="+")
    recipient = models.ForeignKey(User, models.PROTECT, related_name="letters", verbose_name="кому")
    subject = models.CharField("тема", max_length=200)
    body = models.TextField("текст")
    is_secret = models.BooleanField(
        default=False, help_text="Письмо со ссылкой для входа: текст не показывается никому."
    )
    unsubscribe_url = models.CharField(max_length=300, blank=True)
    state = models.CharField("состояние", max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField("ошибка", max_length=300, blank=True)
    created_at = models.DateTimeField("создано", auto_now_add=True)
    sent_at = models.DateTimeField("отправлено", null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = "письмо"
        verbose_name_plural = "письма"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at__isnull=True)),
                name="mail_sent_has_time",
            )
        ]

    def __str__(self) -> str:
        return self.subject
