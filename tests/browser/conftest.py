"""A live portal with a real worker, headless Chromium, and people who come with a browser of their own."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.portal import Portal, running_portal
from tests.browser.town import Town, make_town
from tests.browser.visitor import SCREENSHOTS, Visitor

CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"]  # fmt: skip
OUTCOME = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if call.when == "call":
        item.stash[OUTCOME] = report.failed
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.fail(
            "Нет браузера для тестов: установите пакет chromium (make setup-tests делает это сам).", pytrace=False
        )
    for path in SCREENSHOTS.glob("failed-*"):
        path.unlink(missing_ok=True)  # the other test process does the same
    # Playwright keeps an event loop in this thread, and Django then takes every query for one made inside a coroutine
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=15_000)
    try:
        with sync_playwright() as playwright:
            yield playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def live_portal(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    worker = int(re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "")) or 0)
    base = int(os.environ["REDIS_URL"].rpartition("/")[2] or 0)
    name = connection.settings_dict["NAME"]
    with running_portal(tmp_path_factory.mktemp("portal"), database=name, broker_number=base + 1 + worker) as portal:
        yield portal


@pytest.fixture
def portal(live_portal: Portal, transactional_db: None, settings: Any) -> Iterator[Portal]:
    """The portal on an empty database; nothing runs any more when the database is emptied after the test."""
    settings.MEDIA_ROOT = live_portal.folder / "media"
    yield live_portal
    live_portal.wait_for_letters()


@pytest.fixture
def town(portal: Portal) -> Town:
    return make_town()


@pytest.fixture
def arrive(portal: Portal, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visitor]]:
    """Opens a browser for one more person; nobody's browser may have complained by the end of the test."""
    visitors: list[Visitor] = []

    def one_more(*, javascript: bool = True) -> Visitor:
        visitors.append(Visitor(browser, portal, javascript=javascript))
        visitors[-1].page.set_default_timeout(15_000)
        return visitors[-1]

    yield one_more
    has_failed = request.node.stash.get(OUTCOME, False)
    for place, visitor in enumerate(visitors):
        if has_failed:
            visitor.picture(f"failed-{request.node.name}-{place}")
        visitor.context.close()
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    if has_failed or complaints:
        request.node.add_report_section("teardown", "log of the portal", portal.web.last_lines(40))
    if complaints and not has_failed:
        pytest.fail("\n".join(complaints), pytrace=False)
