"""A class for self-study in a folder, and lists of orders for it."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path
from zoneinfo import ZoneInfo

from classroom.class_folder import make_class
from classroom.class_settings import ClassSettings

TAIPEI = ZoneInfo("Asia/Taipei")
WORDS = ("訂單編號", "訂購日期", "票種", "方案", "姓名", "電子郵件", "憑證代碼")


def at(text: str) -> dt.datetime:
    """A moment in Taipei."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=TAIPEI)


def new_class(folder: Path, rules: str = "plans = { standard = 14 }") -> ClassSettings:
    """A class with rules of access, and nobody in it yet."""
    folder.mkdir(exist_ok=True)
    settings = make_class(folder, name="spring", language="zh-Hant", scenario="boutique")
    with (folder / "class.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[access]\n{rules}\n")
    return settings


def put_orders(path: Path, *rows: tuple[str, ...], words: tuple[str, ...] = WORDS) -> Path:
    """A list of orders in a file."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([words, *rows])
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def row(number: str = "1001", email: str = "amy@example.com", **other: str) -> tuple[str, ...]:
    """An order as it stands in such a list."""
    cells = {"date": "2026-02-13 20:15", "ticket": "單人票", "plan": "standard", "name": "", "code": ""} | other
    return number, cells["date"], cells["ticket"], cells["plan"], cells["name"], email, cells["code"]
