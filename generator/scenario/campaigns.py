"""What a company does to win, keep and win back customers: leads, media, and campaigns with a hold-out."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from generator.scenario.base import NotNegative, Option, Record, Share, Words, mixture, sums_to_one
from generator.scenario.calendar import Hours

Days = Annotated[int, Field(ge=0, le=3660)]

OBJECTIVES = ("acquire", "welcome", "keep", "reactivate", "refer", "test", "event")
"""What a campaign is for. `test` compares two offers, `event` invites."""

OWNERSHIP = ("owned", "paid", "earned")
"""Whether a medium belongs to the company, is bought, or is what others say."""

POSTS = ("photo", "video", "link")
"""Kinds of post."""


# Leads --------------------------------------------------------------------------------------------------------------


class ByKind(Record):
    """A number for persons and one for companies."""

    person: NotNegative = 0.0
    company: NotNegative = 0.0


class LeadSource(Record):
    """An acquisition channel whose customers were leads first. Channels that are not named have none.

    Attributes:
        channel: key of an acquisition channel.
        person, company: share of such leads that become customers.
        media: shares of the media such leads come from; empty where they come from none.
    """

    channel: str
    person: Annotated[float, Field(ge=0.005, le=1)] = 1.0
    company: Annotated[float, Field(ge=0.005, le=1)] = 1.0
    media: dict[str, Share] = Field(default={})

    @field_validator("media")
    @classmethod
    def _media(cls, value: dict[str, float]) -> dict[str, float]:
        return mixture(value) if value else value


class Leads(Record):
    """Leads: everybody who asked, whether or not they bought.

    Attributes:
        sources: the acquisition channels that work through leads.
        days: mean days from the lead to the registration of those who are won.
        closing_days: mean days until the others are given up.
        contacted: share that is contacted at all among those who are not won.
        quoted: share that gets an offer among those who are contacted and not won.
        quoted_won: the same among those who are won, some of whom buy without one.
        spread: days by which the others may come earlier or later than the customer they are drawn with.
        income_shift: how much lower their income lies, in standard deviations.
        reasons: why they were given up.
    """

    sources: tuple[LeadSource, ...] = Field(min_length=1)
    days: ByKind
    closing_days: ByKind
    contacted: Share
    quoted: ByKind
    quoted_won: Share
    spread: Days
    income_shift: NotNegative = 0.0
    reasons: tuple[Option, ...]

    _reasons = field_validator("reasons")(sums_to_one)


# Media --------------------------------------------------------------------------------------------------------------


class Post(Record):
    """A kind of post.

    Attributes:
        kind: one of POSTS.
        share: of the medium's posts.
        reach: people reached, times the medium's usual.
        engagement: likes, comments and shares for each person reached, at an average hour.
        clicks: clicks for each person reached.
        seconds: lengths a video may have; for videos only.
        views: share of people reached who start a video.
        drop: how fast viewers leave a video of a minute: exp(-drop) of them see its end.
    """

    kind: Literal[POSTS]
    share: Share
    reach: Annotated[float, Field(gt=0, le=1000)] = 1.0
    engagement: Annotated[float, Field(ge=0, le=0.5)]
    clicks: Annotated[float, Field(ge=0, le=0.5)]
    seconds: tuple[Annotated[int, Field(ge=5, le=7200)], ...] = ()
    views: Share = 0.0
    drop: Annotated[float, Field(ge=0, le=10)] = 1.0

    @model_validator(mode="after")
    def _videos_have_a_length(self) -> Self:
        if (self.kind == "video") != bool(self.seconds):
            raise ValueError("a video needs seconds, and nothing else may have them")
        return self


class Medium(Record):
    """A medium that is always on.

    Attributes:
        key: what leads and campaigns call it.
        ownership: owned, paid or earned.
        starts_on: its first day.
        first, later: how likely it is the first touch on a customer's path, and a later one, relative to the others.
        reach: people reached on a day with a post, for each customer of the ledger.
        quiet: the same on a day without, as a share of it; 0 where a day without a post reaches nobody.
        growth: by how much reach grows in a year.
        posts_per_week: on average; at most one a day.
        posts: their kinds; empty for a medium without posts, such as search ads.
        hours: when posts go out.
        peak, lift: the best hour for engagement, and how much more it brings than the worst (0.8 = 80 %).
        clicks: clicks for each person reached on a day without a post.
        cpm: what it costs to reach a thousand people.
        post_cost: what a post costs to make, in a ledger of 2,000 customers; it grows with the ledger.
    """

    key: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    name: Words
    ownership: Literal[OWNERSHIP]
    starts_on: dt.date
    first: NotNegative
    later: NotNegative
    reach: Annotated[float, Field(gt=0, le=1000)]
    quiet: Share = 0.0
    growth: Annotated[float, Field(ge=0, le=10)] = 0.0
    posts_per_week: Annotated[float, Field(ge=0, le=7)] = 0.0
    posts: tuple[Post, ...] = ()
    hours: Hours | None = None
    peak: Annotated[float, Field(ge=0, lt=24)] = 20.0
    lift: NotNegative = 0.0
    clicks: Annotated[float, Field(ge=0, le=0.5)] = 0.0
    cpm: NotNegative = 0.0
    post_cost: NotNegative = 0.0

    @model_validator(mode="after")
    def _posts_fit(self) -> Self:
        if bool(self.posts) != (self.posts_per_week > 0) or bool(self.posts) != (self.hours is not None):
            raise ValueError("posts, posts_per_week and hours go together")
        if self.posts and abs(sum(post.share for post in self.posts) - 1) > 1e-9:
            raise ValueError("the shares of the posts must add up to 1")
        if not self.posts and not self.quiet:
            raise ValueError("a medium without posts needs quiet")
        return self


class Paths(Record):
    """What media touch on the way to a first order, or to a lead that was not won.

    Attributes:
        look_back: days before it in which a touch is known.
        from_media: shares of 0, 1, 2, ... touches for sources that come from media.
        others: the same for everybody else.
        own: share of touches that are of a medium of the source itself.
    """

    look_back: Annotated[int, Field(ge=1, le=90)] = 30
    from_media: dict[Annotated[int, Field(ge=0, le=8)], Share]
    others: dict[Annotated[int, Field(ge=0, le=8)], Share]
    own: Share

    _mixtures = field_validator("from_media", "others")(mixture)


# Campaigns ----------------------------------------------------------------------------------------------------------


class Contact(Record):
    """Ways to write to, call or invite a customer.

    Attributes:
        fatigue: by how much each earlier contact within 30 days lowers the log of the share that opens the next.
        channels: their names.
    """

    fatigue: NotNegative = 0.0
    channels: dict[str, Words] = Field(min_length=1)


class Audience(Record):
    """Who is meant, by what is known before the first touch, so that the ledger's tables give the same people.

    Orders that were called off do not count.

    Attributes:
        kind: "person", "company" or "any".
        consent: only who agreed to be written to.
        areas: keys of sales areas; all when empty.
        sources: keys of acquisition channels; all when empty.
        orders: fewest and most orders.
        quiet_days: fewest and most days since the last order.
        spent: least money of all orders.
    """

    kind: Literal["person", "company", "any"] = "any"
    consent: bool = True
    areas: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    orders: tuple[Annotated[int, Field(ge=1)], Annotated[int, Field(ge=1)]] = (1, 1_000_000)
    quiet_days: tuple[Days, Days] = (0, 3660)
    spent: NotNegative = 0.0

    @field_validator("orders", "quiet_days")
    @classmethod
    def _rising(cls, value: tuple[int, int]) -> tuple[int, int]:
        if value[0] > value[1]:
            raise ValueError("the first bound must not be above the second")
        return value


class Campaign(Record):
    """A campaign as a randomised trial: part of its audience is held out.

    Attributes:
        key: names its random numbers; another key makes other ones.
        name, about: its name, and whom it is meant for in words.
        objective: one of OBJECTIVES.
        channel: key of one of [contact.channels].
        to: whether it goes to customers or to leads that are not closed yet (`audience` then knows kind, areas,
            sources).
        starts_on, sent_until: first and last day of a first touch.
        after: days from the first order, or from the lead, to the first touch; None when everybody is touched at some
            day between starts_on and sent_until.
        steps: days from the first touch to each touch; whoever has responded gets no more.
        response_days: how many days after the first touch a response may come, from the next day on.
        hold_out: share of the audience that is held out.
        effect: how much treatment moves people: of an audience member who orders in the window with probability P, the
            share effect x P x (1 - P) orders only if treated.
        control: what those held out get: nothing, or the standard message without the offer.
        fixed_cost: for a ledger of 2,000 customers, and in proportion for others.
        cost: of one touch.
        coupon: what a voucher costs when it is used; 0 for none.
        coupon_used: share that uses it among those who would have ordered anyway.
        opens, clicks, attends: share of touches that are opened, clicked, and of invitations that are accepted; None
            where nobody can know.
    """

    key: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    name: Words
    about: Words
    objective: Literal[OBJECTIVES]
    channel: str
    to: Literal["customers", "leads"] = "customers"
    audience: Audience = Audience()
    starts_on: dt.date
    sent_until: dt.date
    after: Days | None = None
    steps: tuple[Days, ...] = Field(default=(0,), min_length=1, max_length=8)
    response_days: Annotated[int, Field(ge=1, le=366)]
    hold_out: Annotated[float, Field(gt=0, lt=1)]
    effect: NotNegative
    control: Literal["nothing", "standard"] = "nothing"
    fixed_cost: NotNegative
    cost: Annotated[float, Field(ge=0, le=1_000_000)]
    coupon: Annotated[float, Field(ge=0, le=1_000_000)] = 0.0
    coupon_used: Share = 0.0
    opens: Share | None = None
    clicks: Share | None = None
    attends: Share | None = None

    @property
    def ends_on(self) -> dt.date:
        """The last day a response may come."""
        return self.sent_until + dt.timedelta(days=self.response_days)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.sent_until < self.starts_on:
            raise ValueError(f"{self.key} has sent_until before starts_on")
        if self.steps[0] != 0 or list(self.steps) != sorted(set(self.steps)) or self.steps[-1] >= self.response_days:
            raise ValueError(f"{self.key} needs steps that begin with 0, rise and end before response_days")
        # Otherwise more people would order because of the treatment than order at all.
        most = 1 / max(self.hold_out, 1 - self.hold_out)
        if self.effect > most:
            raise ValueError(f"{self.key} has effect {self.effect}; its hold_out allows {most:.2f} at most")
        if self.to == "leads" and self.after is None:
            raise ValueError(f"{self.key} goes to leads and needs after")
        return self


# Together -----------------------------------------------------------------------------------------------------------


def check_marketing(
    leads: Leads | None,
    media: tuple[Medium, ...],
    paths: Paths | None,
    contact: Contact | None,
    campaigns: tuple[Campaign, ...],
    channels: set[str],
    areas: set[str],
    first_day: dt.date,
    last_day: dt.date,
) -> None:
    """Hold the marketing sections of a scenario against one another and against the rest.

    Args:
        channels, areas: the keys of the scenario's acquisition channels and sales areas.
        first_day, last_day: of the ledger.

    Raises:
        ValueError: something is named that is not there, or lies outside the ledger; the message says which.
    """
    _no_key_twice("media", [medium.key for medium in media])
    _no_key_twice("campaigns", [campaign.key for campaign in campaigns])
    if media and (leads is None or paths is None):
        raise ValueError("media need the tables leads and paths too")
    if campaigns and contact is None:
        raise ValueError("campaigns need the table contact too")
    known = {medium.key for medium in media}
    for source in leads.sources if leads else ():
        _among("leads.sources", source.channel, channels, "acquisition.channels")
        for key in source.media:
            _among(f"leads.sources: {source.channel}", key, known, "media")
    if leads:
        _no_key_twice("leads.sources", [source.channel for source in leads.sources])
    for medium in media:
        if not first_day <= medium.starts_on <= last_day:
            raise ValueError(f"media: {medium.key} starts outside the ledger")
    for one in campaigns:
        where = f"campaigns: {one.key}"
        _among(where, one.channel, set(contact.channels), "contact.channels")
        for key in one.audience.areas:
            _among(where, key, areas, "areas")
        for key in one.audience.sources:
            _among(where, key, channels, "acquisition.channels")
        if one.to == "leads" and leads is None:
            raise ValueError(f"{where} goes to leads, which the scenario has not")
        if not (first_day < one.starts_on and one.ends_on <= last_day):
            raise ValueError(f"{where} must start after {first_day} and be answered by {last_day}, not {one.ends_on}")


def _among(where: str, key: str, known: set[str], table: str) -> None:
    if key not in known:
        raise ValueError(f"{where} names {key!r}, which {table} has not")


def _no_key_twice(where: str, keys: list[str]) -> None:
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"{where}: the key {key!r} is there twice")
