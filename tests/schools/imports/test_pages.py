import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import AuditEvent, OutgoingMail, Role, User
from schools.models import School
from tests import factories as f
from tests.accounts.upload_files import PNG, word_file
from tests.schools.imports.files import HEADER, line, xlsx
from tests.schools.results_files.make_books import Sheet, delimited, xls

URL = reverse("schools:school_import")
DIRECTOR = {"director": "Речная Ольга Игоревна", "email": "rechnaya@example.org"}


def preview(client, data):
    return client.post(URL, {"file": SimpleUploadedFile("школы.xlsx", data)})


def bring(client, data):
    """Upload, look, accept."""
    return client.post(URL, {"rows": preview(client, data).context["rows"]}, follow=True)


def messages(page):
    return [str(message) for message in page.context["messages"]]


def problems(page):
    return [str(problem) for problem in page.context["problems"]]


@pytest.fixture
def client(world, sign_in):
    return sign_in(world.coordinator)


@pytest.fixture
def schools(world):
    return School.objects.filter(municipality=world.municipality).order_by("pk")


def test_preview_writes_nothing(client, schools):
    plan = preview(client, xlsx(line(), line("Лицей", "Лицей города"))).context["plan"]
    assert (plan.new_count, plan.changed_count, plan.same_count, plan.untouched, schools.count()) == (2, 0, 0, 2, 2)


@pytest.mark.parametrize(("make", "name"), [(xls, "школы.xls"), (delimited, "школы.csv")])
def test_other_kinds_of_tables_are_taken(client, make, name):
    data = make(Sheet("Школы", [HEADER, line("Лицей искусств", "Лицей искусств города", pupils=310)]))
    plan = client.post(URL, {"file": SimpleUploadedFile(name, data)}).context["plan"]
    assert plan.new_count == 1


def test_accepted_schools_are_in_the_registry(client, schools, world):
    page = bring(client, xlsx(line(pupils=310), line("Лицей", "Лицей города")))
    values = schools.values_list("short_name", "number", "kind", "pupils")[2:]
    assert list(values) == [("СОШ № 5", "5", "general", 310), ("Лицей", "", "advanced", None)]
    assert messages(page) == ["Новых школ: 2, изменено: 0."]
    event = AuditEvent.objects.about(world.municipality).get()
    assert (event.actor, event.after) == (world.coordinator, {"file": "школы.xlsx", "new": 2, "changed": 0})


def test_same_file_again_changes_nothing(client, schools):
    data = xlsx(line(pupils=310, **DIRECTOR), line("Лицей", "Лицей города"))
    bring(client, data)
    events = AuditEvent.objects.count()
    plan = preview(client, data).context["plan"]
    page = bring(client, data)
    assert (plan.acts, plan.same_count, AuditEvent.objects.count()) == ([], 2, events)
    assert messages(page) == ["Файл совпадает с реестром: менять нечего."]


def test_changed_file_shows_the_difference(client, schools):
    bring(client, xlsx(line(pupils=310, address="ул. Речная, 1")))
    page = preview(client, xlsx(line(full="Школа № 5 имени героя", pupils=312, kind="вечерняя")))
    told = [(one.title, one.before, one.after) for one in page.context["plan"].acts[0].differences]
    assert told == [
        ("полное наименование", "Средняя школа № 5", "Школа № 5 имени героя"),
        ("тип", "общеобразовательная", "вечерняя"),
        ("обучающихся", "310", "312"),
    ]


def test_no_break_space_is_no_difference(client, world):
    world.school.short_name = "СОШ №\xa099"
    world.school.save()
    plan = preview(client, xlsx(line("СОШ № 99", world.school.full_name, number=world.school.number))).context["plan"]
    assert (plan.acts, plan.same_count) == ([], 1)


def test_renamed_school_is_found_by_its_number(client, schools):
    bring(client, xlsx(line()))
    bring(client, xlsx(line("Школа № 5 им. Героя", "Школа № 5 имени Героя")))
    assert list(schools.values_list("short_name", flat=True))[2:] == ["Школа № 5 им. Героя"]


def test_director_gets_an_invitation_and_the_school(client, schools, world):
    bring(client, xlsx(line(**DIRECTOR)))
    person = User.objects.get(email="rechnaya@example.org")
    assert (person.full_name, person.role) == ("Речная Ольга Игоревна", Role.DIRECTOR)
    assert list(School.objects.visible_to(person)) == [schools[2]]
    assert OutgoingMail.objects.get(recipient=person).subject == "Приглашение на портал «Опора»"


def test_director_who_is_in_the_portal_keeps_the_other_school(client, world):
    bring(client, xlsx(line(director="Кто-то", email=world.director.email)))
    names = School.objects.visible_to(world.director).values_list("short_name", flat=True)
    assert sorted(names) == sorted([world.school.short_name, "СОШ № 5"])


def test_methodist_brings_schools_without_their_directors(world, sign_in, schools):
    client = sign_in(world.methodist)
    assert preview(client, xlsx(line(**DIRECTOR))).context["plan"].leaves_directors
    bring(client, xlsx(line(**DIRECTOR)))
    assert (schools.count(), User.objects.filter(email=DIRECTOR["email"]).count()) == (3, 0)


def test_wrong_directors_are_told_by_row(client, world, stranger):
    rows = [
        line("А", "Школа А", director="Речная Ольга", email="не адрес"),
        line("Б", "Школа Б", email="b@example.org"),
        line("В", "Школа В", director="Лесная Анна", email=stranger.director.email),
        line("Г", "Школа Г", director="Лесная Анна", email=world.head.email),
    ]
    other = "уже у другого пользователя: укажите адрес директора"
    assert problems(preview(client, xlsx(*rows))) == [
        "строка\xa02: «не адрес» не похоже на адрес электронной почты",
        "строка\xa03: напишите фамилию и имя директора",
        f"строка\xa04: адрес {stranger.director.email} {other}",
        f"строка\xa05: адрес {world.head.email} {other}",
    ]


def test_name_too_long_is_told_by_row(client):
    assert problems(preview(client, xlsx(line("я" * 151)))) == [
        "строка\xa02: краткое наименование: Убедитесь, что это значение содержит не более 150 символов (сейчас 151)."
    ]


def test_one_wrong_row_stops_all(client, schools):
    page = bring(client, xlsx(line(), line("Б", "Школа Б", email="b@example.org")))
    assert (schools.count(), len(messages(page))) == (2, 1)


def test_rows_of_another_municipality_are_refused(client, stranger, sign_in):
    rows = preview(sign_in(stranger.coordinator), xlsx(line())).context["rows"]
    page = client.post(URL, {"rows": rows})
    assert messages(page) == ["Просмотр устарел. Загрузите файл ещё раз."]
    assert School.objects.filter(short_name="СОШ № 5").count() == 0


def test_schools_of_another_municipality_do_not_matter(client, schools, stranger):
    plan = preview(client, xlsx(line(stranger.school.short_name, stranger.school.full_name))).context["plan"]
    assert (plan.new_count, plan.untouched) == (1, 2)


@pytest.mark.parametrize("data", [b"", PNG, word_file()], ids=["empty", "png", "word"])
def test_wrong_file_is_refused_at_its_field(client, data):
    assert list(preview(client, data).context["form"].errors) == ["file"]


@pytest.mark.parametrize("rows", [1, 30])
def test_preview_query_count(client, world, django_assert_num_queries, rows):
    f.SchoolFactory.create_batch(rows, municipality=world.municipality)
    data = xlsx(
        *[line(f"Новая {n}", f"Новая школа {n}", **DIRECTOR | {"email": f"n{n}@example.org"}) for n in range(rows)]
    )
    with django_assert_num_queries(12):
        preview(client, data)
