"""One person at one browser, and everything the browser complains about."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Locator, Page, Request, ViewportSize, WebError

from accounts.models import User
from tests.browser.portal import ROOT, Portal
from tests.factories import PASSWORD

SCREENSHOTS = ROOT / ".local" / "screenshots"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
DESK, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
REFUSED = re.compile(r"the server responded with a status of (409|422) ")  # an answer to show, not a defect
LISTEN_TO_CSP = """
document.addEventListener("securitypolicyviolation", (e) => console.error(`CSP ${e.violatedDirective}: ${e.blockedURI}`));
"""
# A page is on the screen before its scripts have come; a click in between does what it does without JavaScript. Nothing is
# enabled for Playwright until the page is through; whoever tests a person faster than the scripts acts by force.
HANDS_OFF_UNTIL_LOADED = """
new MutationObserver((_, observer) => {
  observer.disconnect();
  if (document.readyState !== "complete") document.documentElement.setAttribute("aria-disabled", "true");
}).observe(document, { childList: true });
addEventListener("load", () => document.documentElement.removeAttribute("aria-disabled"));
"""
RUN_AXE = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.map((v) => `${v.impact} ${v.id}: ${v.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}"""
WIDER_THAN_WINDOW = """async () => {
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame); // charts follow the window later
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > width + 1);
  return wide.slice(-3).map((e) => `wider than the window: ${e.outerHTML.slice(0, 160)}`);
}"""


class Visitor:
    """A window of its own with its own cookies; `answers` are the questions the pages asked and got «да» to."""

    def __init__(self, browser: Browser, portal: Portal, *, javascript: bool = True) -> None:
        self.portal, self.complaints, self.answers = portal, list[str](), list[str]()
        self.context = browser.new_context(
            base_url=portal.address,
            viewport=DESK,
            locale="ru-RU",
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        self.context.add_init_script(LISTEN_TO_CSP)
        self.context.add_init_script(HANDS_OFF_UNTIL_LOADED)
        self.context.on("console", self._hear)
        self.context.on("weberror", self._note)
        self.context.on("request", self._watch)
        self.page: Page = self.context.new_page()
        self.page.on("dialog", self._answer)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not REFUSED.search(message.text):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _note(self, error: WebError) -> None:
        self.complaints.append(f"{self.page.url}: {error.error}")

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self.portal.address, "data:")):
            self.complaints.append(f"{self.page.url}: asks a foreign server: {request.url}")

    def _answer(self, dialog: Dialog) -> None:
        if dialog.type == "beforeunload":
            self.complaints.append(f"{self.page.url}: leaves the page with unsaved text")
        self.answers.append(dialog.message)
        dialog.accept()

    def sign_in(self, user: User, page: Page | None = None) -> Page:
        """Through the login page, in a tab of the visitor; returns it with the person's first page."""
        page = page or self.page
        page.goto("/login/")
        page.get_by_label("Электронная почта").fill(user.email)
        page.get_by_label("Пароль").fill(PASSWORD)
        page.get_by_role("button", name="Войти").click()
        page.get_by_role("button", name="Выйти").wait_for()
        return page

    def menu(self, entry: str) -> None:
        """Click an entry of the portal's menu."""
        self.page.get_by_role("navigation", name="Разделы").get_by_role("link", name=entry).click()

    def look(self, name: str = "") -> None:
        """Hold the page to what every page promises, and take pictures of it for a desk and a phone if it has a name."""
        self.page.wait_for_load_state()
        self.page.evaluate("document.fonts.ready.then(() => null)")
        found = self.barriers()
        if name:
            self.picture(f"{name}-1440")
        self.page.set_viewport_size(PHONE)
        found += self.page.evaluate(WIDER_THAN_WINDOW)
        if name:
            self.picture(f"{name}-390")
        self.page.set_viewport_size(DESK)
        found = [*self.complaints, *found]
        assert not found, "\n".join([self.page.url, *found])

    def barriers(self) -> list[str]:
        """What axe finds in the page; evaluated from outside, the page's own policy stays strict."""
        self.page.evaluate(AXE.read_text())
        return list(self.page.evaluate(RUN_AXE))

    def picture(self, name: str) -> None:
        """The whole page at its present width, with bars that stick to the window's edge where they end up at last."""
        width = (self.page.viewport_size or DESK)["width"]
        self.page.set_viewport_size(
            ViewportSize(width=width, height=self.page.evaluate("document.documentElement.scrollHeight"))
        )
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled")

    def download(self, link: Locator) -> bytes:
        """The file behind a link, fetched with the cookies of the person."""
        response = self.context.request.get(link.get_attribute("href") or "")
        assert response.status == 200
        return response.body()
