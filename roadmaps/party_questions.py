"""The queue «Кого это касается?»: words nobody has explained, each once, with the activities that say them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Prefetch, Q, QuerySet

from accounts.models import User
from accounts.russian import counted
from roadmaps.models import Activity, ActivityParty
from roadmaps.models.responsible import ActivityPartyQuerySet
from roadmaps.resolution import Directory, Guess, Meant, guesses, parties_of, party_key, understand
from roadmaps.responsibles import Party

_EXAMPLES = 3
_WORDS = {
    ActivityParty.Type.PERSON: "Такого человека на портале нет.",
    ActivityParty.Type.ROLE: "Неизвестно, кто занимает эту должность.",
    ActivityParty.Type.ORGANISATION: "Такой организации на портале нет.",
    ActivityParty.Type.GROUP: "Неизвестно, кто входит в эту группу.",
    ActivityParty.Type.SCHOOLS: "Неясно, какие это школы.",
}


@dataclass(frozen=True)
class PartyQuestion:
    """`pk`: of one of its `ActivityParty` rows, which stands for all that say the same."""

    pk: int
    key: str
    text: str
    type: str
    count: int
    examples: Sequence[Activity]
    meant: Meant
    guesses: Sequence[Guess]
    organisation: str = ""

    @property
    def count_words(self) -> str:
        return counted(self.count, "мероприятие", "мероприятия", "мероприятий")

    @property
    def more(self) -> str:
        """Beyond the examples."""
        rest = self.count - len(self.examples)
        return f"и ещё {rest}" if rest > 0 else ""

    @property
    def why(self) -> str:
        if self.meant.state == ActivityParty.State.RESOLVED:
            return "Теперь понятно: ответ уже не нужен."
        if self.meant.state == ActivityParty.State.AMBIGUOUS:
            return "Подходят несколько человек. Кто из них?"
        if self.organisation:
            return f"У организации «{self.organisation}» не отмечен никто, кто это делает."
        return _WORDS[ActivityParty.Type(self.type)]


def open_parties(user: User) -> ActivityPartyQuerySet:
    return ActivityParty.objects.visible_to(user).living().open()


def question_count(user: User) -> int:
    """Deadlines to make clear, and words about responsibles that wait for an answer; one query."""
    deadlines = Activity.objects.visible_to(user).unclear().order_by().values_list("pk")
    words = open_parties(user).order_by().values("key").annotate(first=Min("pk")).values_list("first")
    return deadlines.union(words, all=True).count()


def open_keys(user: User, about: int = 0) -> QuerySet[Any, str]:
    """Those that most activities say come first; before them the one that the party `about` is asked in."""
    asked = (
        open_parties(user)
        .order_by()
        .values("key")
        .annotate(count=Count("activity", distinct=True), first=Min("pk"), wanted=Count("pk", filter=Q(pk=about)))
    )
    return asked.order_by("-wanted", "-count", "first").values_list("key", flat=True)


def questions(keys: Iterable[str], user: User, directory: Directory) -> list[PartyQuestion]:
    """In the order of the keys; three queries for any number of them."""
    wanted = list(keys)
    activities = Activity.objects.select_related("section__roadmap")
    rows = open_parties(user).filter(key__in=wanted).prefetch_related(Prefetch("activity", activities)).order_by("pk")
    by_key: dict[str, list[ActivityParty]] = {key: [] for key in wanted}
    for row in rows:
        by_key[row.key].append(row)
    return [question(found, directory) for found in by_key.values() if found]


def question_of(party: ActivityParty, user: User, directory: Directory) -> PartyQuestion:
    """The question that the party is asked in, whatever its state; the party with its activity."""
    same = ActivityParty.objects.visible_to(user).living().filter(key=party.key).exclude(pk=party.pk)
    others = same.select_related("activity__section__roadmap").order_by("pk")
    return question([party, *others], directory)


def question(rows: Sequence[ActivityParty], directory: Directory) -> PartyQuestion:
    """`rows`: all that say the same, with their activities."""
    first, activities = rows[0], list({row.activity_id: row.activity for row in rows}.values())
    party = _party(first)
    meant = understand(party, directory)
    return PartyQuestion(
        pk=first.pk,
        key=first.key,
        text=first.text,
        type=first.type,
        count=len(activities),
        examples=activities[:_EXAMPLES],
        meant=meant,
        guesses=guesses(party, directory),
        organisation=directory.organisations[meant.organisation] if meant.organisation else "",
    )


def _party(row: ActivityParty) -> Party:
    """As the engine reads it in its cell now."""
    read = (party for party in parties_of(row.activity.responsible_text) if party_key(party) == row.key)
    return next(read, Party(row.type, row.text, text=row.text))  # type: ignore[arg-type]  # choices are its types
