from datetime import date
from hashlib import sha256
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from accounts.models import AuditEvent
from orders import services
from orders.clauses import parse_clauses, write_clauses
from orders.documents import clauses_of, order_document
from orders.models import OfficeProfile, Order
from roadmaps.services import change_state
from tests import factories as f


@pytest.fixture
def office(world):
    return f.OfficeProfileFactory(municipality=world.municipality)


@pytest.fixture
def order(world, office):
    f.PassportEntryFactory(programme=world.programme)
    return services.create_order(world.roadmap, by=world.methodist)


def text_of(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def fields_of(order, **changes):
    values = {
        name: getattr(order, name)
        for name in ("heading", "preamble", "signatory_position", "signatory_name", "executor")
    }
    return values | {"with_passport": "on", "with_schools": "on", "clauses": write_clauses(clauses_of(order))} | changes


def test_numbers_in_clauses_follow_the_appendices(world, order):
    services.update_order(
        order, by=world.methodist, clauses=parse_clauses("План: {план}, школы: {перечень}"), with_passport=False
    )
    document = order_document(Order.objects.get(pk=order.pk))
    assert document.clauses[0].text == "План: приложение\u00a0№\u00a01, школы: приложение\u00a0№\u00a02"
    assert [appendix.title[0] for appendix in document.appendices] == [
        world.roadmap.title,
        "Перечень образовательных организаций,",
    ]


@pytest.mark.parametrize(
    ("title", "clause"),
    [
        ("План мероприятий на год", "План мероприятий на год («дорожную карту») ({план})."),
        ("Шаг вперёд", "План мероприятий («дорожную карту») «Шаг вперёд» ({план})."),
    ],
)
def test_plan_is_called_so_once(world, title, clause):
    world.roadmap.title = title
    assert clause in services.standard_clauses(world.roadmap)[0].children


def test_create_without_office_leads_to_the_blank(sign_in, world):
    answer = sign_in(world.methodist).post(reverse("orders:order_create"), {"roadmap": world.roadmap.pk})
    assert (answer.url, Order.objects.count()) == (reverse("orders:office_edit"), 0)


def test_create_for_foreign_roadmap_404(sign_in, world, stranger, office):
    answer = sign_in(world.methodist).post(reverse("orders:order_create"), {"roadmap": stranger.roadmap.pk})
    assert answer.status_code == 404


def test_edit_saves_clauses_and_leaves_before_and_after(sign_in, world, order):
    data = fields_of(order, clauses="Утвердить план ({план}).\nКонтроль оставляю за собой.", heading="Об ином.")
    sign_in(world.methodist).post(reverse("orders:order_edit", args=[order.pk]), data)
    order.refresh_from_db()
    assert (order.heading, write_clauses(clauses_of(order))) == ("Об ином", data["clauses"])
    event = AuditEvent.objects.about(order).first()
    assert event.after["clauses"] == [["Утвердить план ({план})."], ["Контроль оставляю за собой."]]


def test_edit_with_reference_to_missing_appendix_refused_at_the_field(sign_in, world, order):
    page = sign_in(world.methodist).post(
        reverse("orders:order_edit", args=[order.pk]), fields_of(order, clauses="По {смете}.")
    )
    assert page.context["form"].errors == {
        "clauses": ["Такого приложения у приказа нет: {смете}. Исправьте пункт или приложите документ."]
    }


def test_draft_pdf_and_docx_say_they_are_drafts(sign_in, world, order):
    client = sign_in(world.head)
    pdf = b"".join(client.get(reverse("orders:order_pdf", args=[order.pk])).streaming_content)
    docx = b"".join(client.get(reverse("orders:order_docx", args=[order.pk])).streaming_content)
    assert "ПРОЕКТ" in text_of(pdf)
    assert world.activity.title in text_of(pdf)
    cells = [cell.text for table in Document(BytesIO(docx)).tables for row in table.rows for cell in row.cells]
    assert world.activity.title in cells


def test_registration_stamps_every_appendix_and_freezes_the_file(sign_in, world, order):
    data = {"number": "126-09", "signed_on": "2026-03-10"}
    sign_in(world.methodist).post(reverse("orders:order_register", args=[order.pk]), data)
    order.refresh_from_db()
    with order.pdf.open() as file:
        pdf = file.read()
    assert (order.state, order.pdf_sha256) == (Order.State.REGISTERED, sha256(pdf).hexdigest())
    assert text_of(pdf).replace("\u00a0", " ").count("№ 126-09") == 4
    world.activity.title = "Другое"
    world.activity.save()
    served = b"".join(sign_in(world.head).get(reverse("orders:order_pdf", args=[order.pk])).streaming_content)
    assert served == pdf


def test_registered_order_cannot_be_changed_or_deleted(sign_in, world, order):
    services.register_order(order, by=world.methodist, number="1", signed_on=date(2026, 3, 10))
    client = sign_in(world.methodist)
    page = client.post(reverse("orders:order_edit", args=[order.pk]), fields_of(order, heading="Иное"))
    assert page.context["form"].non_field_errors() == [
        "Приказ уже зарегистрирован: исправить его можно только новым приказом."
    ]
    client.post(reverse("orders:order_delete", args=[order.pk]))
    order.refresh_from_db()
    assert order.heading != "Иное"


def as_draft(roadmap):
    change_state(roadmap, by=None, to="draft")
    return roadmap


def registered(sign_in, world, order):
    data = {"number": "1", "signed_on": "2026-03-10"}
    return sign_in(world.methodist).post(reverse("orders:order_register", args=[order.pk]), data)


def test_registration_approves_the_draft_it_is_about(sign_in, world, order):
    as_draft(world.roadmap)
    registered(sign_in, world, order)
    world.roadmap.refresh_from_db()
    event = AuditEvent.objects.about(world.roadmap).first()
    assert (world.roadmap.state, world.roadmap.approved_by) == ("approved", world.methodist)
    assert (event.action, event.actor) == ("дорожная карта утверждена", world.methodist)


def test_registration_leaves_an_approved_roadmap_as_it_is(sign_in, world, order):
    registered(sign_in, world, order)
    assert AuditEvent.objects.about(world.roadmap).count() == 0


def test_order_on_a_roadmap_that_cannot_be_approved_is_not_registered(sign_in, world, order):
    as_draft(world.roadmap)
    rival = f.RoadmapFactory(programme=world.programme, approved=True)
    page = registered(sign_in, world, order)
    order.refresh_from_db()
    assert (order.state, page.context["form"].non_field_errors()) == (
        "draft",
        [
            "Приказ утверждает дорожную карту, а утвердить её нельзя. "
            f"У программы уже утверждена карта «{rival.title}». Сначала завершите её или верните в черновик."
        ],
    )


def test_registration_in_the_future_refused(sign_in, world, order):
    page = sign_in(world.methodist).post(
        reverse("orders:order_register", args=[order.pk]), {"number": "1", "signed_on": "2999-01-01"}
    )
    assert (page.status_code, page.context["form"].errors) == (
        422,
        {"signed_on": ["Дата подписания ещё не наступила."]},
    )


def test_number_and_date_taken_refused(world, order):
    services.register_order(order, by=world.methodist, number="1", signed_on=date(2026, 3, 10))
    second = services.create_order(world.roadmap, by=world.methodist)
    with pytest.raises(ValidationError, match="уже зарегистрирован"):
        services.register_order(second, by=world.methodist, number="1", signed_on=date(2026, 3, 10))


def test_update_keeps_nothing_when_nothing_changed(world, order):
    events = AuditEvent.objects.about(order).count()
    clauses = parse_clauses(write_clauses(clauses_of(order)))
    services.update_order(order, by=world.methodist, clauses=clauses, heading=order.heading)
    assert AuditEvent.objects.about(order).count() == events


def test_office_saved_once_per_municipality(sign_in, world):
    client = sign_in(world.methodist)
    data = {
        "letterhead": "УПРАВЛЕНИЕ",
        "signatory_position": "Начальник",
        "signatory_name": "В. А. Озёрная",
        "font_size": 14,
    }
    data |= {"date_style": "words", "clause_style": "bracket"}
    for size in (14, 13):
        client.post(reverse("orders:office_edit"), data | {"font_size": size})
    assert OfficeProfile.objects.get(municipality=world.municipality).font_size == 13


@pytest.mark.parametrize("rows", [1, 30])
def test_order_list_query_count(sign_in, world, django_assert_num_queries, rows):
    f.OrderFactory.create_batch(rows, municipality=world.municipality, roadmap=world.roadmap)
    client = sign_in(world.methodist)
    with django_assert_num_queries(10):
        client.get(reverse("orders:order_list"))
