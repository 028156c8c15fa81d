"""Where the tiles of a map stand: known places roughly as they lie to one another, others in rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, sqrt
from typing import Any

Place = tuple[int, int]
"""Column and row, from 0 at the top left."""

TAIWAN = {
    "Lienchiang County": ("連江縣", (0, 0)),
    "Taoyuan City": ("桃園市", (3, 0)),
    "Taipei City": ("臺北市", (4, 0)),
    "Keelung City": ("基隆市", (5, 0)),
    "Hsinchu City": ("新竹市", (2, 1)),
    "Hsinchu County": ("新竹縣", (3, 1)),
    "New Taipei City": ("新北市", (4, 1)),
    "Yilan County": ("宜蘭縣", (5, 1)),
    "Kinmen County": ("金門縣", (0, 2)),
    "Miaoli County": ("苗栗縣", (2, 2)),
    "Taichung City": ("臺中市", (3, 2)),
    "Changhua County": ("彰化縣", (2, 3)),
    "Nantou County": ("南投縣", (3, 3)),
    "Hualien County": ("花蓮縣", (4, 3)),
    "Penghu County": ("澎湖縣", (0, 4)),
    "Yunlin County": ("雲林縣", (2, 4)),
    "Chiayi County": ("嘉義縣", (3, 4)),
    "Taitung County": ("臺東縣", (4, 4)),
    "Chiayi City": ("嘉義市", (2, 5)),
    "Tainan City": ("臺南市", (3, 5)),
    "Kaohsiung City": ("高雄市", (3, 6)),
    "Pingtung County": ("屏東縣", (4, 6)),
}
"""The cities and counties of Taiwan by their English names: the Chinese one, and the place."""

_KNOWN: dict[str, Place] = {
    name: place
    for english, (chinese, place) in TAIWAN.items()
    for name in (english, chinese, chinese.replace("臺", "台"))
}


def known_places(names: Sequence[Any]) -> dict[Any, Place] | None:
    """The places of cities and counties that all are known; None where one is not."""
    return {name: _KNOWN[name] for name in names} if names and all(name in _KNOWN for name in names) else None


def in_rows(names: Sequence[Any]) -> dict[Any, Place]:
    """Places one after another in rows, about half again as many columns as rows."""
    wide = len(names) if len(names) <= 4 else ceil(sqrt(1.6 * len(names)))
    return {name: (place % wide, place // wide) for place, name in enumerate(names)}


def packed(places: Mapping[Any, Place]) -> dict[Any, Place]:
    """The same places without empty columns and rows."""
    columns, rows = (sorted({place[side] for place in places.values()}) for side in (0, 1))
    return {name: (columns.index(column), rows.index(row)) for name, (column, row) in places.items()}
