"""Surveys: who is asked and answers, what drives satisfaction, and what customers spend elsewhere."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import betainc, ndtri

from generator.block import Block
from generator.satisfaction import satisfaction_level
from generator.scenario import load_scenario
from generator.scenario.voice import ATTRIBUTES
from generator.surveys import BLANK
from generator.world import World


@pytest.fixture(scope="module")
def block() -> Block:
    """12,000 customers of the boutique, seed 11."""
    return Block(World(load_scenario("boutique"), 11), 0, 0, 12_000)


def test_who_answers_was_asked_before_and_who_does_not_says_nothing(block):
    made = block.surveys
    came = made.answered != BLANK
    assert (made.answered[came] > made.asked[came]).all()
    assert (made.answered <= block.world.last_day).all()
    assert (np.diff(made.asked) >= 0).all()
    for name in ("nps", "satisfaction", "importance", "performance", "category", "brands", "offer", "openness"):
        values = getattr(made, name)
        assert (values[~came] == BLANK).all(), name
        assert (values[came] != BLANK).mean() > 0.97, name


def test_answers_stay_on_their_scales(block):
    made = block.surveys
    for name, lowest, highest in (("nps", 0, 10), ("satisfaction", 1, 5), ("openness", 1, 5)):
        given_ = getattr(made, name)[getattr(made, name) != BLANK]
        assert given_.min() >= lowest
        assert given_.max() <= highest
        assert len(set(given_.tolist())) >= 4
    for matrix in (made.importance, made.performance):
        assert set(np.unique(matrix)) == {BLANK, 1, 2, 3, 4, 5}


def test_only_who_ordered_lately_is_asked(block):
    made, orders = block.surveys, block.orders
    recent = block.world.scenario.voice.survey.recent
    # The last wave: by then many a customer's orders are long past.
    days = [orders.day[(orders.customer == who) & ~orders.cancelled] for who in made.customer[-300:]]
    for asked, own in zip(made.asked[-300:], days, strict=True):
        assert ((own <= asked) & (own > asked - recent)).any()


def test_regression_finds_what_drives_satisfaction_and_it_is_not_what_people_say(block):
    made, survey = block.surveys, block.world.scenario.voice.survey
    rows = (made.performance != BLANK).all(axis=1) & (made.satisfaction != BLANK)
    x = np.column_stack([np.ones(rows.sum()), made.performance[rows]])
    y = made.satisfaction[rows].astype(float)
    beta = np.linalg.lstsq(x, y, rcond=None)[0]
    rest = y - x @ beta
    error = np.sqrt(np.diag(np.linalg.inv(x.T @ x)) * rest.var())[1:]
    weights = np.array([survey.attributes[key].weight for key in ATTRIBUTES])
    # Answers are whole and cut at 5, which takes a little off.
    assert (np.abs(beta[1:] - weights) < 4 * error + 0.015).all()
    correlated = np.corrcoef(made.performance[rows].T)
    assert correlated.min() > 0.15
    said = np.array([made.importance[made.importance[:, at] != BLANK, at].mean() for at in range(6)])
    assert ATTRIBUTES[said.argmax()] == "price"
    assert ATTRIBUTES[beta[1:].argmax()] == "service"


def test_satisfaction_falls_with_the_dropout_probability(block):
    traits, strength = block.traits, block.world.scenario.voice.dropout
    rank = ndtri(np.clip(betainc(traits.a, traits.b, traits.dropout), 1e-9, 1 - 1e-9))
    assert np.corrcoef(rank, block.contentment)[0, 1] == pytest.approx(-strength, abs=0.03)
    assert block.contentment.mean() == pytest.approx(0, abs=0.04)
    assert block.contentment.std() == pytest.approx(1, abs=0.03)
    made = block.surveys
    said = made.satisfaction != BLANK
    stated, p = made.satisfaction[said], traits.dropout[made.customer[said]]
    assert np.corrcoef(stated, p)[0, 1] < -0.12
    level = satisfaction_level(block.world.scenario, block.arrivals.kind, block.contentment)
    assert np.corrcoef(stated, level[made.customer[said]])[0, 1] > 0.4
    assert stated.mean() == pytest.approx(level[made.customer[said]].mean(), abs=0.15)


def test_the_content_answer_more_and_those_who_left_less(block):
    made = block.surveys
    came, z = made.answered != BLANK, block.contentment[made.customer]
    left = block.purchases.leaves[made.customer] < made.asked
    assert came[z > 0].mean() > came[z < 0].mean()
    assert came[~left].mean() > 1.3 * came[left].mean()
    assert 0.3 < came.mean() < 0.5


def test_a_complaint_takes_points_from_what_it_was_about(block):
    scenario = block.world.scenario
    kind = scenario.voice.survey.model_copy(update={"scar": 0.0})
    forgiving = scenario.model_copy(update={"voice": scenario.voice.model_copy(update={"survey": kind})})
    other = Block(World(forgiving, 11), 0, 0, 12_000).surveys
    made, contacts = block.surveys, block.service
    np.testing.assert_array_equal(made.answered, other.answered)
    service = scenario.voice.service
    complained = np.array([topic.complaint for topic in service.topics])[contacts.topic]
    lower = made.performance < other.performance
    assert (made.performance <= other.performance).all()
    hurt = {ATTRIBUTES.index(topic.hurts) for topic in service.topics if topic.hurts}
    assert lower.any(axis=0).nonzero()[0].tolist() == sorted(hurt)
    assert np.isin(made.customer[lower.any(axis=1)], contacts.customer[complained]).all()


def test_the_wave_with_the_slow_courier_shows(block):
    made, survey = block.surveys, block.world.scenario.voice.survey
    start = np.datetime64(block.world.scenario.dates.start)
    since = [(np.datetime64(wave.since) - start).astype(int) for wave in survey.waves]
    wave = np.searchsorted(since, made.asked, side="right") - 1
    delivery = made.performance[:, ATTRIBUTES.index("delivery")]
    mean = [delivery[(wave == one) & (delivery != BLANK)].mean() for one in range(len(since))]
    assert mean[0] - mean[1] == pytest.approx(-survey.waves[1].change["delivery"], abs=0.12)
    for one in range(len(since)):
        likely = made.nps[(wave == one) & (made.nps != BLANK)]
        score = 100 * ((likely >= 9).mean() - (likely <= 6).mean())
        assert -40 < score < 60


def test_the_share_of_wallet_lies_between_0_and_1_and_few_answers_contradict_the_ledger(block):
    share = block.wallet.share
    assert ((share > 0) & (share < 1)).all()
    often = block.traits.rate > np.median(block.traits.rate)
    assert share[often].mean() > share[~often].mean() + 0.2
    made, orders = block.surveys, block.orders
    said = np.flatnonzero(made.category != BLANK)[-1500:]
    amount = np.where(orders.cancelled, 0, block.lines.totals)
    ours = np.array(
        [
            amount[
                (orders.customer == made.customer[row])
                & (orders.day <= made.asked[row])
                & (orders.day > made.asked[row] - 365)
            ].sum()
            for row in said
        ]
    )
    short = made.category[said] < ours
    forgotten = block.world.scenario.voice.survey.wallet.forgotten
    assert short[ours == 0].sum() == 0
    assert short[ours > 0].mean() == pytest.approx(forgotten, abs=4 * np.sqrt(forgotten / 1000))
    assert 0.15 < ours.sum() / made.category[said].sum() < 0.40
    elsewhere = block.wallet.elsewhere[made.customer[said]]
    mostly_ours = (ours > elsewhere) & ~short
    told = (made.category[said] - ours)[mostly_ours] / elsewhere[mostly_ours]
    assert np.median(told) == pytest.approx(1.05, abs=0.1)
    assert (told > 2).mean() < 0.03


def test_the_first_customers_of_a_longer_ledger_give_the_same_answers(block):
    short = Block(block.world, 0, 0, 400).surveys
    own = block.surveys.customer < 400
    for name, values in vars(short).items():
        np.testing.assert_array_equal(getattr(block.surveys, name)[own], values, err_msg=name)
