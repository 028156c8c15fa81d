"""In a notebook a figure shows once, as an image with its text alternative, and nothing goes to stderr."""

from __future__ import annotations

import nbformat
import pytest
from nbclient import NotebookClient

CELLS = {
    "import": "import seaborn as sns\nfrom customer_value import explorers, figures, say",
    "kit": "figures.ties([1, 1, 2, 3, 9])",
    "open": "axes = sns.barplot(x=['甲', '乙'], y=[-1, 2])\n"
    "figures.show(axes, alt='乙比甲高', title='乙比甲高，差 NT$1 到 NT$3')",
    "plain": "axes = sns.histplot(x=[1, 2, 3])",
    "say": "say('共 {n:,} 位，{share:.0%}', n=1234, share=0.5)",
}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory) -> dict[str, list]:
    """The outputs of each cell, run in a Chinese workspace."""
    folder = tmp_path_factory.mktemp("workspace")
    (folder / "kit.toml").write_text('language = "zh-Hant"', encoding="utf-8")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS.values()])
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    return {name: cell.outputs for name, cell in zip(CELLS, notebook.cells, strict=True)}


def test_nothing_goes_to_stderr(outputs):
    assert [output for shown in outputs.values() for output in shown if output.output_type in ("stream", "error")] == []


@pytest.mark.parametrize(("name", "alt"), [("kit", 'alt="2 位一樣的顧客：'), ("open", 'alt="乙比甲高"')])
def test_a_picture_shows_once_with_its_text_alternative(outputs, name, alt):
    (shown,) = outputs[name]
    assert set(shown.data) == {"text/html", "text/plain"}
    assert shown.data["text/html"].startswith('<img class="kit-figure" src="data:image/png;base64,')
    assert alt in shown.data["text/html"]


def test_a_figure_without_show_is_drawn_by_the_notebook_itself(outputs):
    (shown,) = outputs["plain"]
    assert "image/png" in shown.data


def test_computed_prose_is_markdown(outputs):
    (shown,) = outputs["say"]
    assert shown.data["text/markdown"] == "共 1,234 位，50%"
