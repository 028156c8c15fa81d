"""What every medium did on every day: posts, people reached, what they did, what it cost, and the leads it brought.

Made once for a ledger, when all leads are counted. Everything grows with the number of customers but the number of
posts, so a ledger of any size has the same number of rows and spends as large a part of its sales.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from generator.customers import UNKNOWN
from generator.draw import pick
from generator.scenario import Scenario
from generator.scenario.campaigns import POSTS, Medium
from generator.season import day_index
from generator.streams import Streams

USUAL_SIZE = 2000
"""Customers of the ledger that fixed costs are given for: of a campaign, and of making a post."""

WEEKEND = 1.15
"""How much more people are reached on a Saturday or Sunday (assumed)."""

QUARTERS = np.array([0.25, 0.50, 0.75, 1.00])

CURVE = 0.7
"""Exponent of the share of a video in the curve of who still watches: below 1, so most leave early."""


@dataclass(frozen=True, kw_only=True)
class Media:
    """A row for each medium and day on which it reached somebody, by day; arrays of shape (rows,).

    Attributes:
        day: index of the day.
        medium: index of the medium.
        kind: index into POSTS of the day's post; UNKNOWN where there is none.
        hour: of the post; UNKNOWN where there is none.
        reach, engagements, clicks: people reached, their likes, comments and shares, and their clicks.
        views: starts of the day's video; UNKNOWN where there is none, and so are the next ones.
        seconds: the video's length.
        watched: seconds watched in all.
        quarters: views that came to each quarter of the video; shape (rows, 4).
        spend: in minor units.
        leads: leads that came from the medium on the day.
    """

    day: np.ndarray
    medium: np.ndarray
    kind: np.ndarray
    hour: np.ndarray
    reach: np.ndarray
    engagements: np.ndarray
    clicks: np.ndarray
    views: np.ndarray
    seconds: np.ndarray
    watched: np.ndarray
    quarters: np.ndarray
    spend: np.ndarray
    leads: np.ndarray


def draw_media(scenario: Scenario, customers: int, leads: np.ndarray, streams: Streams) -> Media:
    """Every medium's days.

    Args:
        customers: how many the ledger has.
        leads: leads by medium and day; shape (media, days of the ledger).
    """
    parts = [_days(scenario, one, customers, leads[number], streams) for number, one in enumerate(scenario.media)]
    both = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    both["medium"] = np.repeat(np.arange(len(parts)), [len(part["day"]) for part in parts])
    order = np.argsort(both["day"], kind="stable")
    return Media(**{name: values[order] for name, values in both.items()})


def _days(
    scenario: Scenario, rules: Medium, customers: int, leads: np.ndarray, streams: Streams
) -> dict[str, np.ndarray]:
    """One medium's days."""

    def stream(name: str) -> np.random.Generator:
        return streams(f"media/{rules.key}/{name}")

    start = scenario.dates.start
    first = day_index(start, rules.starts_on)
    count = len(leads)
    day = np.arange(count)
    weekday = (np.datetime64(start, "D") + day).astype(np.int64) + 3
    posted = (stream("posts").random(count) < rules.posts_per_week / 7) & (day >= first)
    kind = np.where(posted, pick([one.share for one in rules.posts] or [1.0], stream("kind").random(count)), UNKNOWN)

    def of_post(name: str, otherwise: float) -> np.ndarray:
        """A number of the day's kind of post, or of a day without one."""
        return np.array([*(getattr(one, name) for one in rules.posts), otherwise])[kind]

    hour = np.full(count, UNKNOWN)
    liveliness = np.ones(count)
    if rules.hours:
        hour = np.where(posted, rules.hours.first + pick(rules.hours.weights, stream("hour").random(count)), UNKNOWN)
        liveliness = _by_hour(rules, hour)
    scatter = np.exp(0.35 * stream("reach").standard_normal(count) - 0.35**2 / 2)
    expected = rules.reach * customers * (1 + rules.growth) ** ((day - first) / 365)
    expected = expected * scatter * np.where(weekday % 7 >= 5, WEEKEND, 1.0) * of_post("reach", rules.quiet)
    reach = np.where(day >= first, stream("reached").poisson(expected), 0)
    # Whoever became a lead had been reached and had clicked.
    reach = np.maximum(reach, leads)
    others = reach - leads
    clicks = leads + stream("clicks").binomial(others, of_post("clicks", rules.clicks))
    engaged = np.clip(of_post("engagement", 0.0) * liveliness, 0, 1)
    luck = np.exp(0.25 * stream("luck").standard_normal(count) - 0.25**2 / 2)
    engagements = stream("engagements").binomial(reach, np.minimum(engaged * luck, 1.0))
    cost = rules.cpm * reach / 1000 + np.where(posted, rules.post_cost * customers / USUAL_SIZE, 0.0)
    shown = np.flatnonzero(reach > 0)
    found = {
        "day": day,
        "kind": np.array([*(POSTS.index(one.kind) for one in rules.posts), UNKNOWN])[kind],
        "hour": hour,
        "reach": reach,
        "engagements": engagements,
        "clicks": clicks,
        **_videos(rules, kind, reach, stream),
        "spend": np.rint(cost * 10**scenario.minor_digits).astype(np.int64),
        "leads": leads,
    }
    return {name: values[shown] for name, values in found.items()}


def _by_hour(rules: Medium, hour: np.ndarray) -> np.ndarray:
    """How much more than usual people react to a post of this hour: 1 on average over the medium's posts."""
    hours = np.arange(24)
    away = np.minimum(np.abs(hours - rules.peak), 24 - np.abs(hours - rules.peak))
    effect = 1 + rules.lift * np.exp(-((away / 4) ** 2))
    of_posts = np.zeros(24)
    of_posts[rules.hours.first : rules.hours.first + len(rules.hours.weights)] = rules.hours.weights
    return effect[hour] / np.average(effect, weights=of_posts)


def _videos(
    rules: Medium, kind: np.ndarray, reach: np.ndarray, stream: Callable[[str], np.random.Generator]
) -> dict[str, np.ndarray]:
    """Views, length and time watched on days with a video.

    Of those who start, exp(-drop x (minutes)**0.5 x share**0.7) still watch at some share of the length.
    """
    count = len(kind)
    views, seconds, watched = (np.full(count, UNKNOWN) for _ in range(3))
    quarters = np.full((count, len(QUARTERS)), UNKNOWN)
    luck = stream("length").random(count)
    for number, post in enumerate(rules.posts):
        own = np.flatnonzero(kind == number)
        if not post.seconds or not len(own):
            continue
        length = np.array(post.seconds)[(luck[own] * len(post.seconds)).astype(np.int64)]
        started = stream(f"views-{number}").binomial(reach[own], post.views)
        drop = post.drop * np.sqrt(length / 60) * np.exp(0.2 * stream(f"drop-{number}").standard_normal(len(own)))
        stays = np.exp(-drop[:, None] * QUARTERS**CURVE)
        there, before, draw = started, np.ones(len(own)), stream(f"quarters-{number}")
        for place in range(len(QUARTERS)):
            there = draw.binomial(there, stays[:, place] / before)
            before = stays[:, place]
            quarters[own, place] = there
        # Between two quarters as many leave early as late: the time under a line from quarter to quarter.
        at = quarters[own]
        watched[own] = length * (started / 2 + at[:, :-1].sum(axis=1) + at[:, -1] / 2) // len(QUARTERS)
        views[own], seconds[own] = started, length
    return {"views": views, "seconds": seconds, "watched": watched, "quarters": quarters}


def leads_by_day(medium: np.ndarray, created: np.ndarray, media: int, days: int) -> np.ndarray:
    """How many leads came from each medium on each day; shape (media, days)."""
    known = medium != UNKNOWN
    return np.bincount(medium[known] * days + created[known], minlength=media * days).reshape(media, days)
