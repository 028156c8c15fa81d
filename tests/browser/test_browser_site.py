"""The book in a real browser: the switch keeps the page, the search finds, links lead somewhere, all can use it."""

from __future__ import annotations

import http.server
import re
import threading
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from classroom.course import find_course
from classroom.site.making import make_site

pytestmark = pytest.mark.browser

LESSONS = ("5.5", "5.6")
PAGES = (
    "index",
    "course/05_repurchase/index",
    "course/05_repurchase/5_5_repurchase_rate",
    "course/05_repurchase/5_6_win_back",
    "exercises/a05_repurchase/a05_repurchase",
    "GLOSSARY",
    "datasets/DICTIONARY",
    "measures/index",
    "measures/repurchase",
    "search",
)
SERIOUS = ("serious", "critical")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def book(made_once):
    def make(folder: Path) -> None:
        course = find_course()
        entries = [course.page(name) for name in (*LESSONS, "a05")]
        make_site(course, folder / "site", ["en", "zh-Hant"], entries=entries)

    return made_once("book", make) / "site"


@pytest.fixture(scope="module")
def address(book):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=book))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    opened = context.new_page()
    opened.strangers = []
    opened.on("request", lambda one: opened.strangers.append(one.url) if "127.0.0.1" not in one.url else None)
    yield opened
    assert [url for url in opened.strangers if not url.startswith(("data:", "blob:", "file:"))] == []
    context.close()


def test_the_switch_keeps_the_page(page, address, picture):
    page.goto(f"{address}/en/{PAGES[2]}.html")
    picture(page, "site-lesson-en")
    page.locator(".kit-languages a", has_text="繁體中文").first.click()
    page.wait_for_url(f"{address}/zh-Hant/{PAGES[2]}.html")
    assert page.locator("h1").first.inner_text().startswith("老客戶續購率")
    assert page.evaluate("document.documentElement.lang").lower().startswith("zh")
    picture(page, "site-lesson-zh-Hant")


@pytest.mark.parametrize(
    ("language", "asked"),
    [("zh-Hant", "續購率"), ("zh-Hant", "流失客戶回購率"), ("zh-Hant", "淨推薦值"), ("en", "win-back")],
)
def test_the_search_finds(page, address, picture, language, asked):
    page.goto(f"{address}/{language}/search.html?q={asked}")
    page.wait_for_selector("#search-results ul.search li a", timeout=30_000)
    page.wait_for_function("!document.querySelector('#search-progress')?.textContent.match(/\\.\\.\\./)")
    found = page.locator("#search-results ul.search li a").all_inner_texts()
    assert any(
        ("續購率" if asked == "續購率" else {"en": "Win-back"}.get(language, "名詞解釋")) in one for one in found
    )
    picture(page, f"site-search-{language}")


def test_a_wrong_option_tells_why_when_it_is_opened(page, address):
    page.goto(f"{address}/en/{PAGES[2]}.html")
    option = page.locator(".kit-question details").first
    why = option.locator("p").first
    assert not why.is_visible()
    option.locator("summary").click()
    assert why.is_visible() and re.match("[✓✗]", why.inner_text())


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.slow), "zh-Hant"])
def test_everybody_can_use_ten_pages(page, address, language):
    from axe_playwright_python.sync_playwright import Axe

    faults = []
    for name in PAGES:
        page.goto(f"{address}/{language}/{name}.html")
        for found in Axe().run(page).response["violations"]:
            if found["impact"] in SERIOUS:
                faults.append((name, found["id"], found["nodes"][0]["html"][:200]))
    assert faults == []


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.places: set[str] = set()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.places |= {given[name] for name in ("id", "name") if given.get(name)}
        self.targets += [given[name] for name in ("href", "src") if given.get(name)]


def test_every_link_leads_somewhere(book):
    pages = {path: _Links() for path in book.rglob("*.html") if "_static" not in path.parts}
    for path, links in pages.items():
        links.feed(path.read_text(encoding="utf-8"))
    broken = []
    for path, links in pages.items():
        for target in links.targets:
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                broken += [] if parts.scheme in ("data", "mailto") else [(path.name, target)]
                continue
            to = Path(path.parent, unquote(parts.path)).resolve() if parts.path else path
            if not to.exists() or (to in pages and parts.fragment and unquote(parts.fragment) not in pages[to].places):
                broken.append((path.relative_to(book).as_posix(), target))
    assert broken == []
