"""pyproject.toml, environment.yml and requirements.lock say the same."""

from __future__ import annotations

import tomllib
from pathlib import Path

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def _by_name(requirements: list[str]) -> dict[str, Requirement]:
    parsed = [Requirement(text) for text in requirements]
    return {canonicalize_name(requirement.name): requirement for requirement in parsed}


def _project(repository: Path) -> dict:
    return tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _declared(repository: Path) -> dict[str, Requirement]:
    project = _project(repository)
    return _by_name([*project["dependencies"], *project["optional-dependencies"]["test"]])


def _locked(repository: Path) -> dict[str, Requirement]:
    lines = (repository / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return _by_name([line for line in lines if line and not line.startswith("#")])


def test_conda_gets_the_same_dependencies(repository):
    environment = yaml.safe_load((repository / "environment.yml").read_text(encoding="utf-8"))
    conda = [entry for entry in environment["dependencies"] if isinstance(entry, str)]
    (pip,) = [entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict)]
    listed = _by_name([entry for entry in [*conda, *pip] if entry != "--editable ."])
    python = listed.pop("python")
    listed.pop("pip")

    assert "--editable ." in pip
    assert python.specifier == Requirement(f"python{_project(repository)['requires-python']}").specifier
    declared = _declared(repository)
    assert set(listed) == set(declared)
    assert {name: str(found.specifier) for name, found in listed.items()} == {
        name: str(wanted.specifier) for name, wanted in declared.items()
    }


def test_the_lock_pins_every_dependency_within_its_bounds(repository):
    locked = _locked(repository)
    for name, wanted in _declared(repository).items():
        (pin,) = locked[name].specifier
        assert pin.operator == "=="
        assert wanted.specifier.contains(pin.version), f"{name} is locked at {pin.version}, outside {wanted.specifier}"


def test_what_only_a_comparison_needs_stays_out_of_the_lock(repository):
    project = _project(repository)
    declared = set(_declared(repository))
    locked = set(_locked(repository))
    extras = {name: group for name, group in project["optional-dependencies"].items() if name != "test"}
    for name, group in extras.items():
        only_there = set(_by_name(group)) - declared
        assert not only_there & locked, f"the extra {name} has crept into requirements.lock"


def test_the_lock_names_no_host(repository):
    lock = (repository / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "--index" not in lock
