"""BG/NBD: the paper's numbers, its likelihood by another way, and that the fit depends on nothing it should not."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import betaln, gammaln, roots_jacobi

from customer_value import BGNBD, MeasureError, btyd_summary, fit_bgnbd, history_counts
from customer_value.measures.lifetime_value._btyd import Histories, history_log_likelihoods

CDNOW = BGNBD(r=0.243, alpha=4.414, a=0.793, b=2.426, unit=7)
ONE = pd.DataFrame({"frequency": [2], "recency": [30.43], "T": [38.86]})

positive = st.floats(0.05, 8)
histories = st.tuples(st.integers(0, 40), st.floats(0.1, 1), st.floats(1, 300))


def customers(n: int, seed: int, age: float = 80.0) -> pd.DataFrame:
    """Customers of CDNOW's kind, purchase by purchase."""
    rng = np.random.default_rng(seed)
    rows = []
    for _ in range(n):
        rate, p, total = rng.gamma(CDNOW.r, 1 / CDNOW.alpha), rng.beta(CDNOW.a, CDNOW.b), rng.uniform(age / 2, age)
        x, last, now = 0, 0.0, rng.exponential(1 / rate) if rate > 1e-12 else math.inf
        while now < total:
            x, last = x + 1, now
            if rng.random() < p:
                break
            now += rng.exponential(1 / rate)
        rows.append((x, last, total))
    return pd.DataFrame(rows, columns=["frequency", "recency", "T"])


@pytest.fixture(scope="module")
def summary() -> pd.DataFrame:
    return customers(1500, 4)


@pytest.fixture(scope="module")
def fitted(summary) -> BGNBD:
    return fit_bgnbd(summary, unit=7)


def parameters(model: BGNBD) -> list[float]:
    return [model.r, model.alpha, model.a, model.b]


def test_the_example_of_the_course():
    assert CDNOW.p_alive(ONE)[0] == pytest.approx(0.7266, abs=5e-5)
    assert CDNOW.expected_orders(ONE, 39)[0] == pytest.approx(1.226, abs=5e-4)


@pytest.mark.parametrize(
    ("mistake", "wrong"),
    {
        "RFM recency for BTYD recency": (lambda: CDNOW.p_alive(ONE.assign(recency=38.86 - 30.43))[0], 0.221),
        "RFM frequency for BTYD frequency": (lambda: CDNOW.p_alive(ONE.assign(frequency=3))[0], 0.734),
        "days for weeks": (lambda: CDNOW.p_alive(ONE.assign(recency=30.43 * 7, T=38.86 * 7))[0], 0.716),
        "P(alive) times past rate": (lambda: CDNOW.p_alive(ONE)[0] * 2 / 38.86 * 39, 1.458),
        "P(alive) twice": (lambda: CDNOW.p_alive(ONE)[0] * CDNOW.expected_orders(ONE, 39)[0], 0.891),
        "39 days": (lambda: CDNOW.expected_orders(ONE, 39 / 7)[0], 0.203),
    }.values(),
)
def test_the_example_as_people_get_it_wrong(mistake, wrong):
    assert mistake() == pytest.approx(wrong, abs=1e-3)
    assert all(abs(wrong - right) > 5e-3 for right in (0.7266, 1.226))


def test_who_bought_once_cannot_have_left():
    once = pd.DataFrame({"frequency": [0, 0], "recency": [0.0, 0.0], "T": [10.0, 500.0]})
    assert CDNOW.p_alive(once).tolist() == [1, 1]
    soon, late = CDNOW.expected_orders(once, 39)
    assert soon > late > 0


def test_a_new_customer_is_one_without_a_past():
    new = pd.DataFrame({"frequency": [0], "recency": [0.0], "T": [0.0]})
    assert CDNOW.expected_orders_new(39) == pytest.approx(CDNOW.expected_orders(new, 39)[0])
    assert CDNOW.expected_orders_new(0) == 0
    assert isinstance(CDNOW.expected_orders_new(39), float)


def by_integral(r: float, alpha: float, a: float, b: float, x: int, age: float, time: float) -> float:
    """Expected purchases of who is still there: over the dropout probability, by Gauss and Jacobi's rule."""
    with np.errstate(invalid="ignore"):  # SciPy's own, at a + b = 1
        nodes, weights = roots_jacobi(200, b + x - 1, a - 1)
    p = (1 + nodes) / 2
    inner = (1 - ((alpha + age) / (alpha + age + p * time)) ** (r + x)) / p
    return float(weights @ inner / weights.sum())


@given(positive, st.floats(0.5, 60), positive, positive, histories, st.floats(1, 200))
@settings(max_examples=60, deadline=None)
def test_expected_orders_are_those_of_the_integral(r, alpha, a, b, history, time):
    x, share, age = history
    model = BGNBD(r=r, alpha=alpha, a=a, b=b)
    one = pd.DataFrame({"frequency": [x], "recency": [share * age if x else 0.0], "T": [age]})
    expected = model.p_alive(one)[0] * by_integral(r, alpha, a, b, x, age, time)
    assert model.expected_orders(one, time)[0] == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(("a", "b", "x"), [(1.0, 2.0, 3), (1.0 + 3e-6, 2.0, 0), (0.4, 0.6, 0), (1.0, 0.5, 1)])
def test_where_the_formula_is_nothing_over_nothing(a, b, x):
    one = pd.DataFrame({"frequency": [x], "recency": [20.0 * (x > 0)], "T": [40.0]})
    model = BGNBD(r=0.3, alpha=5, a=a, b=b)
    expected = model.p_alive(one)[0] * by_integral(0.3, 5, a, b, x, 40, 30)
    assert model.expected_orders(one, 30)[0] == pytest.approx(expected, rel=1e-7)


@pytest.mark.parametrize("a", [60.0, 300.0, 1000.0])
@pytest.mark.parametrize("x", [0, 3, 40])
def test_customers_who_all_leave_alike_can_be_forecast(a, x):
    """Large a and b: the transformed form is 0 times infinity there, and the plain one takes over."""
    one = pd.DataFrame({"frequency": [x], "recency": [9.0 * (x > 0)], "T": [10.0]})
    model = BGNBD(r=0.8, alpha=6.0, a=a, b=5 * a)
    p, alive = a / (6 * a + x), model.p_alive(one)[0]
    expected = alive * (1 - (16 / (16 + p * 200)) ** (0.8 + x)) / p
    assert model.expected_orders(one, 200)[0] == pytest.approx(expected, rel=6 / a)
    assert 0 <= model.expected_orders(one, 5)[0] <= alive * (0.8 + x) / 16 * 5


@given(st.lists(histories, min_size=1, max_size=5), st.floats(0.5, 100))
@settings(max_examples=20, deadline=None)
def test_probabilities_are_probabilities_and_more_time_brings_more(rows, time):
    table = pd.DataFrame(
        [(x, share * age if x else 0.0, age) for x, share, age in rows], columns=["frequency", "recency", "T"]
    )
    alive = CDNOW.p_alive(table)
    assert ((alive >= 0) & (alive <= 1)).all()
    assert (CDNOW.expected_orders(table, time) <= CDNOW.expected_orders(table, time * 1.5) + 1e-12).all()
    later = CDNOW.p_alive(table.assign(T=table["T"] + 10))
    assert (later <= alive).all()


def test_monthly_parts_add_up_to_the_whole():
    assert CDNOW.expected_orders(ONE, 0)[0] == 0
    first, both = CDNOW.expected_orders(ONE, 10)[0], CDNOW.expected_orders(ONE, 20)[0]
    assert first < both < 2 * first  # some leave on the way


def test_the_likelihood_is_the_papers_and_its_slopes_belong_to_it():
    r, alpha, a, b = values = (0.3, 5.0, 0.8, 2.4)
    rows = [(0, 0.0, 20.0, 3), (1, 3.0, 38.9, 1), (7, 30.0, 32.0, 2)]
    expected = 0.0
    for x, last, total, n in rows:
        rises = math.exp(gammaln(r + x) - gammaln(r) + r * math.log(alpha))
        value = math.exp(betaln(a, b + x) - betaln(a, b)) * rises / (alpha + total) ** (r + x)
        if x:
            value += math.exp(betaln(a + 1, b + x - 1) - betaln(a, b)) * rises / (alpha + last) ** (r + x)
        expected += n * math.log(value)
    x, last, total, n = (np.array(column) for column in zip(*rows, strict=True))
    of = Histories.of(x[::-1], last[::-1], total[::-1], n[::-1])
    found, slopes = of.log_likelihood(np.log(values))
    assert found == pytest.approx(expected)
    for number, slope in enumerate(slopes):
        step = np.eye(4)[number] * 1e-6
        up, down = (of.log_likelihood(np.log(values) + sign * step)[0] for sign in (1, -1))
        assert slope == pytest.approx((up - down) / 2e-6, rel=1e-4)
    there, gone = history_log_likelihoods(x, last, total, np.log(values))
    assert n @ np.logaddexp(there, gone) == pytest.approx(expected)
    alive = BGNBD(r=r, alpha=alpha, a=a, b=b).p_alive(pd.DataFrame({"frequency": x, "recency": last, "T": total}))
    assert alive.tolist() == pytest.approx(np.exp(there - np.logaddexp(there, gone)).tolist())


def test_the_likelihood_sums_to_one_over_what_can_happen():
    """Densities of every history of up to 60 purchases, integrated over the last one's time, are 1."""
    r, alpha, a, b, age = 0.8, 3.0, 0.6, 1.5, 4.0
    log = np.log([r, alpha, a, b])

    def density(last: float, x: int) -> float:
        there, gone = history_log_likelihoods(np.array([x]), np.array([last]), np.array([age]), log)
        # the purchases between lie anywhere before the last: x - 1 of them, in order
        return math.exp(np.logaddexp(there, gone)[0] + (x - 1) * math.log(last) - gammaln(x))

    nobody = math.exp(history_log_likelihoods(np.array([0]), np.zeros(1), np.array([age]), log)[0][0])
    total = nobody + sum(quad(density, 0, age, args=(x,))[0] for x in range(1, 60))
    assert total == pytest.approx(1, abs=1e-6)


def test_the_parameters_come_back(fitted):
    assert fitted.customers == 1500
    assert fitted.unit == 7
    assert fitted.r == pytest.approx(CDNOW.r, rel=0.25)
    assert fitted.alpha == pytest.approx(CDNOW.alpha, rel=0.35)
    assert fitted.a / (fitted.a + fitted.b) == pytest.approx(CDNOW.a / (CDNOW.a + CDNOW.b), rel=0.25)


def test_nothing_near_is_more_likely(summary, fitted):
    of = Histories.of(*(summary[column].to_numpy() for column in ("frequency", "recency", "T")), np.ones(len(summary)))
    best, slopes = of.log_likelihood(np.log(parameters(fitted)))
    assert fitted.log_likelihood == pytest.approx(best)
    assert np.abs(slopes).max() < 1e-3
    rng = np.random.default_rng(1)
    for _ in range(20):
        assert of.log_likelihood(np.log(parameters(fitted)) + rng.normal(0, 0.1, 4))[0] < best


def test_the_unit_of_time_does_not_matter(summary, fitted):
    for factor in (7, 1 / 52, 1e5):
        other = fit_bgnbd(summary.assign(recency=summary["recency"] * factor, T=summary["T"] * factor))
        assert [other.r, other.alpha / factor, other.a, other.b] == pytest.approx(parameters(fitted), rel=1e-4)


def test_grouped_and_shuffled_customers_give_the_same_fit(summary, fitted):
    for other in (summary.sample(frac=1, random_state=2), history_counts(summary)):
        assert parameters(fit_bgnbd(other)) == pytest.approx(parameters(fitted), rel=1e-5)
    doubled = fit_bgnbd(pd.concat([summary, summary]))
    assert parameters(doubled) == pytest.approx(parameters(fitted), rel=1e-5)
    assert doubled.log_likelihood == pytest.approx(2 * fitted.log_likelihood)
    assert doubled.customers == 3000


def test_results_stand_on_the_callers_index():
    table = pd.concat([ONE, ONE]).set_axis(["B", "A"])
    assert CDNOW.p_alive(table).index.tolist() == ["B", "A"]
    assert CDNOW.expected_orders(table, 39).index.tolist() == ["B", "A"]


def test_customers_who_hardly_differ_still_give_a_forecast():
    """Everybody at the same even rate and nobody leaves: parameters run off, what is expected stays right."""
    rng = np.random.default_rng(3)
    x = rng.poisson(5, 400)
    table = pd.DataFrame({"frequency": x, "recency": np.where(x > 0, 50.0 * x / (x + 1), 0), "T": 50.0})
    model = fit_bgnbd(table)
    assert model.expected_orders(table, 50).mean() == pytest.approx(5, rel=0.1)
    assert (model.p_alive(table) > 0.9).all()


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (pd.DataFrame({"frequency": [1], "recency": [2.0]}), "summary has no column 'T'"),
        (pd.DataFrame({"frequency": ["1"], "recency": [2.0], "T": [3.0]}), "summary\\['frequency'\\] holds text"),
        (pd.DataFrame({"frequency": [1], "recency": [math.inf], "T": [3.0]}), "summary\\['recency'\\] is infinite"),
        (pd.DataFrame({"frequency": [1], "recency": [math.nan], "T": [3.0]}), "summary\\['recency'\\] is missing"),
        (pd.DataFrame({"frequency": [-1], "recency": [1.0], "T": [3.0]}), "summary\\['frequency'\\] is negative"),
        (pd.DataFrame({"frequency": [1.5], "recency": [1.0], "T": [3.0]}), "not whole everywhere"),
        (pd.DataFrame({"frequency": [0], "recency": [11.0], "T": [30.0]}), "unlike RFM's"),
        (pd.DataFrame({"frequency": [1], "recency": [0.0], "T": [30.0]}), "unlike RFM's"),
        (pd.DataFrame({"frequency": [1], "recency": [40.0], "T": [30.0]}), "goes beyond 'T'"),
        (pd.DataFrame({"frequency": [0] * 50, "recency": 0.0, "T": 9.0}), "0 customers who bought again"),
        (pd.DataFrame({"frequency": [2] * 9, "recency": 5.0, "T": 9.0}), "9 customers who bought again"),
        (pd.DataFrame({"frequency": [2] * 50, "recency": 5.0, "T": 9.0}), "one and the same history"),
        (ONE.iloc[:0], "0 customers who bought again"),
    ],
)
def test_what_cannot_be_fitted_is_said(table, says):
    with pytest.raises(MeasureError, match=says):
        fit_bgnbd(table)


def test_an_rfm_table_is_no_summary():
    rfm_like = pd.DataFrame({"frequency": [1, 3], "recency": [305.0, 40.0], "T": [305.0, 213.0]})
    with pytest.raises(MeasureError, match="T"):
        CDNOW.p_alive(rfm_like.drop(columns="T"))
    with pytest.raises(MeasureError, match="time is -1"):
        CDNOW.expected_orders(ONE, -1)
    with pytest.raises(MeasureError, match="unit is 0"):
        fit_bgnbd(ONE, unit=0)


def test_nobody_has_no_probability():
    assert CDNOW.p_alive(ONE.iloc[:0]).tolist() == []


@pytest.mark.reference
def test_all_of_cdnow_as_others_fit_it(reference_ledgers):
    """What lifetimes and the likelihood written out by hand find for the 23,570 customers, 39 weeks of 1997."""
    bought = pd.read_parquet(reference_ledgers / "cdnow.parquet")
    bought = bought.rename(columns={"date": "order_date", "value": "amount"})
    in_weeks = fit_bgnbd(btyd_summary(bought, "1997-09-30", unit=7), unit=7)
    assert in_weeks.customers == 23_570
    assert parameters(in_weeks) == pytest.approx([0.2516, 4.789, 0.7234, 2.161], rel=2e-4)
    assert in_weeks.log_likelihood == pytest.approx(-95368.44, abs=0.01)
    in_days = fit_bgnbd(btyd_summary(bought, "1997-09-30"))
    assert [in_days.r, in_days.alpha / 7, in_days.a, in_days.b] == pytest.approx(parameters(in_weeks), rel=1e-5)
