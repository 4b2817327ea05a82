"""What has been remembered of the words of roadmaps, as the pages show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from accounts.models import User
from accounts.russian import counted, joined
from roadmaps.models import ActivityParty, PartyAlias
from roadmaps.models.responsible import PartyAliasQuerySet

Target = PartyAlias.Target
_SCHOOLS_NAMED = 4


@dataclass(frozen=True)
class RememberedRow:
    """`words`: whom the text means; `is_broken`: the person or the schools are not there any more, so it is asked again."""

    alias: PartyAlias
    words: str
    count: int
    is_broken: bool


def remembered_list(user: User) -> PartyAliasQuerySet:
    """With all that its words need."""
    rows = PartyAlias.objects.visible_to(user).select_related("user", "organisation", "by")
    return rows.prefetch_related("schools").order_by("text", "pk")


def remembered_rows(aliases: Iterable[PartyAlias], user: User) -> list[RememberedRow]:
    """One query besides those of `remembered_list`."""
    shown = list(aliases)
    living = ActivityParty.objects.visible_to(user).living().filter(key__in=[alias.key for alias in shown])
    counts = dict(living.order_by().values_list("key").annotate(Count("activity", distinct=True)))
    return [RememberedRow(alias, alias_words(alias), counts.get(alias.key, 0), _is_broken(alias)) for alias in shown]


def alias_words(alias: PartyAlias) -> str:
    """«Ветрова О. П.», «СОШ № 1, СОШ № 2 и ещё 3 школы»."""
    if alias.user:
        return alias.user.short_name
    if alias.organisation:
        return alias.organisation.name
    if alias.target != Target.LISTED:
        return alias.get_target_display()
    names = [school.short_name for school in alias.schools.all()]
    rest = len(names) - _SCHOOLS_NAMED
    if rest < 2:
        return joined(names)
    return f"{', '.join(names[:_SCHOOLS_NAMED])} и ещё {counted(rest, 'школа', 'школы', 'школ')}"


def _is_broken(alias: PartyAlias) -> bool:
    if alias.user:
        return not alias.user.is_active
    return alias.target == Target.LISTED and not any(school.is_active for school in alias.schools.all())
