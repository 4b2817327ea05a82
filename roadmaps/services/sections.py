"""Writes on the sections of a draft."""

from __future__ import annotations

from django.db import transaction

from accounts import audit
from accounts.models import User
from roadmaps.models import Activity, Roadmap, Section
from roadmaps.services.activities import Direction
from roadmaps.services.drafts import lock_draft, rows_of, write_order, write_section_order
from roadmaps.services.errors import RefusedError


@transaction.atomic
def add_section(roadmap: Roadmap, *, by: User, number: str, title: str) -> Section:
    """A new section at the end."""
    locked = lock_draft(roadmap.pk)
    section = Section.objects.create(roadmap=locked, position=locked.sections.count() + 1, number=number, title=title)
    write_section_order(list(locked.sections.order_by("position", "pk")))
    after = {"number": number, "title": title}
    audit.record("раздел добавлен", section, by=by, municipality=locked.programme.municipality_id, after=after)
    return section


@transaction.atomic
def rename_section(section: Section, *, by: User, number: str, title: str) -> Section:
    roadmap = lock_draft(section.roadmap_id)
    stored = roadmap.sections.get(pk=section.pk)
    before, after = audit.changes(stored, {"number": number, "title": title})
    if after:
        stored.number, stored.title = number, title
        stored.save(update_fields=["number", "title"])
        municipality = roadmap.programme.municipality_id
        audit.record("раздел переименован", stored, by=by, municipality=municipality, before=before, after=after)
    return stored


@transaction.atomic
def move_section(section: Section, *, by: User, direction: Direction) -> None:
    """One place up or down among the sections; at the edge it stays."""
    roadmap = lock_draft(section.roadmap_id)
    sections = list(roadmap.sections.order_by("position", "pk"))
    at = sections.index(section)
    target = at + (-1 if direction == "up" else 1)
    if not 0 <= target < len(sections):
        return
    before = {"place": at + 1}
    sections[at], sections[target] = sections[target], sections[at]
    write_section_order(sections)
    municipality, after = roadmap.programme.municipality_id, {"place": target + 1}
    audit.record("раздел перемещён", section, by=by, municipality=municipality, before=before, after=after)


@transaction.atomic
def delete_section(section: Section, *, by: User) -> None:
    """Remove a section without activities. Deleted ones of it move to a neighbour: they may still be brought back."""
    roadmap = lock_draft(section.roadmap_id)
    stored = roadmap.sections.get(pk=section.pk)
    if Activity.objects.alive().filter(section=stored).exists():
        raise RefusedError("В разделе есть мероприятия. Сначала перенесите или удалите их.")
    others = list(roadmap.sections.exclude(pk=stored.pk).order_by("position", "pk"))
    orphans = rows_of(stored)
    if orphans and not others:
        raise RefusedError("Это единственный раздел, к нему относятся удалённые мероприятия. Переименуйте его.")
    if orphans:
        write_order(others[-1], [*rows_of(others[-1]), *orphans])
    before = {"number": stored.number, "title": stored.title}
    audit.record("раздел удалён", stored, by=by, municipality=roadmap.programme.municipality_id, before=before)
    stored.delete()
    write_section_order(others)
