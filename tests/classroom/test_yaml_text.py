"""YAML: both ways of reading give the same values and the same kind of error."""

from __future__ import annotations

import pytest
import yaml

from classroom import yaml_text
from classroom.yaml_text import yaml_values


@pytest.mark.parametrize("loader", [yaml_text.LOADER, yaml.SafeLoader])
def test_values_and_errors_are_the_same_with_and_without_libyaml(monkeypatch, loader, repository):
    monkeypatch.setattr(yaml_text, "LOADER", loader)
    assert yaml_values("{a: 1, b: [x, 2.5], c: 是, d: 2025-01-31}") == yaml.safe_load(
        "{a: 1, b: [x, 2.5], c: 是, d: 2025-01-31}"
    )
    assert yaml_values((repository / "course" / "topics.yml").read_text(encoding="utf-8"))["A1.1"]["zh-Hant"]
    for damaged in ("a: [1", "a: b: c", "!!python/object:os.system {}"):
        with pytest.raises(yaml.YAMLError):
            yaml_values(damaged)
