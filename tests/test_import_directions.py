"""Imports go one way, so that learners can be given the kit without its answers."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

MAY_IMPORT = {
    "customer_value": set(),
    "generator": {"customer_value"},
    "tutor": {"customer_value", "generator"},
    "solutions": {"customer_value", "generator", "tutor"},
    "classroom": {"customer_value", "generator", "tutor", "solutions"},
}


def imported_packages(path: Path) -> set[str]:
    """The top-level names that a Python file imports, wherever in the file the import stands."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name | ast.Attribute)
            and (node.func.id if isinstance(node.func, ast.Name) else node.func.attr) in {"import_module", "__import__"}
            and node.args
            and isinstance(node.args[0], ast.Constant)
        ):
            found.add(str(node.args[0].value).split(".")[0])
    return found


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_a_package_imports_only_what_it_may(package, repository):
    others = set(MAY_IMPORT) - MAY_IMPORT[package] - {package}
    files = sorted((repository / package).rglob("*.py"))
    assert files
    for path in files:
        wrong = imported_packages(path) & others
        assert not wrong, f"{path.relative_to(repository)} imports {', '.join(sorted(wrong))}"


def test_an_import_inside_a_function_is_seen(tmp_path):
    path = tmp_path / "late.py"
    path.write_text("def late():\n    from solutions import records\n    import_module('classroom.cli')\n")
    assert imported_packages(path) == {"solutions", "classroom"}
