"""From an uploaded file to a draft roadmap: keep what was read, keep the corrections, accept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from accounts import audit
from accounts.models import Municipality, User
from roadmaps.imports.document import Document
from roadmaps.models import Activity, Occurrence, Programme, Roadmap, RoadmapImport, Section
from roadmaps.services.audience import listed_schools, schools_by_number, split_numbers
from roadmaps.services.errors import RefusedError
from roadmaps.services.meaning import meaning_fields, planned_occurrences
from roadmaps.services.parties import index_parties
from roadmaps.services.programmes import create_programme
from roadmaps.services.reading import UNTITLED, as_read, lines_of, title_of
from roadmaps.term_calendar import Breaks, calendar_of
from schools.models import School


@transaction.atomic
def start_import(
    *,
    by: User,
    municipality: Municipality,
    file_name: str,
    document: Document,
    programme: Programme | None,
    programme_title: str,
    period_kind: str,
    starts_on: date,
    ends_on: date,
) -> RoadmapImport:
    """Keep what was read until somebody has reviewed it. The period is the programme's, or that of the new one."""
    started = RoadmapImport.objects.create(
        municipality=municipality,
        by=by,
        file_name=file_name,
        title=title_of(document),
        programme=programme,
        programme_title=programme_title,
        period_kind=period_kind,
        starts_on=starts_on,
        ends_on=ends_on,
        parsed=as_read(document),
        lines=lines_of(document, schools_by_number(municipality)),
        passport=[] if programme else [[item.name, item.text] for item in document.passport],
    )
    audit.record("файл загружен на разбор", started, by=by, municipality=municipality, after={"file": file_name})
    return started


@transaction.atomic
def save_review(
    started: RoadmapImport,
    *,
    by: User,
    fields: Mapping[str, Any],
    tables: Sequence[int],
    lines: Sequence[Mapping[str, Any]],
    passport: Sequence[tuple[str, str]],
    without_unknown: bool = False,
) -> RoadmapImport:
    """Keep the corrections. `fields`: the head of the review; `tables`: which are taken; `lines`: one for each stored line.

    `without_unknown`: the person has agreed to leave out schools that the municipality does not have.
    """
    stored = _lock(started)
    for name, value in fields.items():
        setattr(stored, name, value)
    for table in stored.parsed["tables"]:
        table["is_chosen"] = table["index"] in tables
    stored.parsed["without_unknown"] = without_unknown
    stored.lines = [line | dict(new) for line, new in zip(stored.lines, lines, strict=True)]
    stored.passport = [list(pair) for pair in passport]
    stored.full_clean()
    stored.save()
    count = sum(line["kind"] == "activity" for line in stored.lines)
    after = {"title": stored.title, "tables": list(tables), "activities": count}
    audit.record("разбор файла сохранён", stored, by=by, municipality=stored.municipality, after=after)
    return stored


@transaction.atomic
def accept_import(started: RoadmapImport, *, by: User) -> Roadmap:
    """Make the draft roadmap, and the programme where it is a new one. A second press gives the roadmap of the first."""
    stored = _lock(started)
    if stored.roadmap is not None:
        return stored.roadmap
    if stored.programme is None:
        stored.programme = create_programme(
            by=by,
            municipality=stored.municipality,
            title=stored.programme_title,
            period_kind=stored.period_kind,
            starts_on=stored.starts_on,
            ends_on=stored.ends_on,
            passport=[(name, text) for name, text in stored.passport],
        )
    chosen = {table["index"] for table in stored.parsed["tables"] if table["is_chosen"]}
    lines = [line for line in stored.lines if line["table"] in chosen]
    stored.roadmap = build_roadmap(
        stored.programme, by=by, title=stored.title, source_name=stored.file_name, lines=lines
    )
    stored.save(update_fields=["programme", "roadmap"])
    return stored.roadmap


@transaction.atomic
def discard_import(started: RoadmapImport, *, by: User) -> None:
    stored = _lock(started)
    if stored.roadmap_id is not None:
        raise RefusedError("Карта из этого файла уже создана.")
    before = {"file": stored.file_name}
    audit.record("разбор файла отменён", stored, by=by, municipality=stored.municipality, before=before)
    stored.delete()


@transaction.atomic
def build_roadmap(
    programme: Programme, *, by: User | None, title: str, source_name: str, lines: Sequence[Mapping[str, Any]]
) -> Roadmap:
    """A draft from the lines of a review (`reading.Line` as JSON). Activities before the first heading get a section of their own.

    Raises ValidationError where a text is longer than the roadmap can hold.
    """
    roadmap = Roadmap.objects.create(programme=programme, title=title, source_name=source_name)
    calendar = calendar_of(programme.municipality)
    rows = list(_placed(roadmap, lines, calendar.breaks))
    for activity, _ in rows:
        activity.clean_fields(exclude=["section"])
    Activity.objects.bulk_create(activity for activity, _ in rows)
    known = schools_by_number(programme.municipality)
    _link_schools(rows, known)
    Occurrence.objects.bulk_create(
        occurrence for activity, _ in rows for occurrence in planned_occurrences(activity, programme.period, calendar)
    )
    index_parties(programme.municipality, [activity for activity, _ in rows])
    after = {"title": title, "file": source_name, "sections": roadmap.sections.count(), "activities": len(rows)}
    if missing := _missing_schools(rows, known):
        after["without_schools"] = missing
    audit.record("дорожная карта загружена", roadmap, by=by, municipality=programme.municipality_id, after=after)
    return roadmap


def _link_schools(rows: Sequence[tuple[Activity, Mapping[str, Any]]], known: Mapping[str, list[School]]) -> None:
    listed: list[tuple[Activity, School]] = [
        (activity, school)
        for activity, line in rows
        if activity.audience == Activity.Audience.LISTED
        for school in listed_schools(line["numbers"], known)
    ]
    links = [Activity.schools.through(activity=activity, school=school) for activity, school in listed]
    Activity.schools.through.objects.bulk_create(links)


def _missing_schools(
    rows: Sequence[tuple[Activity, Mapping[str, Any]]], known: Mapping[str, list[School]]
) -> dict[str, str]:
    """Activity -> numbers of the schools that its line names and the municipality does not have."""
    named = {
        str(activity): [number for number in split_numbers(line["numbers"]) if number not in known]
        for activity, line in rows
        if activity.audience == Activity.Audience.LISTED
    }
    return {title: ", ".join(numbers) for title, numbers in named.items() if numbers}


def _placed(
    roadmap: Roadmap, lines: Sequence[Mapping[str, Any]], breaks: Breaks
) -> Iterator[tuple[Activity, Mapping[str, Any]]]:
    section: Section | None = None
    sections = position = 0
    for line in lines:
        if line["kind"] == "section" or (line["kind"] == "activity" and section is None):
            is_heading = line["kind"] == "section"
            sections, position = sections + 1, 0
            section = Section(
                roadmap=roadmap,
                position=sections,
                number=line["number"] if is_heading else "",
                title=line["title"] if is_heading else UNTITLED,
            )
            section.clean_fields(exclude=["roadmap"])
            section.save()
        if line["kind"] == "activity" and section is not None:
            position += 1
            yield _activity(section, position, line, breaks), line


def _activity(section: Section, position: int, line: Mapping[str, Any], breaks: Breaks) -> Activity:
    return Activity(
        section=section,
        position=position,
        number=line["number"],
        title=line["title"],
        deadline_text=line["deadline"],
        responsible_text=line["responsible"],
        expected_result=line["result"],
        report_form=line["report_form"],
        planned=line["planned"],
        audience=line["audience"],
        **meaning_fields(line["deadline"], section.roadmap.programme.period, breaks=breaks),
    )


def _lock(started: RoadmapImport) -> RoadmapImport:
    return (
        RoadmapImport.objects.select_for_update(of=("self",))
        .select_related("municipality", "programme", "roadmap")
        .get(pk=started.pk)
    )
