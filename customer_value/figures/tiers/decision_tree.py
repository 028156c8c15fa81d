"""A decision tree to read from left to right: its questions, and how many of each leaf have the label."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.columns import column_name, column_value, counted
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LINE, MIST, NOTE_SIZE, PALE, QUIET, TEXT, bare, canvas, styled
from customer_value.measures.tiers.classifiers import Classifier, tree_nodes

DEEPEST = 4
"""More questions one after another do not fit beside each other."""

BOX = 0.72
"""How much of a column a box may take up."""

ROW = 0.56
"""Inches for each leaf."""


def decision_tree(classifier: Classifier, *, currency: str | None = None, language: str | None = None) -> Picture:
    """The questions as boxes, "yes" going up, and on the right a bar for each leaf: the share with the label.

    Args:
        classifier: what `fit_tree` returns, at most four questions deep.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: the classifier is no tree, or is deeper.
    """
    nodes = tree_nodes(classifier).set_index("node")
    depth = int(nodes["depth"].max())
    if depth > DEEPEST:
        raise MeasureError(f"classifier is {depth} questions deep; fit a tree with depth={DEEPEST} or less to draw it.")
    label = column_name(classifier.label, language)
    leaves = [node for node in nodes.index if not isinstance(nodes.loc[node, "feature"], str)]
    overall = words.percent(nodes.loc[0, "share"], language=language)
    if len(leaves) == 1:
        people = counted(int(nodes.loc[0, "customers"]), language)
        title = words.text("figures.decision_tree.title_leaf", language, label=label, all=overall, people=people)
    else:
        best, worst = nodes.loc[leaves, "share"].idxmax(), nodes.loc[leaves, "share"].idxmin()
        title = words.text(
            "figures.decision_tree.title",
            language,
            label=label,
            high=words.percent(nodes.loc[best, "share"], language=language),
            people=counted(int(nodes.loc[best, "customers"]), language),
            low=words.percent(nodes.loc[worst, "share"], language=language),
            all=overall,
        )
    heights = heights_of(nodes, leaves)
    with styled():
        figure = canvas(1.3 + ROW * max(len(leaves), 2), title, words.text("figures.decision_tree.note", language))
        left, right = figure.subplots(1, 2, width_ratios=(max(depth, 1) * 1.7, 2.2), sharey=True)
        bare(left)
        draw_questions(left, nodes, heights, max(depth, 1), currency, language)
        draw_leaves(right, nodes.loc[leaves], [heights[leaf] for leaf in leaves], label, language)
        left.set(xlim=(0, max(depth, 1)), ylim=(len(leaves) - 0.4, -0.6))
    parts = [
        words.text(
            "figures.decision_tree.alt",
            language,
            path=path_in_words(nodes, leaf, currency, language),
            people=counted(int(nodes.loc[leaf, "customers"]), language),
            share=words.percent(nodes.loc[leaf, "share"], language=language),
        )
        for leaf in leaves
    ]
    return Picture(figure, " ".join([title, *parts]))


def heights_of(nodes: pd.DataFrame, leaves: list[int]) -> dict[int, float]:
    """Where each node stands: leaves one below the other, a question halfway between its two answers."""
    heights: dict[int, float] = {leaf: float(row) for row, leaf in enumerate(leaves)}
    for node in sorted(set(nodes.index) - set(leaves), key=lambda one: -nodes.loc[one, "depth"]):
        heights[node] = sum(heights[child] for child in nodes.index[nodes["parent"] == node]) / 2
    return heights


def draw_questions(
    axes: Axes, nodes: pd.DataFrame, heights: dict[int, float], depth: int, currency: str | None, language: str | None
) -> None:
    """A box for each question, with lines to where its answers lead."""
    inches = 5.5 / depth  # of one column: a box, and the lines to the next
    room = (BOX * inches - 0.12) * 72 / NOTE_SIZE
    for node, row in nodes.iterrows():
        across, down = float(row["depth"]), heights[node]
        if row["parent"] >= 0:
            from_across, from_down = across - 1 + BOX * 0.5, heights[int(row["parent"])]
            turn = across - 1 + BOX + 0.06
            end = across if isinstance(row["feature"], str) else float(depth)
            axes.plot([from_across, turn, turn, end], [from_down, from_down, down, down], color=PALE, lw=1.3, zorder=1)
            axes.text(
                turn + 0.03,
                down - 0.06,
                words.text(f"figures.decision_tree.{row['answer']}", language),
                size=NOTE_SIZE,
                color=QUIET,
                va="bottom",
            )
        if isinstance(row["feature"], str):
            question = words.text(
                "figures.decision_tree.question",
                language,
                column=column_name(row["feature"], language),
                value=threshold(row["feature"], row["at_most"], currency, language),
            )
            numbers = words.text(
                "figures.decision_tree.counted",
                language,
                people=counted(int(row["customers"]), language),
                share=words.percent(row["share"], language=language),
            )
            axes.text(
                across + 0.06 / inches,
                down,
                words.wrap(f"{question}\n{numbers}", room),
                size=NOTE_SIZE,
                color=TEXT,
                va="center",
                linespacing=1.25,
                zorder=3,
                bbox={"boxstyle": "round,pad=0.4", "facecolor": MIST, "edgecolor": LINE, "linewidth": 0.8},
            )


def draw_leaves(axes: Axes, leaves: pd.DataFrame, heights: list[float], label: str, language: str | None) -> None:
    """A bar for each leaf."""
    axes.barh(heights, leaves["share"], 0.5, color=INK, zorder=2)
    axes.barh(heights, 1, 0.5, color=MIST, zorder=1)
    for height, row in zip(heights, leaves.itertuples(), strict=True):
        text = words.text(
            "figures.decision_tree.leaf",
            language,
            share=words.percent(row.share, language=language),
            people=counted(int(row.customers), language),
        )
        axes.text(1.04, height, text, va="center", size=NOTE_SIZE, color=TEXT)
    bare(axes)
    axes.set_xlim(0, 2.3)
    head = words.wrap(words.text("figures.decision_tree.bars", language, label=label), 15)
    axes.set_title(head, size=NOTE_SIZE + 0.5, color=QUIET)


def threshold(feature: str, at_most: float, currency: str | None, language: str | None) -> str:
    """The value of a question: whole where the feature is, since "54.5 days or less" is "54 days or less"."""
    whole = feature in ("recency", "tenure", "frequency")
    return column_value(feature, float(int(at_most)) if whole else at_most, currency, language)


def path_in_words(nodes: pd.DataFrame, leaf: int, currency: str | None, language: str | None) -> str:
    """The answers that lead to a leaf."""
    steps, node = [], leaf
    while nodes.loc[node, "parent"] >= 0:
        parent = nodes.loc[int(nodes.loc[node, "parent"])]
        steps.append(
            words.text(
                f"figures.decision_tree.path_{nodes.loc[node, 'answer']}",
                language,
                column=column_name(parent["feature"], language),
                value=threshold(parent["feature"], parent["at_most"], currency, language),
            )
        )
        node = int(nodes.loc[node, "parent"])
    if not steps:
        return words.text("figures.decision_tree.everybody", language)
    return words.listing(steps[::-1], language)
