from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.models import Municipality, Role, User
from roadmaps.models.activity import Activity
from roadmaps.models.programme import Roadmap
from schools.models import School


def _of_office(user: User) -> Q:
    """Who stands behind a word of a roadmap is the office's business, not the schools'."""
    is_school = user.role in (Role.DIRECTOR, Role.CURATOR)
    return Q(municipality_id=0 if is_school else user.tenant_id)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: User) -> OrganisationQuerySet:
        return self.filter(_of_office(user))


class Organisation(models.Model):
    """A body or a group that answers for activities, other than the schools, with its people in the portal."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="organisations")
    name = models.CharField("название", max_length=300)
    members = models.ManyToManyField(User, related_name="organisations", verbose_name="сотрудники", blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "организация"
        verbose_name_plural = "организации"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "municipality",
                Lower("name"),
                name="organisation_name_unique",
                violation_error_message="Организация с таким названием уже есть.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class PartyAliasQuerySet(models.QuerySet["PartyAlias"]):
    def visible_to(self, user: User) -> PartyAliasQuerySet:
        return self.filter(_of_office(user))


class PartyAlias(models.Model):
    """What the municipality has said once of a word in its roadmaps: whom it means. An abbreviation is one of these."""

    class Target(models.TextChoices):
        PERSON = "person", "человек"
        ORGANISATION = "organisation", "организация или группа"
        OFFICE = "office", "методисты и координаторы"
        ALL_SCHOOLS = "all", "все школы программы"
        LOW_RESULTS = "low", "ШНОР"
        ADVERSE = "adverse", "ШНСУ"
        LISTED = "listed", "отдельные школы"
        NOBODY = "nobody", "никому не напоминать"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="party_aliases")
    key = models.CharField(max_length=300)  # roadmaps.resolution.keys.party_key
    text = models.CharField("как написано", max_length=2000)
    target = models.CharField("кто это", max_length=12, choices=Target.choices)
    user = models.ForeignKey(User, models.PROTECT, verbose_name="человек", null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name="организация", null=True, blank=True, related_name="aliases"
    )
    schools = models.ManyToManyField(School, related_name="+", verbose_name="школы", blank=True)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="кто ответил", null=True, related_name="+")
    at = models.DateTimeField("когда", auto_now=True)

    objects = PartyAliasQuerySet.as_manager()

    class Meta:
        verbose_name = "запомненный ответственный"
        verbose_name_plural = "запомненные ответственные"
        ordering = ["text", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "key"],
                name="party_alias_unique",
                violation_error_message="Про эти слова уже сказано, кого они значат.",
            ),
            models.CheckConstraint(
                condition=Q(target="person", user__isnull=False) | (~Q(target="person") & Q(user__isnull=True)),
                name="party_alias_person",
                violation_error_message="Выберите человека.",
            ),
            models.CheckConstraint(
                condition=Q(target="organisation", organisation__isnull=False)
                | (~Q(target="organisation") & Q(organisation__isnull=True)),
                name="party_alias_organisation",
                violation_error_message="Выберите организацию.",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:200]


class ActivityPartyQuerySet(models.QuerySet["ActivityParty"]):
    def visible_to(self, user: User) -> ActivityPartyQuerySet:
        rows = self.filter(activity__in=Activity.objects.visible_to(user))
        return rows.none() if user.role in (Role.DIRECTOR, Role.CURATOR) else rows

    def living(self) -> ActivityPartyQuerySet:
        """Of activities that are not deleted, in roadmaps that are not closed."""
        return self.filter(activity__deleted_at__isnull=True).exclude(
            activity__section__roadmap__state=Roadmap.State.CLOSED
        )

    def open(self) -> ActivityPartyQuerySet:
        """Those of which nobody knows yet whom they mean."""
        return self.exclude(state=ActivityParty.State.RESOLVED)


class ActivityParty(models.Model):
    """One who answers for an activity, as its cell says it. An index of what is asked: the people are never kept here.

    Rows follow `Activity.responsible_text` and the state of the municipality's directory (`services.index_parties`).
    """

    class State(models.TextChoices):
        RESOLVED = "resolved", "понятно"
        AMBIGUOUS = "ambiguous", "подходят несколько человек"
        UNRESOLVED = "unresolved", "непонятно, кого это касается"

    class Type(models.TextChoices):
        PERSON = "person", "человек"
        ROLE = "role", "должность"
        ORGANISATION = "organisation", "организация"
        GROUP = "group", "группа"
        SCHOOLS = "schools", "школы"

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="parties")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=300, db_index=True)
    text = models.CharField("как написано", max_length=2000)
    type = models.CharField("кто", max_length=12, choices=Type.choices)
    state = models.CharField("понято ли", max_length=10, choices=State.choices)

    objects = ActivityPartyQuerySet.as_manager()

    class Meta:
        verbose_name = "ответственный"
        verbose_name_plural = "ответственные"
        ordering = ["activity", "position"]
        constraints = [models.UniqueConstraint(fields=["activity", "position"], name="activity_party_unique")]

    def __str__(self) -> str:
        return self.text[:200]
