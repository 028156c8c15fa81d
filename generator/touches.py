"""Every touch on a customer or a lead: what the campaigns sent and would have sent, and media on the way to an order.

Nothing here makes an order. A campaign's touches follow its trial (generator/campaigns.py); the media's are strewn over
the days before the first order, or before a lead that was not won asked.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from generator.campaigns import PERSUADABLE, Trial
from generator.customers import UNKNOWN, Customers
from generator.draw import pick, pick_key
from generator.history import History
from generator.leads import WON, Leads, sources_of
from generator.orders import Orders
from generator.scenario import Scenario
from generator.scenario.campaigns import Campaign, Medium
from generator.season import day_index
from generator.streams import Streams

TREATED, HELD_OUT, CONTROL = 0, 1, 2
GROUPS = ("treated", "held_out", "control")
"""Got the campaign, got nothing, got the standard message without the offer."""

MEMORY = 30
"""Days for which an earlier contact tires people."""

NO, YES = 0, 1


@dataclass(frozen=True, kw_only=True)
class Touches:
    """Touches in the order of time; arrays of shape (touches,).

    Attributes:
        campaign: index of the campaign; media that are always on follow after the campaigns.
        member: place among the members of the campaign's trial; UNKNOWN for media.
        customer: index of the customer; UNKNOWN where a lead was touched.
        lead: index of the lead; UNKNOWN where a customer was touched.
        day: index of the day; of the touch there would have been, for those held out.
        group: TREATED, HELD_OUT or CONTROL.
        step: which touch of the campaign on this customer it is, from 1; for media, which of the path.
        cost: in minor units.
        opened, clicked, attended: YES, NO, or UNKNOWN where nobody can know.
        order: index of the order that is the response; UNKNOWN for none.
        coupon: whether the response used the voucher; UNKNOWN where there is no response or no voucher.
    """

    campaign: np.ndarray
    member: np.ndarray
    customer: np.ndarray
    lead: np.ndarray
    day: np.ndarray
    group: np.ndarray
    step: np.ndarray
    cost: np.ndarray
    opened: np.ndarray
    clicked: np.ndarray
    attended: np.ndarray
    order: np.ndarray
    coupon: np.ndarray


def draw_touches(
    scenario: Scenario,
    customers: Customers,
    leads: Leads | None,
    orders: Orders,
    history: History,
    trials: tuple[Trial, ...],
    streams: Streams,
) -> Touches:
    """The touches of a block: those of its trials, and those of the media that are always on."""
    sent = _joined([_of_trial(scenario, scenario.campaigns[one.campaign], one, history, streams) for one in trials])
    _read(scenario, sent)
    parts = [{name: sent[name] for name in Touches.__dataclass_fields__}]
    if scenario.media:
        parts.append(_paths(scenario, customers, leads, orders, streams))
    rows = _joined(parts)
    in_time = np.argsort(rows["day"], kind="stable")
    return Touches(**{name: values[in_time] for name, values in rows.items()})


def _joined(parts: list[dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    """The rows of all parts, one part after another, column by column."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _of_trial(
    scenario: Scenario, rules: Campaign, trial: Trial, history: History, streams: Streams
) -> dict[str, np.ndarray]:
    """A row for each step that was or would have been sent: whoever has responded gets no more."""
    steps = np.array(rules.steps, dtype=np.int16)
    answered = history.day[trial.response] - trial.day
    sent = steps < answered[:, None]
    member, step = np.nonzero(sent)
    last = step == sent.sum(axis=1)[member] - 1
    answer = (trial.response != UNKNOWN)[member] & last

    contacted = trial.treated | (rules.control == "standard")
    spared = CONTROL if rules.control == "standard" else HELD_OUT
    # Who orders because of the treatment has read it, and uses the voucher that came with it.
    moved = answer & (trial.type[member] == PERSUADABLE)
    luck = streams(f"campaigns/{rules.key}/reaction").random((len(trial.member), len(steps), 4), dtype=np.float32)
    luck = luck[member, step]
    to_lead, who = rules.to == "leads", trial.member[member].astype(np.int32)
    unknown, nobody = np.full(len(member), UNKNOWN, dtype=np.int8), np.full(len(member), UNKNOWN, dtype=np.int32)
    voucher = answer & trial.treated[member] & (rules.coupon > 0)
    return {
        "campaign": np.full(len(member), trial.campaign, dtype=np.int16),
        "member": member.astype(np.int32),
        "customer": nobody if to_lead else who,
        "lead": who if to_lead else nobody,
        "day": trial.day[member].astype(np.int16) + steps[step],
        "group": np.where(trial.treated[member], np.int8(TREATED), np.int8(spared)),
        "step": (step + 1).astype(np.int8),
        "cost": np.where(contacted[member], np.int32(round(rules.cost * 10**scenario.minor_digits)), np.int32(0)),
        "opened": unknown,
        "clicked": unknown.copy(),
        "attended": _known(rules.attends, contacted[member], moved | (luck[:, 2] < (rules.attends or 0))),
        "order": np.where(answer, history.order[trial.response[member]], np.int32(UNKNOWN)),
        "coupon": np.where(voucher, (moved | (luck[:, 3] < rules.coupon_used)).view(np.int8), np.int8(UNKNOWN)),
        "contacted": contacted[member],
        "moved": moved,
        "luck": luck[:, :2],
    }


def _known(share: float | None, contacted: np.ndarray, yes: np.ndarray) -> np.ndarray:
    """YES or NO for who was contacted; UNKNOWN where nobody can know."""
    return np.where(contacted & (share is not None), yes.view(np.int8), np.int8(UNKNOWN))


def _read(scenario: Scenario, rows: dict[str, np.ndarray]) -> None:
    """Fill in what was opened and clicked: less, the more a customer got within the days before."""
    shares = [[np.nan if one is None else one for one in (rules.opens, rules.clicks)] for rules in scenario.campaigns]
    sent = np.flatnonzero(rows["contacted"])
    tired = np.exp(-scenario.contact.fatigue * _earlier(rows, sent))
    opens, clicks = (
        np.array(share, dtype=np.float32)[rows["campaign"][sent]] * tired for share in zip(*shares, strict=True)
    )
    luck, moved = rows["luck"][sent], rows["moved"][sent]
    opened = moved | (luck[:, 0] < opens)
    # A click is an opening's, where openings can be seen at all.
    seen = ~np.isnan(opens)
    given_open = np.where(seen, clicks / np.where(seen & (opens > 0), opens, 1.0), clicks)
    clicked = (opened | ~seen) & (moved | (luck[:, 1] < given_open))
    rows["opened"][sent] = np.where(seen, opened, UNKNOWN)
    rows["clicked"][sent] = np.where(np.isnan(clicks), UNKNOWN, clicked)


def _earlier(rows: dict[str, np.ndarray], sent: np.ndarray) -> np.ndarray:
    """How many contacts each of these had in the MEMORY days before, of all of these; shape as `sent`."""
    customer, lead = rows["customer"][sent].astype(np.int64), rows["lead"][sent]
    who = np.where(lead == UNKNOWN, customer, customer.max(initial=0) + 1 + lead)
    span = int(rows["day"].max(initial=0)) + MEMORY + 1
    key = who * span + rows["day"][sent] + MEMORY
    order = np.argsort(key)
    key = key[order]
    count = np.empty(len(key), dtype=np.int64)
    count[order] = np.searchsorted(key, key) - np.searchsorted(key, key - MEMORY)
    return count


def _paths(
    scenario: Scenario, customers: Customers, leads: Leads, orders: Orders, streams: Streams
) -> dict[str, np.ndarray]:
    """Touches of media on the way to each first order, and to each lead that was not won."""
    paths, media = scenario.paths, scenario.media
    was_lead = np.zeros(len(customers.kind), dtype=bool)
    won = leads.stage == WON
    was_lead[leads.customer[won]] = True
    direct = np.flatnonzero(~was_lead)
    count = len(leads.created)
    customer = np.concatenate([leads.customer, direct])
    lead = np.concatenate([np.arange(count), np.full(len(direct), UNKNOWN)])
    channel = np.concatenate([leads.source, customers.channel[direct]])
    buys = customer != UNKNOWN
    until = np.where(buys, customers.first_day[customer], np.concatenate([leads.created, direct]))

    most = max(*paths.from_media, *paths.others)

    def luck(name: str, *shape: int) -> np.ndarray:
        """Leads and the rest apart, so that more of the one do not move the other."""
        of_leads, of_rest = streams(f"paths/lead-{name}"), streams(f"paths/direct-{name}")
        both = ((of_leads, count), (of_rest, len(direct)))
        return np.concatenate([stream.random((size, *shape), dtype=np.float32) for stream, size in both])

    mixes = [source.media if source else {} for source in sources_of(scenario)]
    through_media, number = np.array([bool(mix) for mix in mixes])[channel], luck("number")
    number = np.where(through_media, pick_key(paths.from_media, number), pick_key(paths.others, number))
    there = np.arange(most) < number[:, None]
    before = 1 + (luck("day", most) * paths.look_back).astype(np.int16)
    before = -np.sort(np.where(there, -before, np.int16(1)), axis=1)  # the earliest first
    subject, place = np.nonzero(there)
    day = until[subject] - before[subject, place]
    own = luck("own", most)[subject, place] < paths.own
    medium = _media(media, mixes, channel[subject], place == 0, own, luck("medium", most)[subject, place])

    opens = np.array([max(day_index(scenario.dates.start, one.starts_on), 0) for one in media])
    kept = day >= opens[medium]
    subject, day, medium = subject[kept], day[kept], medium[kept]
    step = np.arange(len(subject)) - np.searchsorted(subject, subject) + 1
    # A first order that was called off is no response; then the path leads nowhere.
    first = _first_order(orders, len(customers.kind))[customer]
    ends_in = np.where(buys & ~orders.cancelled[first], first, UNKNOWN)
    size = len(subject)
    unknown = np.full(size, UNKNOWN, dtype=np.int8)
    return {
        "campaign": (len(scenario.campaigns) + medium).astype(np.int16),
        "member": np.full(size, UNKNOWN, dtype=np.int32),
        "customer": np.where(lead[subject] == UNKNOWN, customer[subject], UNKNOWN).astype(np.int32),
        "lead": lead[subject].astype(np.int32),
        "day": day.astype(np.int16),
        "group": np.full(size, TREATED, dtype=np.int8),
        "step": step.astype(np.int8),
        "cost": np.zeros(size, dtype=np.int32),
        "opened": unknown,
        "clicked": unknown,
        "attended": unknown,
        "order": ends_in[subject].astype(np.int32),
        "coupon": unknown,
    }


def _media(
    media: tuple[Medium, ...],
    mixes: list[dict[str, float]],
    channel: np.ndarray,
    first: np.ndarray,
    own: np.ndarray,
    luck: np.ndarray,
) -> np.ndarray:
    """The medium of each touch on a path.

    Args:
        mixes: shares of media by acquisition channel.
        channel: whose path it is.
        first: whether it is the first touch.
        own: whether it is of one of the channel's own media, where it has some.
        luck: uniform; all shape (touches,).
    """
    index = {medium.key: position for position, medium in enumerate(media)}
    medium = np.where(first, pick([one.first for one in media], luck), pick([one.later for one in media], luck))
    for position, mix in enumerate(mixes):
        if mix:
            theirs = own & (channel == position)
            medium[theirs] = np.array([index[key] for key in mix])[pick(mix.values(), luck[theirs])]
    return medium


def _first_order(orders: Orders, customers: int) -> np.ndarray:
    """The index of each customer's first order in time, called off or not; shape (customers,)."""
    starts = np.searchsorted(orders.customer, np.arange(customers))
    return orders.in_time[np.minimum.reduceat(orders.rank, starts)]
