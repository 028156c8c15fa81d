"""What the customers of each cluster are like: a table whose cells are darker where a cluster stands higher."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.patches import Rectangle

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.columns import cluster_name, column_name, column_value, counted
from customer_value.figures.picture import Picture
from customer_value.figures.style import LABEL_SIZE, QUIET, SEQUENTIAL, TEXT, bare, canvas, ink_on, styled


def cluster_profiles(
    profiles: pd.DataFrame, *, cluster: str = "cluster", currency: str | None = None, language: str | None = None
) -> Picture:
    """A row for each cluster, a column for each number, in each cell the cluster's median in its own unit.

    Args:
        profiles: what the measure `cluster_profiles` returns; the clusters may have been given names.
        cluster: the column with the cluster.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: it is not such a table, or it has no rows.
    """
    if not isinstance(profiles, pd.DataFrame) or not {cluster, "customers", "share"} <= set(profiles.columns):
        raise MeasureError(
            f"profiles has to have {cluster!r}, 'customers' and 'share', as cluster_profiles returns it."
        )
    columns = [column for column in profiles.columns if column not in (cluster, "customers", "share")]
    if profiles.empty or not columns:
        raise MeasureError("profiles has no rows or no numbers; there is nothing to draw.")
    rows = profiles.reset_index(drop=True)
    names = [cluster_name(one, language) for one in rows[cluster]]
    n = int(rows["customers"].sum())

    def shown(column: str, value: float) -> str:
        return column_value(column, value, currency, language)

    low, high = rows[columns].min(), rows[columns].max()
    apart = ((high - low) / (high.abs() + low.abs()).where(high != low)).fillna(0.0)
    if not (apart > 0).any():
        title = words.text("figures.cluster_profiles.title_same", language, n=len(columns))
    else:
        most = apart.idxmax()
        title = words.text(
            "figures.cluster_profiles.title",
            language,
            column=column_name(most, language),
            low=shown(most, low[most]),
            lowest=names[rows[most].idxmin()],
            high=shown(most, high[most]),
            highest=names[rows[most].idxmax()],
        )
    note = words.text("figures.cluster_profiles.note", language, people=counted(n, language))
    with styled():
        figure = canvas(1.65 + 0.62 * len(rows), title, note)
        axes = figure.subplots()
        bare(axes)
        for across, column in enumerate(columns):
            # by place, since money of one cluster may be a hundred times that of another
            places = (rows[column].rank(method="average") - 1) / max(len(rows) - 1, 1)
            for down, (value, place) in enumerate(zip(rows[column], places, strict=True)):
                color = SEQUENTIAL(0.04 + 0.8 * (0.5 if low[column] == high[column] or np.isnan(place) else place))
                axes.add_patch(Rectangle((across - 0.48, down - 0.46), 0.96, 0.92, facecolor=color))
                label = shown(column, value)
                axes.text(across, down, label, ha="center", va="center", size=LABEL_SIZE, color=ink_on(color))
        labels = [
            words.text(
                "figures.cluster_profiles.row",
                language,
                name=name,
                people=counted(row.customers, language),
                share=words.percent(row.share, language=language),
            )
            for name, row in zip(names, rows.itertuples(), strict=True)
        ]
        room = 5.6 * 72 / LABEL_SIZE / len(columns)
        heads = [words.wrap(column_name(column, language), room) for column in columns]
        axes.set_yticks(range(len(rows)), labels, color=TEXT, va="center", linespacing=1.3)
        axes.set_xticks(range(len(columns)), heads, color=QUIET)
        axes.tick_params(length=0, labeltop=True, labelbottom=False, pad=4)
        axes.set(xlim=(-0.52, len(columns) - 0.48), ylim=(len(rows) - 0.5, -0.5))
    parts = [
        words.text(
            "figures.cluster_profiles.alt",
            language,
            name=name,
            people=counted(row["customers"], language),
            share=words.percent(row["share"], language=language),
            values=words.listing(
                [
                    words.text(
                        "figures.cluster_profiles.value",
                        language,
                        column=column_name(column, language),
                        value=shown(column, row[column]),
                    )
                    for column in columns
                ],
                language,
            ),
        )
        for name, (_, row) in zip(names, rows.iterrows(), strict=True)
    ]
    return Picture(figure, " ".join([title, note, *parts]))
