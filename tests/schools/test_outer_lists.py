"""Lists from outside: what their rows mean is looked through before anything is kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import AuditEvent, Municipality
from schools.listing.outer_rows import MAX_ROWS, OuterRow, rows_of_table, rows_of_text
from schools.models import OuterList, School, SchoolIdentifier
from schools.tables.book import TableError
from tests import factories as f
from tests.schools.results_files.make_books import Sheet, delimited, xls, xlsx

URL = reverse("schools:outer_list_create")
SAID = {"level": "regional", "year": "2026", "basis": "письмо от 03.09.2026 № 02-15"}
HEADER = ("№ п/п", "Муниципальное образование", "Наименование ОО", "Логин ОО", "ИНН")


@pytest.fixture
def client(world, sign_in):
    Municipality.objects.filter(pk=world.municipality.pk).update(name="городской округ Приозёрск")
    School.objects.filter(pk=world.other_school.pk).update(short_name="Лицей у реки", number="8", kind="advanced")
    School.objects.filter(pk=world.school.pk).update(short_name="СОШ № 5", full_name="Школа № 5 Приозёрска", number="5")
    world.school.refresh_from_db()
    world.other_school.refresh_from_db()
    return sign_in(world.methodist)


def preview(client, *rows, above=(("Перечень школ области",),), make=xlsx, name="перечень.xlsx"):
    data = make(Sheet("Лист1", [*above, HEADER, *rows]))
    return client.post(URL, {**SAID, "file": SimpleUploadedFile(name, data)})


def pasted(client, text):
    return client.post(URL, {**SAID, "lines": text})


def guesses(page):
    form = page.context["form"]
    return [(form[name].initial, field.help_text) for name, field in form.fields.items()]


def bring(client, page, **chosen):
    """Accept what the preview offers, with what the person has written into it."""
    form = page.context["form"]
    offered = {name: form[name].initial for name in form.fields}
    return client.post(URL, {"read": page.context["read"], **offered, **chosen}, follow=True)


def row(name="МБОУ «Гимназия»", town="Приозёрский городской округ", login="", inn=""):
    return (1, town, name, login, inn)


@pytest.mark.parametrize(
    ("make", "name"), [(xlsx, "перечень.xlsx"), (xls, "перечень.xls"), (delimited, "перечень.csv")]
)
def test_schools_of_a_table_are_found_by_name_and_number(client, make, name):
    page = preview(client, row("СОШ №5"), row("Лицей № 8"), row(), make=make, name=name)
    assert guesses(page) == [("СОШ № 5", "по названию"), ("Лицей у реки", "по номеру"), ("", "")]
    assert OuterList.objects.count() == 0


@pytest.mark.parametrize(
    ("system", "value", "cells"),
    [("fis_oko", "edu220123", {"login": "edu220123"}), ("inn", "2632000016", {"inn": 2632000016})],
)
def test_code_says_more_than_the_name_and_the_municipality(world, client, system, value, cells):
    f.SchoolIdentifierFactory(school=world.other_school, system=system, value=value)
    page = preview(client, row("СОШ № 5", town="Заречный район", **cells))
    assert guesses(page) == [("Лицей у реки", "по коду")]


def test_schools_of_other_municipalities_are_not_ours(client):
    page = preview(client, row("СОШ № 5", town="Заречный район"), row("СОШ № 5"))
    assert guesses(page) == [("СОШ № 5", "по названию"), ("", "другой муниципалитет")]


def test_municipality_told_in_a_line_of_its_own_holds_for_the_rows_below(client):
    rows = [("Заречный район",), (1, "", "СОШ № 5", "", ""), ("Приозёрский округ",), (2, "", "СОШ № 5", "", "")]
    header = (("№", "", "Школа", "Код", ""),)
    data = xlsx(Sheet("Лист1", [*header, *[("", "", *one) if len(one) == 1 else one for one in rows]]))
    found = rows_of_table(data)
    assert [(one.name, one.municipality) for one in found] == [
        ("СОШ № 5", "Заречный район"), ("СОШ № 5", "Приозёрский округ"),
    ]  # fmt: skip


def test_number_that_several_rows_bear_is_nobodys(client):
    page = pasted(client, "СОШ № 5\nСредняя школа № 5\nЛицей у реки")
    assert guesses(page) == [
        ("Лицей у реки", "по названию"), ("", "подходит не одна строка"), ("", "подходит не одна строка"),
    ]  # fmt: skip


def test_list_is_kept_with_what_the_person_has_said(world, client):
    page = preview(client, row("СОШ № 5"), row("МБОУ «У реки»"))
    bring(client, page, school_1="лицей у реки")
    outer = OuterList.objects.get()
    assert (outer.basis, outer.year, outer.level) == (SAID["basis"], 2026, "regional")
    assert set(outer.schools.all()) == {world.school, world.other_school}
    event = AuditEvent.objects.about(outer).get()
    assert (event.after["file"], event.after["rows"]) == ("перечень.xlsx", 2)


def test_name_explained_once_is_known_next_time(world, client):
    bring(client, preview(client, row("МБОУ «У реки»")), school_0="Лицей у реки")
    remembered = SchoolIdentifier.objects.get()
    assert (remembered.system, remembered.value, remembered.school) == ("name", "МБОУ «У реки»", world.other_school)
    assert guesses(preview(client, row("МБОУ «У реки»"))) == [("Лицей у реки", "по названию")]


def test_name_that_other_towns_use_is_not_learnt(client):
    bring(client, pasted(client, "СОШ № 5\nШкола № 5"), school_0="СОШ № 5")
    assert (OuterList.objects.get().schools.count(), SchoolIdentifier.objects.count()) == (1, 0)


def test_row_left_empty_is_left_out(world, client):
    bring(client, preview(client, row("СОШ № 5"), row("Лицей № 8")), school_1="")
    assert list(OuterList.objects.get().schools.all()) == [world.school]


def test_school_that_is_not_in_the_registry_is_told_at_the_field(client):
    page = bring(client, preview(client, row("СОШ № 5"), row()), school_1="Школа за рекой")
    assert page.context["form"].errors == {
        "school_1": ["Такой школы в реестре нет. Выберите её из списка или очистите поле."]
    }
    assert OuterList.objects.count() == 0


def test_list_without_a_school_of_ours_is_refused(client):
    page = bring(client, preview(client, row()))
    assert page.context["form"].non_field_errors() == [
        "Ни одной своей школы: вносить нечего. Укажите школы или выберите другой файл."
    ]


@pytest.mark.parametrize("extra", [{}, {"lines": "СОШ № 5", "file": SimpleUploadedFile("а.csv", b"1;2")}])
def test_file_or_lines_and_not_both(client, extra):
    form = client.post(URL, SAID | extra).context["form"]
    assert form.non_field_errors() == ["Выберите файл с перечнем или вставьте список школ: что-то одно."]


def test_file_that_is_no_table_says_so(client):
    form = client.post(URL, {**SAID, "file": SimpleUploadedFile("а.pdf", b"%PDF-1.4\n%%EOF\n")}).context["form"]
    assert form.errors["file"] == [
        "Файл «а.pdf» не подходит: это документ PDF. Сюда можно загрузить: таблица Excel (.xlsx, .xls), "
        "OpenDocument (.ods) или CSV."
    ]


def test_table_without_a_header_gives_cells_that_name_schools():
    heads = [("Перечень школ города",), ("№", "Наименование общеобразовательной организации")]
    rows = [*heads, (1, "МБОУ СОШ № 5", "низкие результаты"), ("", "примечание")]
    assert rows_of_table(xlsx(Sheet("Лист1", rows))) == [OuterRow(3, "МБОУ СОШ № 5")]


def test_lines_copied_from_a_table_are_parted_by_tabs():
    assert rows_of_text("1\tМБОУ СОШ № 5\tedu220123\n\n№ 7") == [
        OuterRow(1, "МБОУ СОШ № 5", ("edu220123",)), OuterRow(3, "№ 7"),
    ]  # fmt: skip


def test_table_of_no_schools_is_refused():
    with pytest.raises(TableError, match="не нашлось ни одной школы"):
        rows_of_table(xlsx(Sheet("Лист1", [("Дата", "Сумма"), (1, 2)])))


def test_longer_list_than_a_region_has_is_refused():
    with pytest.raises(TableError, match="больше 3000 строк"):
        rows_of_text("СОШ № 1\n" * (MAX_ROWS + 1))


def test_preview_asks_the_database_no_more_often_for_more_rows(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        preview(client, *[row(f"СОШ № {n}") for n in range(1, 200)])
