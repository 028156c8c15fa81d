"""The course in a real browser: START, a whole lesson run in each language, the explorer moved, a check that fails."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

LESSON = "course/07_tiers/7_1_rfm.ipynb"
RUN_LIMIT = 90_000
"""Milliseconds that a whole lesson may take on a busy machine."""

ATTEMPTS = 4
"""How often to ask for a run before there is a kernel to do it."""

PATIENCE = (45_000, RUN_LIMIT, RUN_LIMIT)
"""How long to wait for the end of a run each time that a notebook is opened, in milliseconds."""

# A cell whose code is folded shows no number, so only the others tell how far it is.
PROMPTS = """[...document.querySelectorAll('.jp-Notebook .jp-CodeCell .jp-InputPrompt')]
    .map(prompt => prompt.textContent).filter(text => text !== '')"""
STARTED = f"() => {PROMPTS}.some(text => /\\[[*\\d]/.test(text))"
FINISHED = f"() => {PROMPTS}.length > 5 && {PROMPTS}.every(text => /\\[\\d+\\]/.test(text))"

ACCEPT = "() => document.querySelectorAll('.jp-Dialog .jp-mod-accept').forEach(button => button.click())"

STDERR = '[data-mime-type="application/vnd.jupyter.stderr"]'
ERROR = '[data-mime-type="application/vnd.jupyter.error"]'


def run_all(page: Page) -> None:
    """Run every cell from the menu, as one does with a notebook just opened, and wait until the last one is done.

    On a busy machine JupyterLab says "idle" before there is a kernel, and may lose a run to the kernel that comes
    after: the page is opened again then, and the run asked for again.
    """
    asked = page.locator(".jp-Dialog .jp-mod-accept")
    page.add_locator_handler(asked, lambda _: page.evaluate(ACCEPT), no_wait_after=True)
    for patience in PATIENCE:
        page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]', timeout=RUN_LIMIT)
        _ask_to_run_all(page)
        if _settles(page, FINISHED, patience):
            return
        page.reload()
    prompts = page.evaluate(PROMPTS)
    raise AssertionError(f"the notebook was opened {len(PATIENCE)} times and never ran to its end: {prompts}")


def _ask_to_run_all(page: Page) -> None:
    for _ in range(ATTEMPTS):
        page.locator(".lm-MenuBar-item", has_text="Run").click()
        page.locator('.lm-Menu-item[data-command="runmenu:run-all"]').click()
        if _settles(page, STARTED, 15_000):
            return
        page.evaluate(ACCEPT)
        if _settles(page, STARTED, 15_000):
            return


def _settles(page: Page, condition: str, milliseconds: int) -> bool:
    from playwright.sync_api import TimeoutError as TooLate

    try:
        page.wait_for_function(condition, timeout=milliseconds)
    except TooLate:
        return False
    return True


def cell_with(page: Page, text: str) -> Locator:
    """The first code cell that holds a text, and the same one still when the text has changed."""
    number = page.evaluate(
        """text => [...document.querySelectorAll('.jp-Notebook .jp-CodeCell')]
            .findIndex(cell => cell.querySelector('.cm-content')?.textContent.includes(text))""",
        text,
    )
    assert number >= 0, f"no cell with {text}"
    return page.locator(".jp-Notebook .jp-CodeCell").nth(number)


def run_cell(page: Page, cell: Locator, source: str | None = None) -> None:
    """Run one cell, with another source if one is given, and wait until it is done."""
    editor = cell.locator(".cm-content")
    editor.click()
    if source is not None:
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(source)
    before = cell.locator(".jp-InputPrompt").inner_text()
    page.keyboard.press("Control+Enter")
    page.wait_for_function(
        "([prompt, before]) => prompt.textContent !== before && /\\[\\d+\\]/.test(prompt.textContent)",
        arg=[cell.locator(".jp-InputPrompt").element_handle(), before],
        timeout=30_000,
    )


def uncovered(text: str) -> str:
    """The characters that no font of this machine has, so that a browser would draw a box for them."""
    wanted = {
        letter for letter in text if ord(letter) > 127 and unicodedata.category(letter) not in ("Cf", "Mn", "Zs", "Co")
    }
    listed = subprocess.run(["fc-list", "--format", "%{charset}\n"], capture_output=True, text=True, check=True).stdout
    have: set[int] = set()
    for part in set(listed.split()):
        first, _, last = part.partition("-")
        have.update(range(int(first, 16), int(last or first, 16) + 1))
    return "".join(sorted(letter for letter in wanted if ord(letter) not in have))


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_a_lesson_runs_from_top_to_bottom(open_page, picture, language):
    page = open_page(f"{language}/{LESSON}")
    run_all(page)
    assert page.locator(STDERR).all_inner_texts() == []
    assert page.locator(ERROR).all_inner_texts() == []
    picture(page, f"lesson-{language}")
    page.locator("img.kit-figure").nth(2).scroll_into_view_if_needed()
    picture(page, f"figure-{language}")

    figure = page.locator(".kit-explorer-figure").first
    figure.scroll_into_view_if_needed()
    before = figure.get_attribute("src")
    handle = page.locator(".kit-explorer .noUi-handle, .kit-explorer input[type=range]").first
    handle.focus()
    for _ in range(6):
        page.keyboard.press("ArrowLeft")
    page.wait_for_function(
        "before => document.querySelector('.kit-explorer-figure').getAttribute('src') !== before",
        arg=before,
        timeout=15_000,
    )
    picture(page, f"explorer-{language}")

    wrong = 'monetary_five = placed.groupby("label")["amount"].sum()'
    run_cell(page, cell_with(page, "monetary_five = ____"), wrong)
    check = cell_with(page, 'check("7.1.five-monetary")')
    run_cell(page, check)
    box = check.locator(".kit-box")
    box.scroll_into_view_if_needed()
    assert box.locator(".kit-title").inner_text().strip()
    assert "kit-mistake" in box.get_attribute("class")
    picture(page, f"failed-check-{language}")

    sums = cell_with(page, wrong)
    run_cell(page, sums, 'say("NT$60 or NT${sum}", sum=70)')
    page.wait_for_timeout(1_000)  # a formula is set once the text is there
    assert "NT$60 or NT$70" in sums.locator(".jp-RenderedMarkdown").inner_text()
    assert page.locator("mjx-container").count() == 0, "two dollar signs in one paragraph were read as a formula"

    assert page.locator(STDERR).count() == page.locator(ERROR).count() == 0
    if shutil.which("fc-list"):
        text = page.evaluate("() => document.querySelector('.jp-Notebook').textContent")
        assert language == "en" or "最近一次消費" in text
        assert uncovered(text) == ""


@pytest.mark.parametrize(("language", "title"), [("en", "Customer value analysis"), ("zh-Hant", "客戶價值分析")])
def test_start_leads_from_the_door_to_a_lesson(open_page, picture, language, title):
    page = open_page("START.ipynb")
    page.locator(f'.jp-RenderedMarkdown a[href*="{language}/START.ipynb"]').click()
    start = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)", has=page.locator(".kit-progress"))
    start.wait_for(timeout=30_000)
    assert start.locator("h1").first.inner_text().startswith(title)
    assert start.locator(".kit-progress tr").count() >= 3
    page.wait_for_timeout(1_500)  # a prompt for news would come up by now
    assert page.locator(".Toastify__toast").count() == 0
    picture(page, f"start-{language}")
    start.locator('a[href*="7_1_rfm.ipynb"]').first.click()
    page.locator(
        ".jp-NotebookPanel:not(.lm-mod-hidden) #header, .lm-TabBar-tabLabel", has_text="7_1_rfm"
    ).first.wait_for()
