"""Segments as areas: how many customers each has, and how much of the money comes from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import LABEL_SIZE, SEQUENTIAL, WIDTH, bare, canvas, ink_on, styled
from customer_value.figures.tables import table
from customer_value.measures.tiers.segments import segment_label

HEIGHT = 4.6

NAME = 1.15
"""How much larger than the numbers a segment's name is, where there is room."""

Box = tuple[float, float, float, float]


def segment_treemap(segmented: Any, *, currency: str | None = None, language: str | None = None) -> Picture:
    """The segments as tiles: area is the number of customers, darkness the money per customer.

    Args:
        segmented: one row per customer with `segment` (a key of `RULES`, or a name of one's own) and `monetary`.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or there is no customer.
    """
    people = table(segmented, "segmented", ["segment", "monetary"])
    if people.empty:
        raise MeasureError("segmented has no rows; there is no customer to draw.")
    tiles = people.groupby("segment", sort=True)["monetary"].agg(customers="size", money="sum")
    tiles = tiles.sort_values("customers", ascending=False, kind="stable")
    tiles["name"] = [segment_label(key, language) for key in tiles.index]
    tiles["share"] = tiles["customers"] / tiles["customers"].sum()
    tiles["money_share"] = tiles["money"] / tiles["money"].sum() if tiles["money"].sum() else float("nan")
    tiles["each"] = tiles["money"] / tiles["customers"]

    first = tiles.loc[tiles["money"].idxmax()]
    title = words.text(
        "figures.treemap.title",
        language,
        name=first["name"],
        customers=words.percent(first["share"], language=language),
        money=words.percent(first["money_share"], language=language),
    )
    note = words.text(
        "figures.treemap.note",
        language,
        n=words.number(len(people)),
        low=words.money(tiles["each"].min(), currency, language),
        high=words.money(tiles["each"].max(), currency, language),
    )
    across, down = WIDTH - 0.2, HEIGHT - 0.9
    boxes = squarify(tiles["customers"].tolist(), across, down)
    small = [
        words.text("figures.treemap.counted", language, name=tile["name"], n=words.number(tile["customers"]))
        for (_, tile), box in zip(tiles.iterrows(), boxes, strict=True)
        if not label_for(tile, box, language)
    ]
    if small:
        note = f"{note} {words.text('figures.treemap.small', language, names=words.listing(small, language))}"
    low, spread = tiles["each"].min(), tiles["each"].max() - tiles["each"].min()
    with styled():
        figure = canvas(HEIGHT, title, note)
        axes = figure.subplots()
        bare(axes)
        for (_, tile), box in zip(tiles.iterrows(), boxes, strict=True):
            color = SEQUENTIAL(0.08 + 0.8 * ((tile["each"] - low) / spread if spread else 0.5))
            draw_tile(axes, box, color, label_for(tile, box, language))
        axes.set(xlim=(0, across), ylim=(down, 0))
    parts = [
        words.text(
            "figures.treemap.alt",
            language,
            name=tile["name"],
            n=words.number(tile["customers"]),
            share=words.percent(tile["share"], language=language),
            money=words.percent(tile["money_share"], language=language),
            each=words.money(tile["each"], currency, language),
        )
        for _, tile in tiles.iterrows()
    ]
    return Picture(figure, " ".join([title, *parts]))


def squarify(sizes: Sequence[float], width: float, height: float) -> list[Box]:
    """Divide a rectangle into tiles whose areas are as the sizes, each as square as can be.

    Args:
        sizes: positive, largest first.
        width, height: of the rectangle.

    Returns:
        Left, top, width and height of each tile, in the order of the sizes.

    Notes:
        The squarified layout of Bruls, Huizing and van Wijk (2000): tiles are added to a row along the shorter side
        as long as the least square of them gets no worse.
    """
    scale = width * height / sum(sizes)
    areas = [size * scale for size in sizes]
    boxes: list[Box] = []
    left, top = 0.0, 0.0
    while areas:
        side = min(width, height)
        count = 1
        while count < len(areas) and _worst(areas[: count + 1], side) <= _worst(areas[:count], side):
            count += 1
        depth = sum(areas[:count]) / side
        along = 0.0
        for one in areas[:count]:
            length = one / depth
            boxes.append((left, top + along, depth, length) if side == height else (left + along, top, length, depth))
            along += length
        if side == height:
            left, width = left + depth, width - depth
        else:
            top, height = top + depth, height - depth
        areas = areas[count:]
    return boxes


def _worst(areas: Sequence[float], side: float) -> float:
    """The largest ratio of long to short side among tiles laid in one row along a side."""
    total = sum(areas)
    return max(max(side**2 * one / total**2, total**2 / (side**2 * one)) for one in areas)


def label_for(tile: pd.Series, box: Box, language: str | None) -> tuple[str, str, float] | None:
    """The name, the numbers (shorter where room is short) and the name's size; None where nothing fits the tile."""
    share = words.percent(tile["share"], language=language)
    money = words.percent(tile["money_share"], language=language)
    numbers = {"n": words.number(tile["customers"]), "share": share, "money": money}
    long, narrow = (words.text(f"figures.treemap.{kind}", language, **numbers) for kind in ("tile", "narrow"))
    _, _, width, height = box
    ems = (width - 0.2) * 72 / LABEL_SIZE
    size = next((one for one in (NAME, 1.0, 0.9) if words.width(tile["name"]) * one <= ems), 0.9)
    name = balanced(tile["name"], ems / size)
    for numbers in (long, narrow, share, ""):
        lines = numbers.split("\n") if numbers else []
        widest = max(words.width(line) for line in lines) if lines else 0
        widest = max(widest, *(words.width(line) * size for line in name.split("\n")))
        tall = (1.35 * size * (name.count("\n") + 1) + 1.4 * len(lines)) * LABEL_SIZE / 72 + 0.2
        if widest <= ems and tall <= height:
            return name, numbers, LABEL_SIZE * size
    return None


def balanced(name: str, ems: float) -> str:
    """A name broken into as few lines as its width allows, about equally long."""
    wrapped = words.wrap(name, ems)
    lines = wrapped.count("\n") + 1
    even = words.wrap(name, words.width(name) / lines + 0.5)
    return even if even.count("\n") + 1 == lines else wrapped


def draw_tile(axes: Axes, box: Box, color: Any, label: tuple[str, str, float] | None) -> None:
    """One tile with its label in the upper left corner."""
    left, top, width, height = box
    axes.add_patch(Rectangle((left, top), width, height, facecolor=color, edgecolor="white", linewidth=2.5))
    if label is None:
        return
    name, numbers, size = label
    ink = ink_on(color)
    axes.text(left + 0.1, top + 0.09, name, size=size, va="top", color=ink, linespacing=1.1)
    below = top + 0.12 + (name.count("\n") + 1) * 1.35 * size / 72
    axes.text(left + 0.1, below, numbers, size=LABEL_SIZE - 0.5, va="top", color=ink, linespacing=1.25)
