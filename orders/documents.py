"""From an order in the database to the OrderDocument both renderers take."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from orders.clauses import TypedClause, fill_references
from orders.models import OfficeProfile, Order
from orders.rendering.composition import appendix_label
from orders.rendering.document import (
    ACTIVITY,
    CATEGORY,
    DEADLINE,
    NUMBER,
    REPORT_FORM,
    RESPONSIBLE,
    RESULT,
    SCHOOL,
    Appendix,
    Clause,
    ClauseNumbering,
    Column,
    DateStyle,
    HeadingAlign,
    OrderDocument,
    PassportAppendix,
    Profile,
    RoadmapAppendix,
    RoadmapSection,
    SchoolListAppendix,
    Signatory,
)
from roadmaps.models import Activity, Roadmap
from roadmaps.models.programme import Programme
from schools.models import SchoolList

FULL_NAME = Column("Наименование", 70)
SHORT_NAME = Column("Краткое наименование", 30)
LISTED = (NUMBER, Column(SCHOOL.title, 48), Column(CATEGORY.title, 20), Column("Основание", 40))


@dataclass(frozen=True)
class NamedAppendix:
    """An appendix with the name clauses refer to it by."""

    name: str
    appendix: Appendix


def order_document(order: Order) -> OrderDocument:
    office = OfficeProfile.objects.get(municipality=order.municipality)
    profile, appendices = profile_of(office), appendices_of(order)
    labels = [appendix_label(profile, n, len(appendices)) for n in range(1, len(appendices) + 1)]
    numbers = {one.name: label[0].lower() + label[1:] for one, label in zip(appendices, labels, strict=True)}
    return OrderDocument(
        profile=profile,
        heading=order.heading,
        preamble=order.preamble,
        clauses=tuple(
            Clause(fill_references(c.text, numbers), tuple(Clause(fill_references(t, numbers)) for t in c.children))
            for c in clauses_of(order)
        ),
        signatory=Signatory(order.signatory_position, order.signatory_name),
        year=(order.signed_on or timezone.localdate()).year,
        number=order.number or None,
        date=order.signed_on,
        executors=(order.executor,) if order.executor else (),
        appendices=tuple(one.appendix for one in appendices),
    )


def clauses_of(order: Order) -> tuple[TypedClause, ...]:
    """The order's clauses with their sub-clauses. One query."""
    rows = list(order.clauses.order_by("position", "pk"))
    return tuple(
        TypedClause(row.text, tuple(child.text for child in rows if child.parent_id == row.pk))
        for row in rows
        if row.parent_id is None
    )


def profile_of(office: OfficeProfile) -> Profile:
    town = office.municipality
    return Profile(
        organisation=tuple(office.letterhead.splitlines()),
        appendix_issuer=f"к приказу {town.organisation_genitive}",
        place=town.place or None,
        font_size=office.font_size,
        date_style=DateStyle(office.date_style),
        clause_numbering=ClauseNumbering(office.clause_style),
        heading_align=HeadingAlign.CENTRE if office.heading_centered else HeadingAlign.LEFT,
        appendix_with_sign=office.appendix_with_sign,
    )


def appendices_of(order: Order) -> list[NamedAppendix]:
    if order.school_list is not None:
        return [NamedAppendix("перечень", approved_list_appendix(order.school_list))]
    if order.roadmap is None:  # the database holds that an order is about one of the two
        return []
    programme = order.roadmap.programme
    found = [NamedAppendix("план", roadmap_appendix(order.roadmap))]
    passport = tuple(programme.passport.values_list("name", "text"))
    if order.with_passport and passport:
        title = ("Программа", f"«{programme.title}»", f"на {years_words(programme)}")
        found.insert(0, NamedAppendix("паспорт", PassportAppendix(title=title, passport=passport)))
    if order.with_schools:
        found.append(NamedAppendix("перечень", school_list_appendix(programme)))
    return found


def roadmap_appendix(roadmap: Roadmap) -> RoadmapAppendix:
    """The table as in the order: result and report form get a column when some activity has one."""
    sections = list(roadmap.sections.all())
    alive = list(Activity.objects.alive().filter(section__roadmap=roadmap))
    fields = [(NUMBER, "number"), (ACTIVITY, "title"), (DEADLINE, "deadline_text"), (RESPONSIBLE, "responsible_text")]
    optional = [(RESULT, "expected_result"), (REPORT_FORM, "report_form")]
    fields += [(column, name) for column, name in optional if any(getattr(activity, name) for activity in alive)]
    return RoadmapAppendix(
        title=(roadmap.title, f"на {years_words(roadmap.programme)}"),
        columns=tuple(column for column, _ in fields),
        sections=tuple(
            RoadmapSection(
                title=f"{section.number} {section.title}".strip(),
                rows=tuple(tuple(getattr(a, name) for _, name in fields) for a in alive if a.section_id == section.pk),
            )
            for section in sections
        ),
    )


def years_words(programme: Programme) -> str:
    """«2025–2029 годы», «2026 год»."""
    return f"{programme.years} {'год' if programme.starts_on.year == programme.ends_on.year else 'годы'}"


def school_list_appendix(programme: Programme) -> SchoolListAppendix:
    names = programme.schools.values_list("full_name", "short_name")
    rows = tuple((str(n), full, short) for n, (full, short) in enumerate(names, 1))
    title = ("Перечень образовательных организаций,", "участвующих в программе")
    return SchoolListAppendix(title=title, columns=(NUMBER, FULL_NAME, SHORT_NAME), rows=rows)


def approved_list_appendix(school_list: SchoolList) -> SchoolListAppendix:
    """«Перечень школ»: the category of each and the basis in the words of the decision, as they were approved."""
    entries = school_list.entries.select_related("school").order_by("school")
    rows = tuple((str(n), one.school.full_name, one.category, one.wording) for n, one in enumerate(entries, 1))
    title = ("Перечень общеобразовательных организаций,", f"получающих адресную помощь, на {school_list.year} год")
    return SchoolListAppendix(title=title, columns=LISTED, rows=rows)
