from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Role, User
from monitoring.models.indicator import ReportingPeriod
from schools.models import School


class SchoolReportQuerySet(models.QuerySet["SchoolReport"]):
    def visible_to(self, user: User) -> SchoolReportQuerySet:
        """The office sees all of its municipality, a director and a curator those of their schools."""
        return self.filter(school__in=School.objects.visible_to(user))

    def awaiting_school(self) -> SchoolReportQuerySet:
        return self.filter(state__in=[SchoolReport.State.DRAFT, SchoolReport.State.RETURNED])

    def awaiting_review(self) -> SchoolReportQuerySet:
        return self.filter(state=SchoolReport.State.SUBMITTED)

    def late(self, today: date) -> SchoolReportQuerySet:
        return self.awaiting_school().filter(period__due_on__lt=today)


class SchoolReport(models.Model):
    """The report of one school for one period; whether it is late is computed from dates, never stored."""

    class State(models.TextChoices):
        DRAFT = "draft", "черновик"
        SUBMITTED = "submitted", "на проверке"
        RETURNED = "returned", "возвращён"
        ACCEPTED = "accepted", "принят"

    # state -> states a service may bring it to, and whose act it is
    TRANSITIONS: dict[str, dict[str, frozenset[str]]] = {
        State.DRAFT: {State.SUBMITTED: frozenset({Role.DIRECTOR})},
        State.SUBMITTED: {
            State.RETURNED: frozenset({Role.METHODIST, Role.COORDINATOR}),
            State.ACCEPTED: frozenset({Role.METHODIST, Role.COORDINATOR}),
        },
        State.RETURNED: {State.SUBMITTED: frozenset({Role.DIRECTOR})},
        State.ACCEPTED: {},
    }

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="reports")
    school = models.ForeignKey(School, models.PROTECT, related_name="reports")
    state = models.CharField("состояние", max_length=10, choices=State.choices, default=State.DRAFT)
    difficulties = models.TextField("трудности и нужная помощь", max_length=4000, blank=True)
    next_steps = models.TextField("план на следующий квартал", max_length=4000, blank=True)
    saved_at = models.DateTimeField("сохранён", null=True, blank=True)
    submitted_at = models.DateTimeField("отправлен", null=True, blank=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField("принят", null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SchoolReportQuerySet.as_manager()

    class Meta:
        verbose_name = "отчёт школы"
        verbose_name_plural = "отчёты школ"
        ordering = ["-period__starts_on", "school__short_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["period", "school"], name="report_unique"),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="report_submitted_has_author",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", submitted_at__isnull=True)
                | (~Q(state="draft") & Q(submitted_at__isnull=False)),
                name="report_state_matches_submission",
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", accepted_at__isnull=False, accepted_by__isnull=False)
                | (~Q(state="accepted") & Q(accepted_at__isnull=True, accepted_by__isnull=True)),
                name="report_accepted_has_author",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}, {self.period}"

    @property
    def is_editable(self) -> bool:
        return self.state in (self.State.DRAFT, self.State.RETURNED)


class ReportEventQuerySet(models.QuerySet["ReportEvent"]):
    def visible_to(self, user: User) -> ReportEventQuerySet:
        return self.filter(report__in=SchoolReport.objects.visible_to(user))


class ReportEvent(models.Model):
    """One step of a report's history: who moved it from which state to which, with what words and figures. Append-only."""

    report = models.ForeignKey(SchoolReport, models.PROTECT, related_name="events")
    at = models.DateTimeField(default=timezone.now, editable=False)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    from_state = models.CharField(max_length=10, choices=SchoolReport.State.choices, blank=True)
    to_state = models.CharField(max_length=10, choices=SchoolReport.State.choices)
    comment = models.TextField("замечание", max_length=4000, blank=True)
    snapshot = models.JSONField("содержание отчёта на этот момент", default=dict)

    objects = ReportEventQuerySet.as_manager()

    class Meta:
        verbose_name = "событие отчёта"
        verbose_name_plural = "история отчёта"
        ordering = ["report", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(to_state="returned") | ~Q(comment=""),
                name="report_return_has_reason",
                violation_error_message="Напишите, что исправить: без причины отчёт не возвращают.",
            ),
            models.CheckConstraint(condition=~Q(from_state=F("to_state")), name="report_event_moves"),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.get_to_state_display()}"
