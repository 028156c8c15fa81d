"""What JupyterLab is started with."""

from __future__ import annotations

import json
import socket
import subprocess

import pytest

from classroom import lab
from classroom.errors import KitError


def test_a_port_in_use_is_told():
    with socket.socket() as other:
        other.bind((lab.ADDRESS, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(KitError, match=f"The port {port} is in use"):
            lab.check_port(port)
    lab.check_port(port)


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_port_that_is_none_is_told(port):
    with pytest.raises(KitError, match="There is no port"):
        lab.check_port(port)


@pytest.mark.parametrize(
    ("platform", "tool", "found", "told"),
    [
        ("linux", "/usr/bin/fc-list", "", True),
        ("linux", "/usr/bin/fc-list", "Noto Sans CJK TC\n", False),
        ("linux", None, "", False),
        ("darwin", "/usr/bin/fc-list", "", False),
    ],
)
def test_the_command_for_a_missing_chinese_font_is_named(monkeypatch, platform, tool, found, told):
    monkeypatch.setattr(lab.sys, "platform", platform)
    monkeypatch.setattr(lab.shutil, "which", lambda name: tool)
    monkeypatch.setattr(lab.subprocess, "run", lambda *a, **k: subprocess.CompletedProcess(a, 0, stdout=found))
    assert lab.missing_fonts() == ("sudo apt-get install fonts-noto-cjk" if told else "")


@pytest.mark.parametrize(("language", "locale"), [("zh-Hant", "zh_TW"), ("en", "en"), (None, None)])
def test_jupyterlabs_settings_are_the_workspaces_own(tmp_path, language, locale):
    lab.write_settings(tmp_path, language)
    folder = tmp_path / "config" / "labconfig"
    settings = json.loads((folder / "default_setting_overrides.json").read_text(encoding="utf-8"))
    translation = settings.get("@jupyterlab/translation-extension:plugin", {})
    assert translation.get("locale") == locale
    assert settings["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
    disabled = json.loads((folder / "page_config.json").read_text(encoding="utf-8"))["disabledExtensions"]
    assert disabled["@jupyter/nbgrader"] is True


def test_nothing_of_jupyter_is_kept_outside_the_workspace(tmp_path):
    folders = lab._environment(tmp_path)
    places = [value for name, value in folders.items() if name.startswith("JUPYTER") and name.endswith(("DIR", "PATH"))]
    assert sum(value.startswith(str(tmp_path)) for value in places) >= 5
