"""«Проверка»: what a methodist should see before a roadmap is approved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.russian import counted
from roadmaps.models import Activity, ActivityParty, Roadmap, Section

_EXAMPLES = 3


@dataclass(frozen=True)
class Remark:
    """A sentence, and the activities or the section it is about. A blocking one has to be settled before approval.

    `party`: key of the `ActivityParty` whose question settles the remark.
    """

    text: str
    activities: Sequence[Activity] = ()
    section: Section | None = None
    party: int | None = None
    is_blocking: bool = False

    @property
    def examples(self) -> Sequence[Activity]:
        return self.activities[:_EXAMPLES]

    @property
    def more(self) -> str:
        """Beyond the examples."""
        rest = len(self.activities) - _EXAMPLES
        return f"и ещё {counted(rest, 'мероприятие', 'мероприятия', 'мероприятий')}" if rest > 0 else ""


def remarks(roadmap: Roadmap) -> list[Remark]:
    """Blocking remarks first, then those about the whole, then by activity in the order of the table. Five queries."""
    activities = Activity.objects.alive().filter(section__roadmap=roadmap).select_related("section")
    planned = Count("occurrences", filter=Q(occurrences__is_planned=True), distinct=True)
    rows = list(activities.annotate(planned_count=planned, listed_count=Count("schools", distinct=True)))
    found = [*_about_roadmap(roadmap, rows), *_about_sections(roadmap, rows), *_duplicates(rows)]
    asked = _asked(roadmap, rows)
    for row in rows:
        found += [Remark(text, activities=[row]) for text in _about_activity(row)]
        found += [remark for remark in asked if remark.activities[0] == row]
    return sorted(found, key=lambda remark: not remark.is_blocking)


def _about_roadmap(roadmap: Roadmap, rows: list[Activity]) -> Iterator[Remark]:
    if not rows:
        yield Remark("В карте нет ни одного мероприятия.", is_blocking=True)
    rival = Roadmap.objects.in_force().filter(programme=roadmap.programme).exclude(pk=roadmap.pk).first()
    if rival:
        text = f"У программы уже утверждена карта «{rival.title}». Сначала завершите её или верните в черновик."
        yield Remark(text, is_blocking=True)
    if not roadmap.programme.schools.exists():
        yield Remark("У программы не отмечено ни одной школы: директора не увидят карту и не получат отчётов.")


def _asked(roadmap: Roadmap, rows: list[Activity]) -> list[Remark]:
    """Responsibles of whom nobody knows whom they mean, so nobody is reminded on their account; each of them once."""
    places = {row.pk: place for place, row in enumerate(rows)}
    parties = ActivityParty.objects.living().open().filter(activity__section__roadmap=roadmap)
    first: dict[str, ActivityParty] = {}
    concerned: dict[str, list[Activity]] = {}
    for party in sorted(parties, key=lambda party: (places[party.activity_id], party.position)):
        first.setdefault(party.key, party)
        concerned.setdefault(party.key, []).append(rows[places[party.activity_id]])
    return [
        Remark(f"Неясно, кого касается «{party.text}».", list(dict.fromkeys(concerned[key])), party=party.pk)
        for key, party in first.items()
    ]


def _about_sections(roadmap: Roadmap, rows: list[Activity]) -> Iterator[Remark]:
    filled = {row.section_id for row in rows}
    for section in roadmap.sections.all():
        if section.pk not in filled:
            yield Remark("В разделе нет мероприятий.", section=section)


def _duplicates(rows: list[Activity]) -> Iterator[Remark]:
    """Numbers are compared within a section: plans number sections apart, and «1.» in each of them is no mistake."""
    counts = Counter((row.section_id, _bare(row.number)) for row in rows if row.number)
    for row in rows:
        times = counts[row.section_id, _bare(row.number)]
        if times > 1:
            yield Remark(f"Номер {_bare(row.number)} в разделе стоит не один раз.", activities=[row])


def _bare(number: str) -> str:
    return number.replace("№", "").strip(" .)\u00a0")


def _about_activity(row: Activity) -> Iterator[str]:
    if not row.deadline_text:
        yield "Не указан срок."
    elif row.needs_date and row.planned_count:  # type: ignore[attr-defined]
        yield f"Срок «{row.deadline_text}» без точного дня: портал напомнит к концу названного времени."
    elif row.needs_date:
        yield f"Срок «{row.deadline_text}» не даёт даты в годах программы: напоминаний по нему не будет."
    elif row.deadline_kind != "empty" and not row.planned_count:  # type: ignore[attr-defined]
        yield f"Срок «{row.deadline_text}» не попадает в годы программы."
    if not row.responsible_text:
        yield "Не указаны ответственные."
    if row.audience == Activity.Audience.LISTED and not row.listed_count:  # type: ignore[attr-defined]
        yield "Исполняют отдельные школы, но ни одна не отмечена."
