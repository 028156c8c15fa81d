"""The source of a record's function as a learner would have written it: under the task's name, with all that it needs.

Records are spread over modules and share helpers, which no notebook can import. Here what a function reaches in
`solutions` is put before it: functions, classes, constants, and the values that a function was made with. Names that
the notebook or another answer has already get a number.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import textwrap
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any

import numpy as np

from classroom.one_language import keep_language
from classroom.simulated.record_source import (
    RECORDS,
    NotToldAlone,
    bindings,
    bound,
    definition_of,
    free_values,
    imports_of,
    is_made,
    lines_of,
    module_of,
    names_in,
    reached,
    records_module,
    source_of,
)
from classroom.simulated.rewritten import bare, renamed
from tutor.worked import without_marks

_Key = tuple[object, ...]


@dataclass
class NotebookNames:
    """The names that a notebook has, and which of them stand for what.

    Attributes:
        taken: every name, with what it stands for; a notebook's own stand for themselves.
        given: complete functions on the page, which an answer may use by their names.
        imported: names that the page imports: (module, name in it or "").
    """

    taken: dict[str, _Key] = field(default_factory=dict)
    given: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    imported: dict[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, cells: Iterable[str], given: Mapping[str, Callable[..., Any]]) -> NotebookNames:
        """The names in a notebook's code cells.

        Args:
            cells: their sources; one that is no plain Python adds nothing.
            given: the functions that the page shows complete.
        """
        names = cls(given=given)
        for source in cells:
            try:
                tree = ast.parse(source)
            except SyntaxError:
                continue
            for node in ast.walk(tree):
                for name in names_in(node):
                    names.taken.setdefault(name, ("notebook", name))
                names.imported |= imports_of(node)
        return names

    def free(self, wanted: str, key: _Key) -> str:
        """A name for something: the wanted one, or that with a number where it is taken already."""
        name, number = wanted, 2
        while hasattr(builtins, name) or self.taken.get(name, key) != key:
            name, number = f"{wanted}_{number}", number + 1
        self.taken[name] = key
        return name


def own_code(function: Callable[..., Any], name: str, names: NotebookNames, language: str) -> str:
    """The source of a function under a name, with everything before it that it needs from `solutions`.

    Args:
        function: a record's answer, alternative or wrong answer.
        name: what it is to be called.
        names: those of the notebook; what is added here is entered there.
        language: whose comments are kept.

    Raises:
        NotToldAlone: it reaches something that cannot be written down.
    """
    cell = _Cell(names, language)
    cell.function(function, name)
    head = [*cell.imports, ""] if cell.imports else []
    blocks = [*(["\n".join(head).strip()] if head else []), *cell.parts]
    return _spaced(blocks)


@dataclass
class _Cell:
    """One answer being put together: its imports, its definitions in order, and what each thing is called in it."""

    names: NotebookNames
    language: str
    imports: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    known: dict[_Key, str] = field(default_factory=dict)

    def function(self, function: Callable[..., Any], wanted: str, *, exact: bool = True) -> str:
        """Define a function; what it is called."""
        if not isinstance(function, FunctionType):
            raise NotToldAlone(f"{function!r} is no plain function")
        key = _key(function)
        if key in self.known and not exact:
            return self.known[key]
        name = wanted if exact else self.names.free(wanted, key)
        self.known.setdefault(key, name)
        node, source = definition_of(function)
        about = free_values(function)
        if isinstance(node, ast.Lambda):
            arguments, body = ast.unparse(node.args), str(ast.get_source_segment(source, node.body))
            text = f"def {name}({arguments}):\n    return {f'({body})' if chr(10) in body else body}"
            self._define(text, module_of(function), {}, about)
        else:
            # What another function made bears decorators that speak of that one's names.
            text = self._plain(lines_of(source, node, decorators=not is_made(function)))
            self._define(text, module_of(function), {node.name: name}, about)
        return name

    def _plain(self, text: str) -> str:
        return without_marks(keep_language(bare(textwrap.dedent(text)), self.language))

    def _define(self, text: str, module: str, own: Mapping[str, str], values: Mapping[str, Any]) -> None:
        """Add a statement, after all that it needs, with its names changed to those here."""
        changes, attributes = dict(own), {}
        for name in sorted(reached(text)):
            if name in own:
                continue
            if name in values:
                changes[name] = self._value(values[name], name)
                continue
            binding = bindings(module).get(name)
            if binding is None:
                if hasattr(builtins, name):
                    continue
                raise NotToldAlone(f"{module} has no {name}")
            inside = records_module(binding, name, module)
            if inside:
                attributes[name] = inside
            else:
                changes[name] = self._binding(binding, name, module)
        self.parts.append(renamed(text, changes, attributes, self._of_module))

    def _of_module(self, module: str, name: str) -> str:
        """What `name` of a module of `solutions` is called here."""
        binding = bindings(module).get(name)
        if binding is None:
            raise NotToldAlone(f"{module} has no {name}")
        return self._binding(binding, name, module)

    def _binding(self, node: ast.stmt, name: str, module: str) -> str:
        """What a name of a module is called here; it is defined or imported where it is not yet."""
        if isinstance(node, ast.Import | ast.ImportFrom):
            return self._import(node, name)
        key: _Key = (module, name)
        if key in self.known:
            return self.known[key]
        value = getattr(importlib.import_module(module), name, None)
        for given, function in self.names.given.items():
            if value is function:
                return given
        source = self._plain(lines_of(source_of(module), node))
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            self.known[key] = self.names.free(name, key)
            self._define(source, module, {name: self.known[key]}, {})
            return self.known[key]
        own = {one: self.names.free(one, (module, one)) for one in bound(node)}
        self.known |= {(module, one): other for one, other in own.items()}
        self._define(source, module, own, {})
        return own[name]

    def _import(self, node: ast.Import | ast.ImportFrom, name: str) -> str:
        """What an imported thing is called here."""
        target, inner = imports_of(node)[name]
        return (
            self._of_module(target, inner) if target.split(".")[0] == RECORDS else self._imported(name, target, inner)
        )

    def _imported(self, name: str, target: str, inner: str) -> str:
        """What a thing from another package is called here; it is imported where the page does not do it."""
        if self.names.imported.get(name) == (target, inner):
            return name
        key: _Key = ("import", target, inner)
        if key not in self.known:
            called = self.known[key] = self.names.free(name, key)
            last = inner or target
            alias = f" as {called}" if called != last else ""
            line = f"from {target} import {inner}{alias}" if inner else f"import {target}{alias}"
            self.imports.append(line)
        return self.known[key]

    def _value(self, value: Any, name: str) -> str:
        """What a value that a function was made with is called here; it is written down before it."""
        if isinstance(value, FunctionType):
            if not is_made(value):
                return self._of_module(module_of(value), value.__code__.co_name)
            return self.function(value, name, exact=False)
        key: _Key = ("value", id(value), name)
        if key not in self.known:
            text = self._written(value, name)
            self.known[key] = self.names.free(name, ("value", text))
            self.parts.append(f"{self.known[key]} = {text}")
        return self.known[key]

    def _written(self, value: Any, name: str) -> str:
        """A value as Python writes it."""
        if isinstance(value, FunctionType):
            return self._value(value, name)
        if isinstance(value, dict):
            inner = (f"{key!r}: {self._written(item, str(key))}" for key, item in value.items())
            return f"{{{', '.join(inner)}}}"
        if isinstance(value, list | tuple):
            inner = [self._written(item, name) for item in value]
            comma = "," if len(inner) == 1 else ""
            return f"[{', '.join(inner)}]" if isinstance(value, list) else f"({', '.join(inner)}{comma})"
        if value is None or isinstance(value, bool | int | str) or (isinstance(value, float) and value == value):
            return repr(value)
        called = getattr(value, "__name__", "")
        if called and getattr(np, called, None) is value:
            return f"{self._imported('np', 'numpy', '')}.{called}"
        raise NotToldAlone(f"{name} holds a {type(value).__name__}")


def _key(function: FunctionType) -> _Key:
    return ("made", id(function)) if is_made(function) else (module_of(function), function.__code__.co_name)


def _spaced(blocks: Iterable[str]) -> str:
    """Blocks with two empty lines around functions and classes, one between constants."""
    text = ""
    for block in blocks:
        if not text:
            text = block
            continue
        wide = block.lstrip().startswith(("def ", "class ", "@")) or text.rsplit("\n", 1)[-1].startswith(" ")
        text += ("\n\n\n" if wide else "\n") + block
    return text
