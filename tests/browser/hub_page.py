"""What people do on the pages of a hub, in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

LIMIT = 120_000
"""Milliseconds that a server may take on a busy machine."""

ACCEPT = "() => document.querySelectorAll('.jp-Dialog .jp-mod-accept').forEach(button => button.click())"

ASK = """async ([method, url, body]) => {
    const about = {method, headers: {'Content-Type': 'application/json'}, redirect: 'follow'};
    const token = document.cookie.match(/(?:^|; )_xsrf=([^;]+)/);
    if (token) about.headers['X-XSRFToken'] = token[1];
    if (body !== null && method !== 'GET') about.body = JSON.stringify(body);
    let answer;
    try { answer = await fetch(url, about); }
    catch (problem) { return {status: 0, url, text: String(problem)}; }
    return {status: answer.status, url: answer.url, text: (await answer.text()).slice(0, 20000)};
}"""
"""Ask for an address as a page of that person's would, with cookies and token."""

RUN = """([socket, code]) => new Promise((done, fail) => {
    const open = new WebSocket(socket);
    let said = '';
    open.onerror = () => fail(new Error('no way to the kernel'));
    open.onopen = () => open.send(JSON.stringify({
        header: {msg_id: 'run', username: '', session: 'test', msg_type: 'execute_request', version: '5.3'},
        parent_header: {}, metadata: {}, channel: 'shell',
        content: {code, silent: false, store_history: false, user_expressions: {}, allow_stdin: false}}));
    open.onmessage = message => {
        const told = JSON.parse(message.data);
        if (told.parent_header.msg_id !== 'run') return;
        if (told.msg_type === 'stream') said += told.content.text;
        if (told.msg_type === 'error') said += told.content.ename + ': ' + told.content.evalue;
        if (told.msg_type === 'status' && told.content.execution_state === 'idle') { open.close(); done(said); }
    };
})"""
"""Run code in a kernel and give what it prints."""


def sign_up(page: Page, url: str, name: str, code: str, password: str) -> str:
    """Choose a password; what the page says to it."""
    page.goto(f"{url}hub/login")
    page.click("text=Choose a password")
    for field, text in (("username", name), ("code", code), ("password", password), ("again", password)):
        page.fill(f"#{field}_input", text)
    page.click("#signup_submit")
    return page.locator(".alert, .login_error").first.text_content()


def log_in(page: Page, url: str, name: str, password: str, following: str = "") -> None:
    """Log in and wait for nothing."""
    page.goto(f"{url}hub/login" + (f"?next={quote(following, safe='')}" if following else ""))
    page.fill("#username_input", name)
    page.fill("#password_input", password)
    page.click("#login_submit", no_wait_after=True)


def base_of(name: str) -> str:
    """Where somebody's server is, below the hub's address."""
    return f"/user/{quote(name, safe='@~')}/"


def ask(page: Page, url: str, method: str = "GET", body: Any = None) -> dict[str, Any]:
    """Ask for an address; its status, where it led to, and what it says."""
    return page.evaluate(ASK, [method, url, body])


def run_code(page: Page, url: str, name: str, code: str) -> str:
    """Run code in a new kernel of the server that the page belongs to, and give what it prints."""
    kernel = ask(page, f"{base_of(name)}api/kernels", "POST", {"name": "python3"})
    assert kernel["status"] == 201, kernel
    number = kernel["text"].split('"id"')[1].split('"')[1]
    socket = f"{url.replace('http', 'ws', 1).rstrip('/')}{base_of(name)}api/kernels/{number}/channels"
    try:
        return page.evaluate(RUN, [socket, code])
    finally:
        ask(page, f"{base_of(name)}api/kernels/{number}", "DELETE")


def wait_for_server(page: Page, name: str, page_of: str = "") -> None:
    """Wait until somebody's server has started and shows a page."""
    page.wait_for_url(f"**{base_of(name)}{page_of}**", timeout=LIMIT)


def open_assignments(page: Page) -> None:
    """Open nbgrader's list of assignments in JupyterLab."""
    page.locator(".lm-MenuBar-item", has_text="Nbgrader").click()
    page.locator('.lm-Menu-item[data-command="nbgrader:open-assignment-list"]').click()
    page.wait_for_selector("#nbgrader-assignment-list #released_assignments_list", timeout=LIMIT)


CELL = """text => [...document.querySelectorAll('.jp-Notebook .jp-CodeCell')]
    .findIndex(cell => cell.querySelector('.cm-content')?.textContent.includes(text))"""


def answer(page: Page, text: str, source: str) -> None:
    """Put another source into the first code cell with a text, and run it."""
    page.wait_for_function(f"text => ({CELL})(text) >= 0", arg=text, timeout=LIMIT)
    number = page.evaluate(CELL, text)
    editor = page.locator(".jp-Notebook .jp-CodeCell").nth(number).locator(".cm-content")
    last = source.strip().splitlines()[-1]
    for _ in range(3):  # on a busy machine the page is not always listening yet
        editor.click()
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(source)
        page.wait_for_timeout(300)
        if last in editor.inner_text() and "____" not in editor.inner_text():
            break
    assert last in editor.inner_text()
    page.keyboard.press("Control+Enter")


def new_page(context: BrowserContext) -> Page:
    """A page in which JupyterLab's questions about kernels are answered with yes, whenever they come."""
    page = context.new_page()
    asked = page.locator(".jp-Dialog .jp-mod-accept", has_text="Select")
    page.add_locator_handler(asked, lambda _: page.evaluate(ACCEPT), no_wait_after=True)
    return page
