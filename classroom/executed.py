"""A page run from top to bottom outside the browser, with what its cells show kept in it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classroom.course import Course, Entry
from classroom.errors import KitError
from classroom.files import write_whole
from classroom.notebook import Edition
from classroom.workspace import page_text, settings_text, write_task_pack

if TYPE_CHECKING:
    from nbformat import NotebookNode

LONGEST = 120
"""Seconds that one cell may take on a busy machine."""

VIEW = "application/vnd.jupyter.widget-view+json"
"""The type of an output that is a widget; it holds the widget's `model_id`."""

STILLS = """
from IPython.display import HTML, display
from customer_value.explorers.explorer import alive
for model in {models}:
    if model in alive:
        for caption, picture in alive[model].stills():
            display(HTML(picture.img("kit-figure")), metadata={{"kit": {{"explorer": model, "setting": caption}}}})
"""
"""Shows every explorer of the notebook at several settings."""


def executed(
    course: Course,
    entry: Entry,
    language: str,
    folder: Path,
    edition: Edition = "instructor",
    *,
    stills: bool = False,
) -> NotebookNode:
    """Build a page and run it in a kernel of its own, in a folder that then also holds its settings and its pack.

    The state of its widgets is in the notebook's metadata.

    Args:
        course: the sources, with the ledger to run on.
        entry: the page.
        language: one of READABLE.
        folder: an empty folder to run it in.
        edition: "instructor" has the answers filled in and the notes for teaching.
        stills: put below each explorer's output its figure at several settings; the metadata of such an output says
            at which.

    Raises:
        KitError: a cell stops or takes too long, or there is no kernel to run it.
    """
    import nbformat
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError

    from classroom.warm_kernels import WarmKernelManager, template, warm

    if warm():
        template()  # it imports while the page is built
    notebook = nbformat.reads(page_text(course, entry, language, edition), as_version=4)
    write_whole(folder / "kit.toml", settings_text(course, language, ledger=course.sample(language).resolve()))
    write_task_pack(course, entry, language, folder / ".kit", 1)
    client = NotebookClient(
        notebook,
        timeout=LONGEST,
        kernel_manager_class=WarmKernelManager,
        shutdown_kernel="immediate",  # its memory is all that it leaves, so that it need not be asked to end
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        with client.setup_kernel(stderr=subprocess.DEVNULL):  # the kernel's own, where it warns of its connection
            for place, cell in enumerate(notebook.cells):
                client.execute_cell(cell, place)
            if stills:
                _add_stills(client, notebook)
            client.set_widgets_metadata()
    except CellExecutionError as problem:
        raise KitError(f"{entry.id} stops in {language}: {problem.ename}: {problem.evalue}") from problem
    except CellTimeoutError as problem:
        raise KitError(f"{entry.id} stops in {language}: a cell takes longer than {LONGEST} seconds.") from problem
    except NoSuchKernel as problem:
        raise KitError(f"{entry.id} cannot be run: Jupyter has no kernel named {problem.name}.") from problem
    except RuntimeError as problem:  # of nbclient and jupyter_client, with a message of one line
        raise KitError(f"{entry.id} stops in {language}: {str(problem).rstrip('.')}.") from problem
    return notebook


def _add_stills(client: Any, notebook: NotebookNode) -> None:
    from nbformat.v4 import new_code_cell

    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    models = [output["data"][VIEW]["model_id"] for output in outputs if VIEW in output.get("data", {})]
    if not models:
        return
    notebook.cells.append(new_code_cell(STILLS.format(models=models)))
    drawn = client.execute_cell(notebook.cells[-1], len(notebook.cells) - 1).outputs
    notebook.cells.pop()
    for cell in notebook.cells:
        for output in list(cell.get("outputs", ())):
            model = output.get("data", {}).get(VIEW, {}).get("model_id")
            cell.outputs += [still for still in drawn if still["metadata"].get("kit", {}).get("explorer") == model]
