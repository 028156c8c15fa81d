"""A certificate in a real browser, without a network: it fills a printed sheet, and everybody can read it."""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from classroom.certificate.code import make_code, read_code
from classroom.certificate.page import page
from classroom.certificate.sealing import HTML, seal
from classroom.certificate.signing import SigningKey
from classroom.certificate.statement import Passed, Statement
from classroom.certificate.wording import words_of

pytestmark = pytest.mark.browser

PRIVATE = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
KEY = SigningKey(PRIVATE, PRIVATE.public_key().public_bytes_raw())
TITLES = {f"a{number:02}": "Recency, frequency and monetary value" for number in range(1, 11)}


@pytest.mark.parametrize(("language", "name"), [("en", "Ann Lee"), ("zh-Hant", "王小明"), ("zh-Hans", "王小明")])
def test_a_certificate_is_one_sheet_that_everybody_can_read(browser, tmp_path, language, name):
    from axe_playwright_python.sync_playwright import Axe

    statement = Statement(
        class_name="Spring 2026",
        learner="1130001",
        name=name,
        date=dt.date(2026, 3, 20),
        language=language,
        kit="0.1.0",
        passed=tuple(Passed(assignment=one, points=17.25, out_of=20) for one in TITLES),
    )
    path = tmp_path / "certificate.html"
    path.write_bytes(seal(HTML, page(words_of(read_code(make_code(statement, KEY)), TITLES)), KEY))
    shown = browser.new_page(viewport={"width": 1280, "height": 900})
    fetched: list[str] = []
    shown.on("request", lambda request: fetched.append(request.url))
    shown.goto(path.as_uri())
    assert fetched == [path.as_uri()]
    assert shown.locator("h1").is_visible() and shown.get_by_text(name, exact=True).is_visible()
    found = Axe().run(shown)
    assert found.violations_count == 0, found.generate_report()
    if folder := os.environ.get("KIT_SCREENSHOTS"):
        shown.screenshot(path=Path(folder) / f"certificate-{language}.png", full_page=True)
    printed = shown.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2
    (box,) = set(re.findall(rb"/MediaBox\s*\[([^\]]*)\]", printed))
    assert [round(float(one) / 72 * 25.4) for one in box.split()] == [0, 0, 297, 210]
    shown.emulate_media(media="print")
    shown.set_viewport_size({"width": 1123, "height": 794})  # A4 across
    last = shown.locator(".foot").bounding_box()
    frame = shown.locator(".sheet").bounding_box()
    assert last["y"] + last["height"] < frame["y"] + frame["height"] * (1 - 18 / 210)  # inside of the band
    shown.emulate_media(media="screen")
    shown.set_viewport_size({"width": 360, "height": 700})
    assert shown.evaluate("document.documentElement.scrollWidth") <= 360
    shown.close()
