"""What customers say: when they get in touch, what surveys ask them, and how content they are."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from generator.scenario.base import (
    Correlation,
    NotNegative,
    Option,
    Positive,
    Record,
    Share,
    Spread,
    Words,
    sums_to_one,
)
from generator.scenario.shop import ByChannel, Wait

if TYPE_CHECKING:
    from generator.scenario.whole import Scenario

Key = Literal["quality", "price", "choice", "service", "delivery", "shop"]
ATTRIBUTES: tuple[Key, ...] = ("quality", "price", "choice", "service", "delivery", "shop")
"""What every survey asks about; a scenario says what the six are called in its industry."""

Rating = Annotated[float, Field(ge=1, le=5)]


class ServiceChannel(Option):
    """A way to get in touch, its share, and the median hours until the first reply."""

    hours: Annotated[float, Field(gt=0, le=8784)]


class Topic(Record):
    """What a contact is about.

    Attributes:
        share: of contacts about an order, relative to other topics; 0 where only refunds bring it up.
        question: of contacts about no order, likewise.
        via: the sales channels whose orders bring it up; all where not given.
        complaint: whether something went wrong.
        days: mean days from the first reply until it is settled.
        hurts: the attribute that is rated lower after such a complaint.
        refunds: by the English name of a reason, which share of its refunds such a contact came before.
    """

    name: Words
    share: NotNegative = 0.0
    question: NotNegative = 0.0
    via: tuple[Literal["shop", "web", "company"], ...] = ("shop", "web", "company")
    complaint: bool = False
    days: NotNegative
    hurts: Key | None = None
    refunds: dict[str, Share] = Field(default={})


class Stars(Record):
    """How a contact is rated, 1 to 5.

    Attributes:
        mean: at the usual wait and average satisfaction.
        wait: points lost when the wait is e (2.7) times as long.
        content: points for a standard deviation of satisfaction.
        complaint: points lost where it is a complaint.
        noise: standard deviation of what else decides.
    """

    mean: Rating
    wait: NotNegative
    content: NotNegative
    complaint: NotNegative
    noise: Positive


class Service(ByChannel):
    """Contacts: how many an order brings at an average customer, by sales channel, and what becomes of them.

    Attributes:
        questions: contacts about no order, a year and customer.
        proneness: shape of the gamma of customers' own readiness to get in touch, mean 1.
        discontent: how much the logarithm of complaints rises when satisfaction falls by a standard deviation.
        days: from the order to the contact.
        busy: the wait for a reply grows with the day's usual orders to this power.
        reply_spread: standard deviation of the logarithm of the wait.
        rated: share of settled contacts that get a rating.
        stars: how they are rated.
    """

    questions: Annotated[float, Field(ge=0, le=365)]
    proneness: Positive
    discontent: Annotated[float, Field(ge=0, le=2)]
    days: Wait
    busy: Annotated[float, Field(ge=0, le=2)]
    reply_spread: Annotated[float, Field(gt=0, le=3)]
    rated: Share
    stars: Stars
    channels: tuple[ServiceChannel, ...] = Field(min_length=1)
    topics: tuple[Topic, ...] = Field(min_length=1)

    _channels = field_validator("channels")(sums_to_one)

    @field_validator("topics")
    @classmethod
    def _some_of_each(cls, topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
        if not any(topic.share for topic in topics) or not any(topic.question for topic in topics):
            raise ValueError("some topic needs a share above 0, and some topic a question above 0")
        reasons = [reason for topic in topics for reason in topic.refunds]
        if len(reasons) != len(set(reasons)):
            raise ValueError("a reason for refunds may stand in one topic only")
        return topics


class Attribute(Record):
    """One of the six things customers rate.

    Attributes:
        importance, performance: mean answers of persons.
        company_importance, company_performance: of companies; where not given, the same.
        by_level: how much the importance rises with a standard deviation of the spend level.
        weight: what a point of performance adds to satisfaction; the six weights add up to 1.
    """

    importance: Rating
    performance: Rating
    company_importance: Rating | None = None
    company_performance: Rating | None = None
    by_level: float = Field(default=0.0, ge=-1, le=1)
    weight: Share
    name: Words


class Wave(Record):
    """A survey.

    Attributes:
        since: the first day it goes out.
        share: of the recent customers that are asked.
        change: by how much the mean performance differs from the usual then.
    """

    since: dt.date = Field(alias="from")
    share: Share
    change: dict[Key, Annotated[float, Field(ge=-2, le=2)]] = Field(default={})


class Answers(Record):
    """Who answers.

    Attributes:
        share: at average satisfaction.
        content: log-odds for a standard deviation of satisfaction.
        left: by how much the log-odds are lower for customers who have left for good.
        days: until the answer comes.
        skipped: share of single questions that are left blank.
    """

    share: Annotated[float, Field(gt=0, lt=1)]
    content: float = Field(ge=-2, le=2)
    left: Annotated[float, Field(ge=0, le=10)]
    days: Wait
    skipped: Share


class Recommend(Record):
    """The answer from 0 to 10: its mean at satisfaction 4, what a point of satisfaction adds, and its own spread."""

    at_four: Annotated[float, Field(ge=0, le=10)]
    slope: NotNegative
    noise: Positive


class Wallet(Record):
    """What customers spend elsewhere in the category in a year.

    Attributes:
        person, company: the median, in currency units.
        by_level: how much its logarithm rises with a standard deviation of the spend level.
        spread: standard deviation of its logarithm.
        noise: the same of what changes from year to year and of rough answers.
        forgotten: share of answers in which people remember less than they spent with the company alone.
        rivals: mean number of other suppliers, beyond the first, of somebody who buys everything elsewhere.
    """

    person: Positive | None = None
    company: Positive | None = None
    by_level: float = Field(ge=-1, le=2)
    spread: Spread
    noise: Spread
    forgotten: Share
    rivals: Annotated[float, Field(ge=0, le=100)]

    @property
    def medians(self) -> list[float]:
        """By the codes PERSON and COMPANY; a kind that is not named has the other's."""
        return [self.person or self.company or 0.0, self.company or self.person or 0.0]


class Offer(Record):
    """A service that customers may wish for.

    Attributes:
        person, company: how often each kind names it, relative to the others.
        by_level: by how much the logarithm of that rises with a standard deviation of the spend level.
        cost: what it would cost the company for a customer and year, in currency units.
    """

    person: NotNegative = 0.0
    company: NotNegative = 0.0
    by_level: float = Field(default=0.0, ge=-2, le=2)
    cost: Positive
    name: Words


class Openness(Record):
    """How open customers are to a service that costs something, 1 to 5.

    Attributes:
        by_level, content: what a standard deviation of the spend level and of satisfaction adds.
        noise: standard deviation of what else decides.
    """

    mean: Rating
    by_level: float = Field(ge=-2, le=2)
    content: float = Field(ge=-2, le=2)
    noise: Positive


class Survey(Record):
    """What is asked and answered.

    Attributes:
        days: over how many days the invitations of a wave go out.
        recent: asked is who ordered in so many days before.
        spread, importance_spread: standard deviation of a performance rating, and of an importance.
        halo: the share of their variance that a customer's six ratings have in common.
        steady: the share of that which stays from one survey to the next.
        noise: standard deviation of satisfaction beside what the attributes explain.
        scar: points that a complaint of the past year takes from the attribute it hurts; two complaints at most.
        far: points that the attribute "shop" loses where the company has no shop.
    """

    waves: tuple[Wave, ...] = Field(min_length=1)
    days: int = Field(ge=1, le=120)
    recent: int = Field(ge=1)
    answers: Answers
    spread: Annotated[float, Field(gt=0, le=2)]
    importance_spread: Annotated[float, Field(gt=0, le=2)]
    halo: Share
    steady: Share
    noise: Positive
    scar: NotNegative
    far: NotNegative = 0.0
    recommend: Recommend
    wallet: Wallet
    openness: Openness
    offers: tuple[Offer, ...] = Field(min_length=1)
    attributes: dict[Key, Attribute]

    @field_validator("attributes")
    @classmethod
    def _all_six(cls, attributes: dict[Key, Attribute]) -> dict[Key, Attribute]:
        if missing := [key for key in ATTRIBUTES if key not in attributes]:
            raise ValueError(f"{' and '.join(missing)} must be there too")
        if abs(sum(one.weight for one in attributes.values()) - 1) > 1e-9:
            raise ValueError("the weights must add up to 1")
        return {key: attributes[key] for key in ATTRIBUTES}

    @field_validator("waves")
    @classmethod
    def _rising(cls, waves: tuple[Wave, ...]) -> tuple[Wave, ...]:
        days = [wave.since for wave in waves]
        if days != sorted(set(days)):
            raise ValueError("the dates of the waves must rise")
        return waves

    def column(self, name: Literal["importance", "performance"], company: bool) -> list[float]:
        """The six means of persons or of companies, in the order of ATTRIBUTES."""
        own = [getattr(one, f"company_{name}") if company else None for one in self.attributes.values()]
        usual = [getattr(one, name) for one in self.attributes.values()]
        return [here if here is not None else there for here, there in zip(own, usual, strict=True)]


class Voice(Record):
    """What customers say.

    Attributes:
        dropout: how strongly satisfaction falls as the dropout probability rises: the correlation of their normal
            scores is minus this.
    """

    dropout: Annotated[Correlation, Field(ge=0)]
    service: Service
    survey: Survey

    @model_validator(mode="after")
    def _hurts_is_felt(self) -> Self:
        if self.survey.scar and not any(topic.hurts for topic in self.service.topics):
            raise ValueError("survey.scar needs a topic of service with hurts")
        return self


def check_voice(scenario: Scenario) -> None:
    """Hold what customers say to the rest of the scenario. Raises ValueError with the key and the reason."""
    voice = scenario.voice
    if not voice:
        return
    reasons = {reason.name.en for reason in scenario.refunds.reasons} if scenario.refunds else set()
    for topic in voice.service.topics:
        for reason in topic.refunds:
            if reason not in reasons:
                raise ValueError(f"voice.service.topics: {topic.name.en} names {reason!r}, no reason of refunds")
    for channel in scenario.channels:
        topics = [topic for topic in voice.service.topics if topic.share and channel in topic.via]
        if getattr(voice.service, channel) and not topics:
            raise ValueError(f"voice.service.topics: none is about orders by the sales channel {channel!r}")
    for wave in voice.survey.waves:
        if not scenario.dates.start <= wave.since <= scenario.dates.end:
            raise ValueError(f"voice.survey.waves: {wave.since} lies outside the ledger")
    for kind in ("person", "company"):
        if getattr(scenario, kind) and getattr(voice.survey.wallet, kind) is None:
            raise ValueError(f"voice.survey.wallet.{kind} is missing, but there are such customers")
        if getattr(scenario, kind) and not any(getattr(offer, kind) for offer in voice.survey.offers):
            raise ValueError(f"voice.survey.offers: some offer needs {kind} above 0")
