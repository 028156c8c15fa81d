"""The IPython shell that learners' cells run in when they are graded: it shows nothing, draws nothing, asks nothing."""

from __future__ import annotations

import contextlib
import os
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.formatters import DisplayFormatter
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type


class _NoFormatter(DisplayFormatter):
    """No verdict needs what an object looks like."""

    def format(self, obj: Any, include: Any = None, exclude: Any = None) -> tuple[dict, dict]:
        return {}, {}


class _NoPublisher(DisplayPublisher):
    def publish(self, *args: Any, **kwargs: Any) -> None:
        pass

    def clear_output(self, wait: bool = False) -> None:
        pass


class _NoHook(DisplayHook):
    """Keeps `_` and `Out` as a notebook does, and writes nothing."""

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        pass

    def finish_displayhook(self) -> None:
        self._is_active = False


class GradingShell(InteractiveShell):
    """A shell like a kernel's, without anything on the other side of it."""

    displayhook_class = Type(_NoHook)
    display_pub_class = Type(_NoPublisher)

    def init_display_formatter(self) -> None:
        self.display_formatter = _NoFormatter(parent=self)
        self.configurables.append(self.display_formatter)

    def init_history(self) -> None:
        super().init_history()
        self.history_manager.enabled = False

    def init_virtualenv(self) -> None:
        pass

    def enable_gui(self, gui: Any = None) -> None:
        """`%matplotlib inline` asks for an event loop; there is none."""

    def enable_matplotlib(self, gui: Any = None) -> tuple[str, str]:
        """Figures are made and never drawn, whatever a cell asks for."""
        return "agg", "agg"

    def ask_exit(self) -> None:
        """`exit` and `quit` end a session at a keyboard; a notebook goes on."""

    def showtraceback(self, *args: Any, **kwargs: Any) -> None:
        """What a cell stopped with is taken from its result."""

    def showsyntaxerror(self, *args: Any, **kwargs: Any) -> None:
        """As showtraceback."""

    def _format_exception_for_storage(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """A traceback for a history that nobody reads costs a tenth of a second."""
        return {}

    def system(self, command: str) -> None:
        """`!command`: a sandbox starts no programs."""
        raise PermissionError("Other programs cannot be started here.")

    system_raw = system_piped = system

    def getoutput(self, command: str, split: bool = True, depth: int = 0) -> Any:
        raise PermissionError("Other programs cannot be started here.")

    def raw_input(self, prompt: str = "") -> str:
        raise EOFError("There is nobody to answer input() while work is graded.")


def new_shell(folder: str) -> GradingShell:
    """The one shell of this process. `folder` takes what IPython would keep in a home folder."""
    os.environ["IPYTHONDIR"] = folder
    with contextlib.suppress(AttributeError):
        GradingShell.clear_instance()
    from traitlets.config import Config

    config = Config(
        {"HistoryManager": {"enabled": False, "hist_file": ":memory:"}, "InteractiveShell": {"colors": "NoColor"}}
    )
    shell = GradingShell.instance(config=config)
    shell.builtin_trap.activate()
    return shell
