"""Videos: whose time was watched, how much of a video, and where viewers leave."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value.measures._numbers import ratio
from customer_value.measures._tables import none_negative, over, pandas_table

QUARTERS = (25, 50, 75, 100)
"""The points of a video at which views are counted, in percent of its length."""


def watch_time_share(videos: Any) -> pd.Series:
    """Each video's share of the time watched on the channel (觀看時間占比).

    `views x average seconds viewed / the same of all videos`. Views count a viewer who left after two seconds as much
    as one who stayed to the end; time does not.

    Args:
        videos: a frame with `watch_seconds`, the seconds watched over all views (views x average seconds viewed), one
            row per video.

    Returns:
        A pandas Series of shares from 0 to 1 in the frame's order, which sum to 1; NaN where nothing was watched.

    Raises:
        MeasureError: the column is missing or holds no numbers, or a value is missing, negative or infinite.

    Examples:
        >>> import pandas as pd
        >>> videos = pd.DataFrame({"views": [100, 500, 500], "average": [300, 60, 45]})
        >>> watch_time_share(videos.assign(watch_seconds=videos["views"] * videos["average"])).round(3).tolist()
        [0.364, 0.364, 0.273]
    """
    watched = pandas_table(videos, "videos", watch_seconds="number")
    none_negative(watched, "videos", "watch_seconds")
    seconds = watched["watch_seconds"]
    return over(seconds, pd.Series(seconds.sum(), seconds.index)).rename("watch_time_share")


def percent_viewed(videos: Any) -> float:
    """How much of the videos was watched (平均觀看比例), over all views of the channel.

    `time watched / (views x length)`, summed before dividing. Not the mean of the videos' percentages.

    Args:
        videos: a frame with `views`, `video_seconds` (length) and `watch_seconds` (seconds watched over all views),
            one row per video.

    Returns:
        A share; NaN without a view. Above 1 where parts were watched again.

    Raises:
        MeasureError: a column is missing or holds no numbers, or a value is missing, negative or infinite.

    Examples:
        >>> import pandas as pd
        >>> videos = pd.DataFrame({"views": [100, 500, 500], "video_seconds": [600, 120, 60],
        ...                        "watch_seconds": [30_000, 30_000, 22_500]})
        >>> percent_viewed(videos)
        0.55
    """
    counts = pandas_table(videos, "videos", views="number", video_seconds="number", watch_seconds="number")
    none_negative(counts, "videos", *counts.columns)
    return ratio(counts["watch_seconds"].sum(), (counts["views"] * counts["video_seconds"]).sum())


def viewer_retention(videos: Any) -> pd.DataFrame:
    """The share of views that came to a quarter, a half, three quarters and the end (觀眾續看率), all videos pooled.

    Args:
        videos: a frame with `views`, `views_25`, `views_50`, `views_75` and `views_100`, one row per video.

    Returns:
        A pandas frame, a row for 0, 25, 50, 75 and 100 percent of the length: `percent`, `views`, `share` (of the
        views at the start; NaN without any).

    Raises:
        MeasureError: a column is missing or holds no numbers, or a value is missing, negative or infinite.

    Examples:
        >>> import pandas as pd
        >>> videos = pd.DataFrame({"views": [100, 300], "views_25": [60, 180], "views_50": [50, 90],
        ...                        "views_75": [30, 70], "views_100": [20, 40]})
        >>> viewer_retention(videos)
           percent  views  share
        0        0    400   1.00
        1       25    240   0.60
        2       50    140   0.35
        3       75    100   0.25
        4      100     60   0.15
    """
    columns = ["views", *(f"views_{quarter}" for quarter in QUARTERS)]
    counts = pandas_table(videos, "videos", **dict.fromkeys(columns, "number"))
    none_negative(counts, "videos", *columns)
    views = counts.sum().reset_index(drop=True)
    share = over(views, pd.Series(views[0], views.index))
    return pd.DataFrame({"percent": [0, *QUARTERS], "views": views.astype("int64"), "share": share})
