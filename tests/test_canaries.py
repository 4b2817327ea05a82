"""No word of one municipality is read in another, nor one school's words by the people of the next."""

from __future__ import annotations

import pytest
from django.core import mail

from monitoring.models import Evidence, IndicatorValue, SchoolReport
from orders.models import Clause
from roadmaps.models import Activity
from schools.models import School
from tests.access.actors import open_scene
from tests.access.canaries import leaking_letters, mark_scene
from tests.access.crawl import crawl, reader, seen, starts
from tests.access.tokens import unmarked

# one of each group follows every link; the others, who get the same pages by and large, open every route
FOLLOWS, OPENS = 99, 0
READERS = {
    "office": {"coordinator": FOLLOWS, "methodist": OPENS, "head": OPENS},
    "school": {"director": FOLLOWS, "curator": OPENS, "other_director": OPENS, "stranger_director": OPENS},
    "outside": {"admin": FOLLOWS, "anonymous": OPENS, "dismissed": OPENS},
}
ENOUGH = {"office": 900, "school": 650, "outside": 650}  # answers that are read and looked through


@pytest.fixture
def scene(db):
    with open_scene() as scene:
        yield scene


@pytest.fixture
def both(scene):
    """Tokens of the two towns."""
    return mark_scene(scene)


def read(scene, both, group):
    readers = [(reader(scene, actor, both), clicks) for actor, clicks in READERS[group].items()]
    return [page for who, clicks in readers for page in crawl(who, starts(who), clicks=clicks)]


def test_every_text_field_of_every_model_holds_a_token(both):
    assert [unmarked(marks) for marks in both] == [[], []]


def test_office_reads_no_foreign_word_and_its_own_in_every_kind_of_paper(scene, both):
    pages = read(scene, both, "office")
    assert [wrong for page in pages for wrong in page.wrong] == []
    names = {(School, "short_name"), (Activity, "title")}
    assert (names - seen(pages, kind="pdf"), names - seen(pages, kind="spreadsheet")) == (set(), set())
    assert {(Clause, "text"), (Evidence, "file")} - seen(pages, kind="wordprocessing") == set()
    assert {(SchoolReport, "difficulties"), (IndicatorValue, "comment")} - seen(pages, kind="html") == set()
    assert len(pages) >= ENOUGH["office"]


@pytest.mark.parametrize("group", ["school", "outside"])
def test_others_read_no_foreign_word(scene, both, group):
    pages = read(scene, both, group)
    assert [wrong for page in pages for wrong in page.wrong] == []
    assert len(pages) >= ENOUGH[group]


def test_letters_hold_words_of_the_reader_alone(scene, both):
    assert leaking_letters(scene, both) == []
    assert len(mail.outbox) >= 30
