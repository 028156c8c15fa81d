"""Slides in a real browser, without a network: every one fits, and an answer comes up on a click."""

from __future__ import annotations

import pytest
from nbformat import v4

from classroom.slides.deck import deck
from classroom.slides.page import slides_page
from customer_value.messages import Text
from tutor.pack import card
from tutor.task import ChoiceTask, Option

pytestmark = pytest.mark.browser

QUIZ = ChoiceTask(
    id="9.9.quiz",
    title=Text("Quiz", "測驗"),
    prompt=Text("How many?", "有幾個？"),
    options=(
        Option(key="one", text=Text("one", "一個"), why=Text("Count again.", "再數一次。")),
        Option(key="two", text=Text("two", "兩個"), why=Text("Two of them.", "有兩個。")),
    ),
    right="two",
)


def test_every_slide_fits_and_nothing_is_fetched(browser, tmp_path):
    cells = [
        v4.new_markdown_cell("# Title\n\n" + "Some words. " * 30),
        v4.new_markdown_cell("## Code\n\n" + "A paragraph of some length. " * 12),
        v4.new_code_cell("a_long_name = 1  # and a comment\n" * 16),
        v4.new_code_cell('quiz("9.9.quiz")'),
    ]
    columns = deck(v4.new_notebook(cells=cells), {QUIZ.id: card(QUIZ)}, "en")
    path = tmp_path / "deck.html"
    path.write_text(slides_page("Title", columns, "en"), encoding="utf-8")
    shown = browser.new_page(viewport={"width": 1280, "height": 720})
    fetched, broken = [], []
    shown.on("request", lambda request: fetched.append(request.url))
    shown.on("pageerror", lambda error: broken.append(str(error)))
    shown.goto(path.as_uri())
    shown.wait_for_function("window.Reveal && Reveal.isReady()")
    count = sum(len(column.slides) for column in columns)
    assert count == 4
    for _ in range(count):
        tall = shown.evaluate("Reveal.getCurrentSlide().querySelector('.kit-fit').scrollHeight")
        assert 0 < tall <= 720 - 56
        shown.keyboard.press("Space")
    assert "Two of them." in shown.locator(".fragment.visible").inner_text()
    assert [url for url in fetched if url.startswith("http")] == [] and broken == []
    shown.close()
