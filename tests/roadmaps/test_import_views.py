import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import AuditEvent
from accounts.uploads import MEGABYTE, UploadError
from roadmaps.imports.intake import read_upload
from roadmaps.models import Activity, Programme, Roadmap, RoadmapImport
from schools.models import School
from tests.accounts.upload_files import PNG, encrypted_zip, excel_file, ole_file, repacked, word_file
from tests.roadmaps.docx_files import programme_docx, report_forms_docx, table_docx

UPLOAD = reverse("roadmaps:import_upload")
NEW = {
    "programme": "",
    "programme_title": "Шаг вперёд",
    "period_kind": "calendar",
    "first_year": "2021",
    "last_year": "2025",
}


BAD = {
    "png": PNG,
    "empty": b"",
    "60 MB": bytes(60 * MEGABYTE),
    "bomb": repacked(word_file(), {"word/media/image1.bin": bytes(60 * MEGABYTE)}),
    "encrypted zip": encrypted_zip(),
    "password": ole_file("EncryptedPackage"),
    "xlsx": excel_file(),
    "no table": word_file(),
    "cut off": programme_docx()[:2000],
}


def refusal(data):
    with pytest.raises(UploadError) as caught:
        read_upload(BytesIO(data), "план.docx")
    return str(caught.value)


def upload(client, data, **changed):
    file = SimpleUploadedFile("план.docx", data)
    return client.post(UPLOAD, NEW | {"file": file} | changed)


@pytest.fixture
def client(world, sign_in):
    return sign_in(world.methodist)


@pytest.fixture
def started(client):
    upload(client, programme_docx())
    return RoadmapImport.objects.get()


def review(pk):
    return reverse("roadmaps:import_review", args=[pk])


def filled(client, started):
    """The review form as the browser would send it back untouched."""
    context = client.get(review(started.pk)).context
    data = {"table": context["lines"].taken}
    for form in [context["head"], *context["lines"].forms, *context["passport"].forms]:
        data |= {bound.html_name: bound.value() or "" for bound in form}
    for formset in (context["lines"], context["passport"]):
        data |= {bound.html_name: bound.value() for bound in formset.management_form}
    return data


@pytest.mark.parametrize("data", BAD.values(), ids=BAD.keys())
def test_bad_file_gets_the_message_of_the_gateway_and_changes_nothing(client, data):
    assert upload(client, data).context["form"].errors == {"file": [refusal(data)]}
    assert (RoadmapImport.objects.count(), Programme.objects.count()) == (0, 1)


def test_missing_file_and_years_are_asked_for_at_their_fields(client):
    form = client.post(UPLOAD, {"programme": ""}).context["form"]
    assert sorted(form.errors) == ["file", "first_year", "last_year", "period_kind", "programme_title"]


def test_years_backwards_are_refused(client):
    form = upload(client, programme_docx(), first_year="2025", last_year="2021").context["form"]
    assert form.errors == {"last_year": ["Последний год раньше первого."]}


def test_school_years_are_understood(client):
    upload(client, programme_docx(), period_kind="school", first_year="2021", last_year="2022")
    started = RoadmapImport.objects.get()
    assert (str(started.starts_on), str(started.ends_on)) == ("2021-09-01", "2022-08-31")


def test_years_left_blank_are_those_of_the_document(client):
    rows = [["№", "Мероприятия", "Сроки", "Ответственные"]]
    rows += [[str(number), f"Семинар {number}", "2020-2021 учебный год", "ИМЦ"] for number in range(1, 5)]
    upload(client, table_docx(4, rows), first_year="", last_year="")
    started = RoadmapImport.objects.get()
    assert (started.period_kind, str(started.starts_on), str(started.ends_on)) == ("school", "2020-09-01", "2021-08-31")
    kind = client.get(review(started.pk)).context["head"].fields["period_kind"]
    assert kind.help_text == "В документе: 2020/2021 учебный год."


def test_blank_years_of_a_document_that_names_none_are_asked_for(client):
    rows = [["№", "Мероприятия", "Сроки", "Ответственные"], ["1", "Семинар", "октябрь", "ИМЦ"]]
    form = upload(client, table_docx(4, rows), first_year="", last_year="").context["form"]
    assert sorted(form.errors) == ["first_year", "last_year"]


def test_programme_of_another_municipality_cannot_be_chosen(client, stranger):
    form = upload(client, programme_docx(), programme=stranger.programme.pk).context["form"]
    assert list(form.errors) == ["programme"]


def test_good_file_leads_to_its_review(client, world):
    page = upload(client, programme_docx())
    started = RoadmapImport.objects.get()
    assert (page.url, started.by, started.municipality) == (review(started.pk), world.methodist, world.municipality)
    assert sum(line["kind"] == "activity" for line in started.lines) == 22


def test_review_shows_the_source_beside_what_was_understood(client, started):
    table = client.get(review(started.pk)).context["tables"][1]
    line = table.lines[2]
    assert line.source == [
        ["1.2.", "Правка школьных программ улучшения результатов", "ежегодно, 1-15 сентября", "Руководители ОО"]
    ]
    assert line.meaning["deadline_says"] == "каждый год с 1 по 15 сентября: 2021, 2022, …, 2025"
    assert line.form["audience"].value() == "all"


def test_untouched_review_accepted_makes_the_draft(client, started, world):
    page = client.post(review(started.pk), filled(client, started) | {"accept": "1"})
    roadmap = Roadmap.objects.exclude(pk=world.roadmap.pk).get()
    assert page.url == reverse("roadmaps:roadmap_detail", args=[roadmap.pk])
    assert (Activity.objects.filter(section__roadmap=roadmap).count(), roadmap.sections.count()) == (22, 4)


def test_corrected_cell_reaches_the_roadmap(client, started, world):
    data = filled(client, started) | {
        "line-1-deadline": "до 1 мая 2022 года",
        "line-1-result": "не бывает",
        "accept": "1",
    }
    client.post(review(started.pk), data)
    first = Activity.objects.exclude(section__roadmap=world.roadmap).order_by("pk").first()
    assert (first.deadline_text, first.deadline_says, first.expected_result) == (
        "до 1 мая 2022 года",
        "до 1 мая 2022 года включительно",
        "",
    )


def test_saved_corrections_wait_for_the_next_time(client, started):
    client.post(review(started.pk), filled(client, started) | {"line-1-title": "Исправлено", "save": "1"})
    page = client.get(review(started.pk))
    assert page.context["lines"].forms[1]["title"].value() == "Исправлено"
    assert Roadmap.objects.filter(source_name="план.docx").count() == 0


def test_activity_turned_into_a_heading_opens_a_section(client, started, world):
    client.post(review(started.pk), filled(client, started) | {"line-2-kind": "section", "accept": "1"})
    roadmap = Roadmap.objects.exclude(pk=world.roadmap.pk).get()
    assert [s.activities.count() for s in roadmap.sections.all()] == [1, 2, 5, 11, 2]


def test_wrong_cell_stops_the_acceptance_and_is_named(client, started):
    data = filled(client, started) | {
        "line-1-audience": "listed",
        "line-1-numbers": "999",
        "line-2-title": "",
        "accept": "1",
    }
    page = client.post(review(started.pk), data)
    errors = [form.errors for form in page.context["lines"].forms[1:3]]
    assert errors == [
        {"numbers": ["В муниципалитете нет школы №\xa0999."]},
        {"title": ["Напишите, что это за раздел или мероприятие."]},
    ]
    assert Roadmap.objects.filter(source_name="план.docx").count() == 0


def unknown_school(client, started, **act):
    """An activity of a school that the municipality does not have and of one that it has."""
    numbers = f"999, {School.objects.filter(municipality=started.municipality).first().number}"
    data = filled(client, started) | {"line-1-audience": "listed", "line-1-numbers": numbers}
    return client.post(review(started.pk), data | act)


def test_several_missing_schools_are_named_in_the_plural(client, started):
    data = filled(client, started) | {"line-1-audience": "listed", "line-1-numbers": "998, 999", "accept": "1"}
    errors = client.post(review(started.pk), data).context["lines"].forms[1].errors
    assert errors == {"numbers": ["В муниципалитете нет школ №\xa0998, 999."]}


def test_corrections_are_saved_before_the_schools_are_there(client, started):
    unknown_school(client, started, save="1")
    lines = client.get(review(started.pk)).context["lines"]
    assert (lines.unknown_numbers, lines.lines_with_unknown, lines.goes_without) == (["999"], 1, False)


def test_line_goes_without_the_school_that_is_not_there(client, started, world):
    words = started.lines[1]["responsible"]
    unknown_school(client, started, accept="1", without_unknown="1")
    roadmap = Roadmap.objects.get(source_name="план.docx")
    first = Activity.objects.filter(section__roadmap=roadmap).first()
    named = AuditEvent.objects.about(roadmap).get().after["without_schools"]
    assert (first.responsible_text, first.audience, first.schools.count()) == (words, "listed", 1)
    assert named == {str(first): "999"}


def test_no_school_is_missed_where_all_are_known(client, started):
    client.post(review(started.pk), filled(client, started) | {"accept": "1"})
    roadmap = Roadmap.objects.get(source_name="план.docx")
    assert sorted(AuditEvent.objects.about(roadmap).get().after) == ["activities", "file", "sections", "title"]


def test_empty_name_of_the_map_is_listed_with_a_link(client, started):
    page = client.post(review(started.pk), filled(client, started) | {"head-title": "", "accept": "1"})
    links = re.findall(r'<a href="#(id_head-[^"]+)">([^<]+)</a>: ([^<]+)<', page.content.decode())
    assert links == [("id_head-title", "Название дорожной карты", "Обязательное поле.")]


def test_only_chosen_tables_are_taken(client, world):
    upload(client, report_forms_docx())
    started = RoadmapImport.objects.get()
    client.post(review(started.pk), filled(client, started) | {"table": ["3"], "accept": "1"})
    roadmap = Roadmap.objects.exclude(pk=world.roadmap.pk).get()
    titles = Activity.objects.filter(section__roadmap=roadmap).values_list("title", flat=True)
    assert list(titles) == ["Сводка о книгах в школах"]


def test_nothing_chosen_is_refused(client, started):
    page = client.post(review(started.pk), filled(client, started) | {"table": [], "accept": "1"})
    assert len(page.context["lines"].non_form_errors()) == 1


def test_errors_of_a_table_that_is_not_taken_do_not_matter(client, world):
    upload(client, report_forms_docx())
    started = RoadmapImport.objects.get()
    data = filled(client, started) | {"line-0-title": "", "line-1-title": "", "accept": "1"}
    assert client.post(review(started.pk), data).status_code == 302


def test_accepted_import_leads_to_its_roadmap(client, started):
    client.post(review(started.pk), filled(client, started) | {"accept": "1"})
    roadmap = Roadmap.objects.get(source_name="план.docx")
    assert client.get(review(started.pk)).url == reverse("roadmaps:roadmap_detail", args=[roadmap.pk])


def test_review_given_up(client, started):
    client.post(reverse("roadmaps:import_discard", args=[started.pk]))
    assert RoadmapImport.objects.count() == 0


def test_long_table_is_reviewed_in_one_page(client, world):
    rows = [("№", "Мероприятие", "Сроки", "Ответственные")]
    rows += [(f"{n}.", f"Встреча {n}", "ежегодно, май", "Центр") for n in range(1, 101)]
    upload(client, table_docx(4, rows))
    started = RoadmapImport.objects.get()
    client.post(review(started.pk), filled(client, started) | {"accept": "1"})
    assert Activity.objects.exclude(section__roadmap=world.roadmap).count() == 100


@pytest.mark.parametrize("who", ["head", "director", "curator"])
def test_others_may_not_import(world, sign_in, started, who):
    client = sign_in(getattr(world, who))
    pages = [UPLOAD, review(started.pk)]
    assert [client.get(page).status_code for page in pages] == [403, 403]


def test_stranger_does_not_find_the_import(stranger, sign_in, started):
    client = sign_in(stranger.methodist)
    assert client.get(review(started.pk)).status_code == 404
    assert client.post(reverse("roadmaps:import_discard", args=[started.pk])).status_code == 404
