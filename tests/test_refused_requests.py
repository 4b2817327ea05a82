import logging

import pytest
from django.urls import reverse

from config.logs import RefusalsInOneLine


@pytest.fixture
def small_requests(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10


@pytest.mark.parametrize(
    "data", [{"first_name": "я" * 2000}, {f"field-{n}": "" for n in range(20)}], ids=["bytes", "fields"]
)
def test_too_big_a_request_gets_a_page_and_is_read_to_its_end(world, sign_in, small_requests, data):
    page = sign_in(world.methodist).post(reverse("accounts:profile"), data)
    assert (page.status_code, next(one.name for one in page.templates)) == (413, "413.html")
    assert page.wsgi_request.read() == b""


def test_address_of_a_button_says_so_when_it_is_opened_as_a_page(world, sign_in):
    page = sign_in(world.methodist).get(reverse("schools:source_create"))
    assert (page.status_code, page["Allow"], next(one.name for one in page.templates)) == (405, "POST", "405.html")


def refused(status):
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 0, "Forbidden", (), (ValueError, ValueError(), None)
    )
    record.status_code = status
    RefusalsInOneLine().filter(record)
    return record.exc_info is None


def test_refusal_is_one_line_and_a_failure_keeps_its_traceback():
    assert (refused(403), refused(500)) == (True, False)


def test_denied_request_leaves_no_traceback(world, sign_in, capsys):
    handler = next(one for one in logging.getLogger().handlers if RefusalsInOneLine in map(type, one.filters))
    lines = []
    handler.setStream(type("Lines", (), {"write": lambda self, text: lines.append(text), "flush": lambda self: None})())
    sign_in(world.director).get(reverse("accounts:audit_list"))
    assert [text.count("\n") for text in lines] == [1]
