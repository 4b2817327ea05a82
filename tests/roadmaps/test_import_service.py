from datetime import date
from io import BytesIO, StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from roadmaps import services
from roadmaps.imports.intake import read_upload
from roadmaps.models import Activity, PassportEntry, Programme, Roadmap, RoadmapImport
from roadmaps.services.audience import propose_audience, schools_by_number, split_numbers
from tests import factories as f
from tests.roadmaps.docx_files import page_headers_docx, programme_docx, report_forms_docx

PERIOD = {"period_kind": "calendar", "starts_on": date(2021, 1, 1), "ends_on": date(2025, 12, 31)}


def start(world, data=None, **changed):
    fields = {"programme": None, "programme_title": "Шаг вперёд"} | PERIOD | changed
    return services.start_import(
        by=world.methodist,
        municipality=world.municipality,
        file_name="план.docx",
        document=read_upload(BytesIO(data or programme_docx()), "план.docx", (2021, 2025)),
        **fields,
    )


def line(kind, title, **cells):
    empty = dict.fromkeys(("number", "deadline", "responsible", "result", "report_form", "planned", "numbers"), "")
    return {"kind": kind, "title": title, "audience": "municipal", "table": 1} | empty | cells


def build(world, *lines):
    return services.build_roadmap(
        world.programme, by=world.methodist, title="План", source_name="план.docx", lines=lines
    )


def test_file_becomes_a_draft_of_22_activities_in_4_sections(world):
    roadmap = services.accept_import(start(world), by=world.methodist)
    counts = [section.activities.count() for section in roadmap.sections.all()]
    assert (roadmap.state, roadmap.source_name, counts) == (Roadmap.State.DRAFT, "план.docx", [4, 5, 11, 2])
    first = roadmap.sections.first().activities.all()[1]
    assert (first.number, first.title, first.deadline_says) == (
        "1.2.",
        "Правка школьных программ улучшения результатов",
        "каждый год с 1 по 15 сентября: 2021, 2022, …, 2025",
    )
    assert (first.audience, first.occurrences.count()) == (Activity.Audience.ALL_SCHOOLS, 5)


def test_section_number_is_taken_apart_from_its_title(world):
    roadmap = services.accept_import(start(world), by=world.methodist)
    assert roadmap.sections.values_list("number", "title").first() == ("1.", "Документы программы")


def test_new_programme_gets_the_passport_of_the_file(world):
    roadmap = services.accept_import(start(world), by=world.methodist)
    names = list(roadmap.programme.passport.values_list("name", flat=True))
    assert (roadmap.programme.title, roadmap.programme.years) == ("Шаг вперёд", "2021–2025")
    assert names == [
        "Наименование программы",
        "Заказчик программы",
        "Разработчик программы",
        "Цель",
        "Задачи",
        "Сроки реализации",
    ]


def test_programme_that_is_there_keeps_its_own_passport(world):
    started = start(world, programme=world.programme, programme_title="")
    roadmap = services.accept_import(started, by=world.methodist)
    assert (roadmap.programme, PassportEntry.objects.count()) == (world.programme, 0)


def test_accepting_twice_gives_one_roadmap(world):
    started = start(world)
    first = services.accept_import(started, by=world.methodist)
    assert services.accept_import(started, by=world.methodist) == first
    assert Programme.objects.filter(title="Шаг вперёд").count() == 1


def test_control_points_are_read_but_not_taken(world):
    started = start(world, report_forms_docx())
    chosen = [(table["kind"], table["is_chosen"]) for table in started.parsed["tables"]]
    assert chosen == [("control_points", False), ("activities", True), ("activities", True)]


def test_every_row_of_the_table_is_shown_or_taken(world):
    """Nothing of the document is lost without a trace: each row belongs to a line, repeated headers apart."""
    started = start(world, page_headers_docx())
    source = started.parsed["tables"][0]["source"]
    headers = {at for at, row in enumerate(source, 1) if row == source[0] and at > 1}
    assert {at for item in started.lines for at in item["rows"]} == set(range(1, len(source) + 1)) - headers


def test_saved_review_is_what_is_accepted(world):
    started = start(world)
    lines = [dict(item) for item in started.lines]
    lines[1]["title"] = "Исправленное мероприятие"
    lines[2]["kind"] = "skip"
    services.save_review(
        started,
        by=world.methodist,
        fields={"title": "Другое название"},
        tables=[2],
        lines=lines,
        passport=[("Цель", "Б")],
    )
    roadmap = services.accept_import(started, by=world.methodist)
    activities = Activity.objects.filter(section__roadmap=roadmap)
    assert (roadmap.title, activities.count(), activities.first().title) == (
        "Другое название",
        21,
        "Исправленное мероприятие",
    )
    assert list(roadmap.programme.passport.values_list("name", "text")) == [("Цель", "Б")]


def test_discarded_import_leaves_nothing(world):
    services.discard_import(start(world), by=world.methodist)
    assert (RoadmapImport.objects.count(), Roadmap.objects.exclude(pk=world.roadmap.pk).count()) == (0, 0)


def test_accepted_import_is_not_discarded(world):
    started = start(world)
    services.accept_import(started, by=world.methodist)
    with pytest.raises(services.RefusedError, match="уже создана"):
        services.discard_import(started, by=world.methodist)


def test_activities_without_a_heading_get_a_section(world):
    roadmap = build(world, line("activity", "Первое"), line("section", "Раздел"), line("activity", "Второе"))
    assert [(s.title, s.activities.count()) for s in roadmap.sections.all()] == [("Мероприятия", 1), ("Раздел", 1)]


def test_listed_schools_are_found_by_number(world):
    f.SchoolFactory(municipality=world.municipality, number="7")
    roadmap = build(world, line("activity", "Опрос", audience="listed", numbers="7, 9999"))
    activity = Activity.objects.get(section__roadmap=roadmap)
    assert [school.number for school in activity.schools.all()] == ["7"]


def test_text_longer_than_a_cell_may_be_is_refused(world):
    with pytest.raises(ValidationError):
        build(world, line("activity", "Опрос", deadline="май " * 200))


@pytest.mark.parametrize(
    ("text", "audience", "numbers"),
    [
        ("Управление образования", "municipal", ()),
        ("Методический центр, руководители ОО", "all", ()),
        ("Директора школ №№ 7, 12", "listed", ("7", "12")),
        ("", "municipal", ()),
    ],
)
def test_audience_is_proposed_from_the_responsibles(text, audience, numbers):
    proposal = propose_audience(text, {"7": [], "12": []})
    assert (proposal.audience, proposal.numbers, proposal.warnings) == (audience, numbers, ())


def test_unknown_school_number_is_warned_about():
    assert propose_audience("Директора школ № 7, 99", {"7": []}).warnings == ("в муниципалитете нет школы №\xa099",)


def test_schools_of_one_number_are_all_found(world):
    twins = f.SchoolFactory.create_batch(2, municipality=world.municipality, number="15а")
    assert schools_by_number(world.municipality)["15а"] == twins


def test_numbers_are_split_as_people_write_them():
    assert split_numbers("№ 5, 12 и 15А; 5") == ["5", "12", "15а"]


def run_command(path, *arguments):
    out = StringIO()
    call_command("import_roadmap", str(path), *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "план.docx"
    path.write_bytes(programme_docx())
    return path


def test_command_saves_a_draft_in_the_programme(world, path):
    said = run_command(path, "--municipality", world.municipality.slug, "--programme", str(world.programme.pk))
    roadmap = Roadmap.objects.get(source_name="план.docx")
    assert said == f"Черновик карты № {roadmap.pk}: «{roadmap.title}»\n"
    assert (roadmap.state, Activity.objects.filter(section__roadmap=roadmap).count()) == (Roadmap.State.DRAFT, 22)


def test_command_saves_nothing_into_another_municipality(world, stranger, path):
    with pytest.raises(CommandError, match="Такой программы нет"):
        run_command(path, "--municipality", stranger.municipality.slug, "--programme", str(world.programme.pk))
    assert Roadmap.objects.filter(source_name="план.docx").count() == 0


def test_command_saves_nothing_in_a_dry_run(world, path):
    run_command(path, "--period", "2021-2025", "--dry-run", "--json")
    assert Roadmap.objects.filter(source_name="план.docx").count() == 0


def test_command_asks_for_the_years_of_a_dry_run(path):
    with pytest.raises(CommandError, match="Укажите годы"):
        run_command(path, "--dry-run")
