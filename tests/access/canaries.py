"""The marked scene: both towns full of tokens, with papers and letters that were made of marked words."""

from __future__ import annotations

from django.core import mail as outbox
from django.utils import timezone

from accounts import mail
from accounts.models import OutgoingMail, User
from accounts.services import send_invitation, send_password_reset
from monitoring.reminders import remind
from monitoring.services import periods, reports
from orders.services import create_order, register_order
from roadmaps.models import CompletionFile
from tests.access.actors import Scene
from tests.access.crawl import SCHOOL_PEOPLE
from tests.access.tenants import rows_of
from tests.access.tokens import Marks, Place, mark, place_of
from tests.access.town import Town
from tests.roadmaps.docx_files import table_docx


def mark_scene(scene: Scene) -> tuple[Marks, Marks]:
    """Tokens into everything; then papers and letters are made; then tokens into what is new."""
    both = (Marks(scene.own.municipality, ("жъа", "qza")), Marks(scene.foreign.municipality, ("жъб", "qzb")))
    for town, marks in zip((scene.own, scene.foreign), both, strict=True):
        mark(marks)
        _reload(town)
        _papers(town)
        _letters(town)
        _files(town, marks)
    remind(timezone.now())
    for marks in both:
        mark(marks)
    return both


def _reload(town: Town) -> None:
    """The rows as they stand in the database now: services write what the instance in their hand says."""
    for value in vars(town).values():
        if hasattr(value, "refresh_from_db"):
            value.refresh_from_db()


def _papers(town: Town) -> None:
    town.registered.delete()  # it had files of nothing
    register_order(town.order, by=town.methodist, number="613", signed_on=timezone.localdate())
    town.registered, town.order = town.order, create_order(town.roadmap, by=town.methodist)
    town.registered.refresh_from_db()
    periods.remake_consolidated(town.consolidated, by=town.methodist, now=timezone.now())
    periods.make_consolidated(town.submitted.period_id, timezone.now())


def _letters(town: Town) -> None:
    send_invitation(town.colleague, by=town.coordinator)
    send_password_reset(town.colleague)
    reports.return_to_school(
        report=town.submitted,
        by=town.methodist,
        comment="Приложите протокол",
        submission_id=reports.latest_submission_id(town.submitted),
    )
    reports.accept(
        report=town.other_submitted,
        by=town.methodist,
        submission_id=reports.latest_submission_id(town.other_submitted),
    )


def _files(town: Town, marks: Marks) -> None:
    proofs = rows_of(CompletionFile, town.municipality)
    files = (town.evidence, town.other_evidence, *proofs, town.scan, town.other_scan)
    for evidence in files:
        token = marks.new(place_of(evidence, "file"))
        evidence.content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        evidence.save(update_fields=["content_type"])
        with evidence.file.storage.open(evidence.file.name, "wb") as file:
            file.write(table_docx(1, [(f"Протокол {token}",)]))


def leaking_letters(scene: Scene, both: tuple[Marks, Marks]) -> list[str]:
    """Letters with words of another town, or of another school in a letter to one school's people."""
    outbox.outbox.clear()
    for key in OutgoingMail.objects.values_list("pk", flat=True):
        mail.send(key)
    wrong = []
    for message in outbox.outbox:
        person = User.objects.get(email=message.to[0])
        text = f"{message.subject}\n{message.body}\n{message.to}"
        wrong += [
            f"«{message.subject}» to {person.role}: {place}"
            for marks in both
            for place in _strange(person, marks, text)
        ]
    return wrong


def _strange(person: User, marks: Marks, text: str) -> list[Place]:
    places = marks.found(text)
    if person.municipality_id != marks.town.pk:
        return list(places)
    if person.role not in SCHOOL_PEOPLE:
        return []
    mine = set(person.duties.values_list("school_id", flat=True))
    return [place for place in places if place.school not in (None, *mine)]
