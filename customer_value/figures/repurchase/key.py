"""What the colours mean, in one line above the axes."""

from __future__ import annotations

from matplotlib.axes import Axes


def key_above(axes: Axes, *, right: bool = False) -> None:
    """A legend of all that has a label, in one line between the axes and the title.

    Args:
        axes: the axes, with everything drawn.
        right: at the right edge, beside a title of the axes.
    """
    handles, labels = axes.get_legend_handles_labels()
    side = "right" if right else "left"
    axes.legend(
        handles,
        labels,
        loc=f"lower {side}",
        bbox_to_anchor=(1 if right else 0, 1.0),
        ncols=max(len(labels), 1),
        borderaxespad=0.35,
        borderpad=0,
        handlelength=1.3,
        handletextpad=0.6,
        columnspacing=1.6,
    )
