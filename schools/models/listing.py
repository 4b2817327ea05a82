"""From verdicts to the list of schools: decisions of people, places in the list, the approved list, lists from outside."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from accounts.models import Municipality, User
from schools.models.identification import IdentificationRun, Verdict
from schools.models.school import School

SELF_APPROVAL = "Решение утверждает второй человек, а не тот, кто его предложил."


class ExpertDecisionQuerySet(models.QuerySet["ExpertDecision"]):
    def visible_to(self, user: User) -> ExpertDecisionQuerySet:
        return self.filter(school__in=School.objects.visible_to(user))

    def waiting(self) -> ExpertDecisionQuerySet:
        return self.filter(state=ExpertDecision.State.PROPOSED)

    def in_force(self) -> ExpertDecisionQuerySet:
        return self.filter(state=ExpertDecision.State.APPROVED)


class ExpertDecision(models.Model):
    """People include a school in a year's list, or leave it out, whatever the run says; its verdict stands beside it."""

    class Kind(models.TextChoices):
        INCLUDE = "include", "включить в перечень"
        EXCLUDE = "exclude", "не включать в перечень"

    class Category(models.TextChoices):
        LOW_RESULTS = "low_results", "ШНОР"
        ADVERSE = "adverse", "ШНСУ"

    class Basis(models.TextChoices):
        PROTOCOL = "protocol", "протокол рабочей группы"
        LETTER = "letter", "письмо"
        OUTER_LIST = "outer_list", "федеральный или региональный перечень"
        MARKERS = "markers", "признаки необъективности результатов"
        SMALL_SAMPLE = "small_sample", "малая выборка: решение экспертов"
        OTHER = "other", "иной документ"

    class State(models.TextChoices):
        PROPOSED = "proposed", "ждёт утверждения"
        APPROVED = "approved", "утверждено"
        REFUSED = "refused", "отклонено"

    TRANSITIONS = {
        State.PROPOSED: {State.APPROVED, State.REFUSED},
        State.APPROVED: set[State](),
        State.REFUSED: set[State](),
    }

    school = models.ForeignKey(School, models.PROTECT, related_name="expert_decisions")
    year = models.PositiveSmallIntegerField("перечень года")
    verdict = models.ForeignKey(Verdict, models.PROTECT, null=True, blank=True, related_name="decisions")
    category = models.CharField("категория", max_length=12, choices=Category.choices)
    kind = models.CharField("решение", max_length=8, choices=Kind.choices)
    justification = models.TextField("обоснование", max_length=4000)
    basis_kind = models.CharField("основание", max_length=12, choices=Basis.choices)
    basis = models.CharField(
        "реквизиты документа", max_length=300, help_text="Например: протокол рабочей группы от 12.09.2026 № 3."
    )
    state = models.CharField("состояние", max_length=8, choices=State.choices, default=State.PROPOSED)
    proposed_at = models.DateTimeField(auto_now_add=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.TextField("ответ утверждающего", max_length=2000, blank=True)

    objects = ExpertDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "экспертное решение"
        verbose_name_plural = "экспертные решения"
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(state="proposed") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="decision_state_pairs",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | ~Q(decided_by=F("proposed_by")),
                name="decision_by_a_second_person",
                violation_error_message=SELF_APPROVAL,
            ),
            models.UniqueConstraint(
                fields=["school", "year", "category"],
                condition=Q(state="proposed"),
                name="decision_one_waiting",
                violation_error_message="По этой школе решение уже ждёт утверждения.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}: {self.get_kind_display()} ({self.get_category_display()}, {self.year})"


class ListPlaceQuerySet(models.QuerySet["ListPlace"]):
    def visible_to(self, user: User) -> ListPlaceQuerySet:
        return self.filter(school__in=School.objects.visible_to(user))

    def listed(self) -> ListPlaceQuerySet:
        return self.filter(state__in=LISTED)


class ListPlace(models.Model):
    """Where a school stands on its way through the list now; how it came there is told by its events."""

    class State(models.TextChoices):
        NONE = "none", "не в перечне"
        CANDIDATE = "candidate", "кандидат"
        PROPOSED = "proposed", "предложена экспертами"
        APPROVED = "approved", "в утверждённом перечне"
        IN_SUPPORT = "in_support", "получает адресную помощь"
        EXIT_MONITORING = "exit_monitoring", "наблюдение перед выходом"
        EXITED = "exited", "вышла из перечня"

    # Exit leads through exit monitoring alone (two clean lists in a row); missing data move nobody.
    TRANSITIONS = {
        State.NONE: {State.CANDIDATE, State.PROPOSED},
        State.CANDIDATE: {State.NONE, State.PROPOSED, State.APPROVED},
        State.PROPOSED: {State.NONE, State.CANDIDATE, State.APPROVED},
        State.APPROVED: {State.IN_SUPPORT, State.EXIT_MONITORING, State.EXITED},
        State.IN_SUPPORT: {State.EXIT_MONITORING, State.EXITED},
        State.EXIT_MONITORING: {State.IN_SUPPORT, State.EXITED},
        State.EXITED: {State.CANDIDATE, State.PROPOSED},
    }

    school = models.OneToOneField(School, models.CASCADE, related_name="list_place")
    state = models.CharField("место в перечне", max_length=16, choices=State.choices, default=State.NONE)

    objects = ListPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "место в перечне"
        verbose_name_plural = "места в перечне"

    def __str__(self) -> str:
        return f"{self.school}: {self.get_state_display()}"


LISTED = (ListPlace.State.APPROVED, ListPlace.State.IN_SUPPORT, ListPlace.State.EXIT_MONITORING)


class SchoolListQuerySet(models.QuerySet["SchoolList"]):
    def visible_to(self, user: User) -> SchoolListQuerySet:
        return self.filter(municipality_id=user.tenant_id)


class SchoolList(models.Model):
    """The approved list of a year, as it was approved: another version corrects it, nothing changes it."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="school_lists")
    year = models.PositiveSmallIntegerField("год")
    version = models.PositiveSmallIntegerField("редакция", default=1)
    run = models.ForeignKey(IdentificationRun, models.PROTECT, related_name="lists")
    approved_at = models.DateTimeField("утверждён", auto_now_add=True)
    approved_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = SchoolListQuerySet.as_manager()

    class Meta:
        verbose_name = "перечень школ"
        verbose_name_plural = "перечни школ"
        ordering = ["-year", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "year", "version"], name="school_list_version_unique")
        ]

    def __str__(self) -> str:
        version = f", редакция {self.version}" if self.version > 1 else ""
        return f"Перечень школ {self.year} года{version}"


class SchoolListEntryQuerySet(models.QuerySet["SchoolListEntry"]):
    def visible_to(self, user: User) -> SchoolListEntryQuerySet:
        return self.filter(school__in=School.objects.visible_to(user))


class SchoolListEntry(models.Model):
    """A school in an approved list: its categories, its place, and the words of the basis as the order prints them."""

    school_list = models.ForeignKey(SchoolList, models.CASCADE, related_name="entries")
    school = models.ForeignKey(School, models.PROTECT, related_name="list_entries")
    low_results = models.BooleanField("ШНОР")
    adverse = models.BooleanField("ШНСУ")
    state = models.CharField("место в перечне", max_length=16, choices=ListPlace.State.choices)
    is_manual = models.BooleanField("включена решением людей", default=False)
    clean_lists = models.PositiveSmallIntegerField("чистых перечней подряд", default=0)
    wording = models.TextField("основание", max_length=2000)

    objects = SchoolListEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "школа в перечне"
        verbose_name_plural = "школы в перечне"
        ordering = ["school_list", "pk"]
        constraints = [models.UniqueConstraint(fields=["school_list", "school"], name="school_list_entry_unique")]

    def __str__(self) -> str:
        return f"{self.school_list}: {self.school}"

    @property
    def category(self) -> str:
        names = [name for name, holds in (("ШНОР", self.low_results), ("ШНСУ", self.adverse)) if holds]
        return " и ".join(names) or ListPlace.State(self.state).label


class ListEventQuerySet(models.QuerySet["ListEvent"]):
    def visible_to(self, user: User) -> ListEventQuerySet:
        return self.filter(school__in=School.objects.visible_to(user))


class ListEvent(models.Model):
    """A step of a school through the list. Append-only: the database refuses to change it."""

    school = models.ForeignKey(School, models.PROTECT, related_name="list_events")
    from_state = models.CharField(max_length=16, choices=ListPlace.State.choices)
    to_state = models.CharField(max_length=16, choices=ListPlace.State.choices)
    cause = models.CharField("почему", max_length=400)
    run = models.ForeignKey(IdentificationRun, models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.ForeignKey(ExpertDecision, models.PROTECT, null=True, blank=True, related_name="+")
    school_list = models.ForeignKey(SchoolList, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ListEventQuerySet.as_manager()

    class Meta:
        verbose_name = "шаг школы по перечню"
        verbose_name_plural = "шаги школ по перечню"
        ordering = ["school", "-pk"]

    def __str__(self) -> str:
        return f"{self.school}: {self.get_from_state_display()} → {self.get_to_state_display()}"


class OuterListQuerySet(models.QuerySet["OuterList"]):
    def visible_to(self, user: User) -> OuterListQuerySet:
        return self.filter(municipality_id=user.tenant_id)


class OuterList(models.Model):
    """A list that came from the ministry or the region, with the paper it came by."""

    class Level(models.TextChoices):
        FEDERAL = "federal", "федеральный"
        REGIONAL = "regional", "региональный"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="outer_lists")
    level = models.CharField("уровень", max_length=8, choices=Level.choices)
    year = models.PositiveSmallIntegerField("год")
    basis = models.CharField(
        "основание", max_length=300, help_text="Кто и каким документом прислал перечень: письмо, приказ, дата, номер."
    )
    schools = models.ManyToManyField(School, related_name="outer_lists")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OuterListQuerySet.as_manager()

    class Meta:
        verbose_name = "внешний перечень"
        verbose_name_plural = "внешние перечни"
        ordering = ["-year", "-pk"]

    def __str__(self) -> str:
        return f"{OuterList.Level(self.level).label.capitalize()} перечень {self.year} года"
