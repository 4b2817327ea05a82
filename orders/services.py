"""Writes on orders. A registered order is a record: no service changes it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from orders.clauses import TypedClause
from orders.documents import clauses_of, order_document, years_words
from orders.models import Clause, OfficeProfile, Order
from orders.rendering import render_docx, render_pdf
from roadmaps.models import Roadmap
from roadmaps.services import RefusedError, change_state
from schools.listing.lists import begin_support
from schools.models import SchoolList

PREAMBLE = (
    "В целях повышения качества образования в школах с низкими образовательными результатами и школах, "
    "функционирующих в неблагоприятных социальных условиях,"
)
LAST_CLAUSES = (
    TypedClause("Контроль за исполнением настоящего приказа оставляю за собой."),
    TypedClause("Настоящий приказ вступает в силу со дня его подписания."),
)
LIST_CLAUSES = (
    TypedClause("Утвердить перечень общеобразовательных организаций, получающих адресную помощь ({перечень})."),
    TypedClause(
        "Руководителям общеобразовательных организаций, указанных в перечне ({перечень}):",
        (
            "назначить ответственных за повышение качества образования;",
            "принять участие в разработке и выполнении мер адресной помощи.",
        ),
    ),
    *LAST_CLAUSES,
)


def standard_clauses(roadmap: Roadmap) -> tuple[TypedClause, ...]:
    """Clauses every order on a roadmap starts from; the methodist edits them."""
    programme = roadmap.programme
    approved = [f"{_plan_words(roadmap.title)} ({{план}})."]
    if programme.passport.exists():
        approved.insert(0, f"Программу «{programme.title}» на {years_words(programme)} ({{паспорт}}).")
    approved.append("Перечень образовательных организаций, участвующих в программе ({перечень}).")
    return (
        TypedClause("Утвердить:", tuple(approved)),
        TypedClause(
            "Руководителям образовательных организаций, указанных в перечне ({перечень}):",
            (
                "обеспечить выполнение плана мероприятий в установленные сроки;",
                "ежеквартально представлять отчёт о выполнении плана мероприятий и значениях показателей;",
                "разместить сведения о реализации программы на официальном сайте образовательной организации.",
            ),
        ),
        *LAST_CLAUSES,
    )


def _plan_words(title: str) -> str:
    """A plan that calls itself one is not called so twice."""
    if title.casefold().startswith("план "):
        return f"{title} («дорожную карту»)"
    return f"План мероприятий («дорожную карту») «{title}»"


def standard_heading(roadmap: Roadmap) -> str:
    programme = roadmap.programme
    years = years_words(programme)
    if programme.passport.exists():
        return f"Об утверждении программы «{programme.title}» и плана мероприятий по её реализации на {years}"[:500]
    return f"Об утверждении плана мероприятий («дорожной карты») на {years}"


@transaction.atomic
def create_order(roadmap: Roadmap, *, by: User) -> Order:
    """A draft from the roadmap and the office's blank. The blank must be filled in first: OfficeProfile.DoesNotExist."""
    return _create(
        Order(
            municipality_id=roadmap.programme.municipality_id,
            roadmap=roadmap,
            heading=standard_heading(roadmap),
            preamble=PREAMBLE,
            with_passport=roadmap.programme.passport.exists(),
        ),
        standard_clauses(roadmap),
        by,
    )


@transaction.atomic
def create_list_order(school_list: SchoolList, *, by: User) -> Order:
    """A draft «Об утверждении перечня школ…» with the approved list as its appendix. OfficeProfile.DoesNotExist as above."""
    return _create(
        Order(
            municipality_id=school_list.municipality_id,
            school_list=school_list,
            heading=f"Об утверждении перечня школ, получающих адресную помощь, на {school_list.year} год",
            preamble=PREAMBLE,
            with_passport=False,
        ),
        LIST_CLAUSES,
        by,
    )


def _create(order: Order, clauses: Iterable[TypedClause], by: User) -> Order:
    office = OfficeProfile.objects.get(municipality=order.municipality_id)
    order.signatory_position, order.signatory_name = office.signatory_position, office.signatory_name
    order.executor = ", ".join(filter(None, (by.full_name, by.phone)))
    order.save()
    _write_clauses(order, clauses)
    audit.record("проект приказа создан", order, by=by, municipality=order.municipality_id)
    return order


@transaction.atomic
def update_order(order: Order, *, by: User, clauses: Iterable[TypedClause], **fields: Any) -> Order:
    """Raises ValidationError when the order has been registered meanwhile."""
    order = _draft(order)
    before, after = audit.changes(order, fields)
    clauses = tuple(clauses)
    if clauses != clauses_of(order):
        before["clauses"], after["clauses"] = _as_lists(clauses_of(order)), _as_lists(clauses)
        order.clauses.all().delete()
        _write_clauses(order, clauses)
    if not after:
        return order
    for name, value in fields.items():
        setattr(order, name, value)
    order.save()
    audit.record("проект приказа изменён", order, by=by, municipality=order.municipality_id, before=before, after=after)
    return order


@transaction.atomic
def register_order(order: Order, *, by: User, number: str, signed_on: date) -> Order:
    """Stamp number and date into the order and every appendix at once, and freeze both files.

    What the order approves is in force from now on: a roadmap that is still a draft is approved in the same transaction.
    Raises ValidationError when the order is registered already or its roadmap cannot be approved.
    """
    order = _draft(order)
    if order.roadmap is not None:
        _approve_roadmap(order.roadmap, by)
    order.number, order.signed_on = number, signed_on
    document = order_document(order)
    pdf = render_pdf(document)
    order.state = Order.State.REGISTERED
    order.registered_at, order.registered_by = timezone.now(), by
    order.pdf_sha256 = sha256(pdf).hexdigest()
    order.full_clean(exclude=["pdf", "docx"])
    order.pdf.save("prikaz.pdf", ContentFile(pdf), save=False)
    order.docx.save("prikaz.docx", ContentFile(render_docx(document)), save=False)
    order.save()
    after = {"number": number, "signed_on": signed_on, "pdf_sha256": order.pdf_sha256}
    if order.school_list is not None:
        begin_support(order.school_list, by=by)
    audit.record("приказ зарегистрирован", order, by=by, municipality=order.municipality_id, after=after)
    return order


@transaction.atomic
def delete_draft(order: Order, *, by: User) -> None:
    order = _draft(order)
    audit.record(
        "проект приказа удалён", order, by=by, municipality=order.municipality_id, before={"heading": order.heading}
    )
    order.delete()


@transaction.atomic
def save_office(office: OfficeProfile, *, by: User, **fields: Any) -> OfficeProfile:
    """Create or change the office's blank."""
    before, after = audit.changes(office, fields)
    for name, value in fields.items():
        setattr(office, name, value)
    office.full_clean()
    office.save()
    if after:
        audit.record(
            "бланк приказов изменён", office, by=by, municipality=office.municipality_id, before=before, after=after
        )
    return office


def _approve_roadmap(roadmap: Roadmap, by: User) -> None:
    if roadmap.state != Roadmap.State.DRAFT:
        return
    try:
        change_state(roadmap, by=by, to=Roadmap.State.APPROVED)
    except RefusedError as refusal:
        raise ValidationError(f"Приказ утверждает дорожную карту, а утвердить её нельзя. {refusal}") from refusal


def _draft(order: Order) -> Order:
    locked = (
        Order.objects.select_for_update(of=("self",))
        .select_related("municipality", "roadmap__programme", "school_list")
        .get(pk=order.pk)
    )
    if locked.state != Order.State.DRAFT:
        raise ValidationError("Приказ уже зарегистрирован: исправить его можно только новым приказом.")
    return locked


def _write_clauses(order: Order, clauses: Iterable[TypedClause]) -> None:
    for position, clause in enumerate(clauses):
        parent = Clause.objects.create(order=order, position=position, text=clause.text)
        children = [Clause(order=order, parent=parent, position=n, text=text) for n, text in enumerate(clause.children)]
        Clause.objects.bulk_create(children)


def _as_lists(clauses: Iterable[TypedClause]) -> list[list[str]]:
    return [[clause.text, *clause.children] for clause in clauses]
