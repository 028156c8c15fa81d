"""The glossary in a real browser: from a word of a lesson to its place, and on to the lesson that introduces it."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "word"), [("en", "control group"), ("zh-Hant", "對照組（control group）")])
def test_a_word_of_a_lesson_leads_to_its_place_in_the_glossary(open_page, picture, language, word):
    page = open_page(f"{language}/course/07_tiers/7_1_rfm.ipynb")
    link = page.locator('a[href*="GLOSSARY.md"][href$="#control-group"]')
    link.wait_for(state="attached", timeout=60_000)
    link.evaluate("link => link.click()")

    heading = page.locator(".jp-MarkdownViewer h3", has_text=word)
    heading.wait_for(timeout=60_000)
    page.wait_for_function(
        """word => [...document.querySelectorAll('.jp-MarkdownViewer h3')]
            .some(heading => heading.textContent.startsWith(word) && heading.getBoundingClientRect().top < 200
                && heading.getBoundingClientRect().top > 0)""",
        arg=word,
        timeout=15_000,
    )
    picture(page, f"glossary-{language}")
    assert page.evaluate("window.find('Gamma-Gamma')"), "the browser's own search has to find what is not in view"

    page.locator('.jp-MarkdownViewer a[href*="7_2_scores.ipynb"]').first.click()
    page.wait_for_selector('.lm-TabBar-tab.lm-mod-current:has-text("7_2_scores")', timeout=30_000)
