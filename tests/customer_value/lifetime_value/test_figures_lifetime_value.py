"""Figures of lifetime value: the laws of figures, and what titles and text alternatives say."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from figure_laws import keep_the_laws
from figure_tables import LANGUAGES, SNAPSHOT, shop
from matplotlib.text import Text

from customer_value import (
    BGNBD,
    SBG,
    MeasureError,
    btyd_summary,
    clv_forecast,
    clv_levers,
    driver_trend,
    figures,
    fit_bgnbd,
    fit_gamma_gamma,
    fit_sbg,
    forecast_by_frequency,
    renewal_table,
    survivor_renewals,
    valid_orders,
)
from customer_value.figures.lifetime_value.alive_history import alive_curve

LEDGER = shop(300)
VALID = valid_orders(LEDGER.orders, LEDGER.refunds, SNAPSHOT)
SUMMARY = btyd_summary(VALID, SNAPSHOT, unit=7)
MODEL = fit_bgnbd(SUMMARY, unit=7)
FORECAST = clv_forecast(SUMMARY, MODEL, fit_gamma_gamma(SUMMARY), margin=0.5)
BUSY = SUMMARY.sort_values("frequency", kind="stable")["customer_id"].tolist()
THREE = {"A": BUSY[-1], "B": BUSY[-30], "C": BUSY[0]}
DAYS = VALID.loc[VALID["customer_id"] == BUSY[-1], "order_date"]
REGULAR = survivor_renewals([1000, 631, 468, 382, 326, 289, 262, 241])
TRUTH = pd.Series(np.linspace(0.1, 9, 60))
CHANNELS = pd.DataFrame(
    {
        "channel": ["Referral", "A channel with quite a long name for a bar", "路過", "Fair"],
        "customers": [270, 1, 631, 11],
        "ltv": [8289.0, -200.0, 6141.0, 4100.0],
        "acquisition_cost": [151.7, 714.0, 0.0, 8886.0],
        "ltv_to_cac": [54.6, -0.28, np.nan, 0.46],
    }
)
CLASSES = pd.DataFrame(
    {"frequency": [0, 1, 2], "customers": [60, 0, 12], "actual": [0.5, np.nan, 3], "predicted": [0.4, np.nan, 4]}
)

DRAWINGS = {
    "lifelines": lambda language: figures.lifelines(
        VALID, THREE, SNAPSHOT, FORECAST, margin=0.5, currency="TWD", language=language
    ),
    "lifeline of one, unknown to the forecast": lambda language: figures.lifelines(
        VALID, {"名字很長很長很長": BUSY[0]}, SNAPSHOT, FORECAST.iloc[:0], margin=0.5, language=language
    ),
    "build-up": lambda language: figures.clv_buildup(
        500, 4, 5, 0.3, acquisition_cost=800, currency="TWD", language=language
    ),
    "build-up at a loss": lambda language: figures.clv_buildup(
        500, 4, 1.7, 0.1, acquisition_cost=800, language=language
    ),
    "build-up of nothing": lambda language: figures.clv_buildup(0, 4, 5, 0.3, language=language),
    "multiples": lambda language: figures.margin_multiples(0.8, language=language),
    "multiples, one line, high": lambda language: figures.margin_multiples(
        0.97, [0.1], first_payment="just_paid", language=language
    ),
    "forms": lambda language: figures.payment_forms(100, 0.8, 0.1, currency="TWD", language=language),
    "forms of a loss": lambda language: figures.payment_forms(-1200, 0.5, 0.0, currency="TWD", language=language),
    "forms of nothing": lambda language: figures.payment_forms(0, 0.5, 0.0, currency="TWD", language=language),
    "renewals": lambda language: figures.renewal_rates(REGULAR, fit_sbg(REGULAR), language=language),
    "renewals, two only": lambda language: figures.renewal_rates(
        survivor_renewals([10, 7, 6]), SBG(a=2, b=5), ahead=1, language=language
    ),
    "alive": lambda language: figures.alive_history(DAYS, MODEL, SNAPSHOT, language=language),
    "alive, bought once": lambda language: figures.alive_history(["2025-12-30"], MODEL, SNAPSHOT, language=language),
    "alive, one more": lambda language: figures.alive_history(
        DAYS, MODEL, "2026-08-31", added="2026-03-01", end="2026-12-31", label="最忠實主顧", language=language
    ),
    "payback": lambda language: figures.payback_curve(500, 25, 0.97, currency="TWD", language=language),
    "payback, never": lambda language: figures.payback_curve(900, 25, 0.97, currency="TWD", language=language),
    "payback, nothing left": lambda language: figures.payback_curve(900, 0, 0.97, months=6, language=language),
    "payback, nobody leaves": lambda language: figures.payback_curve(20, 25, 1, months=12, language=language),
    "channels": lambda language: figures.channel_ratios(CHANNELS, currency="TWD", language=language),
    "channels so far": lambda language: figures.channel_ratios(CHANNELS, so_far=True, language=language),
    "one channel": lambda language: figures.channel_ratios(CHANNELS.iloc[:1], language=language),
    "no channel with a cost": lambda language: figures.channel_ratios(CHANNELS.iloc[[2]], language=language),
    "check": lambda language: figures.forecast_check(CLASSES, language=language),
    "parts": lambda language: figures.error_parts(TRUTH * 1.3, TRUTH, TRUTH.round(), language=language),
    "parts of no error": lambda language: figures.error_parts([1.0], [1.0], [1.0], language=language),
    "levers": lambda language: figures.levers_tornado(
        clv_levers(500, 4, 0.3, 0.8, 0.1, acquisition_cost=800), currency="TWD", language=language
    ),
    "levers of nothing": lambda language: figures.levers_tornado(clv_levers(0, 4, 0.3, 0.8, 0.1), language=language),
    "drivers": lambda language: figures.driver_panels(
        driver_trend(VALID, SNAPSHOT, since="2023-01-01"), currency="TWD", language=language
    ),
    "drivers by quarter": lambda language: figures.driver_panels(
        driver_trend(VALID, SNAPSHOT, months=3, periods=8), currency="TWD", language=language
    ),
    "drivers by month": lambda language: figures.driver_panels(
        driver_trend(VALID, SNAPSHOT, months=1, periods=20), currency="TWD", language=language
    ),
    "drivers of one period": lambda language: figures.driver_panels(
        driver_trend(VALID, SNAPSHOT, periods=1), language=language
    ),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_figure_keeps_the_laws_of_figures(name):
    keep_the_laws(DRAWINGS[name])


def title(picture: figures.Picture) -> str:
    return picture.figure.texts[0].get_text().replace("\n", " ")


TWO = pd.DataFrame(
    {
        "customer_id": ["X", "X", "Y"],
        "order_id": ["o1", "o2", "o3"],
        "order_date": pd.to_datetime(["2024-03-01", "2025-02-01", "2025-12-01"]),
        "amount": [1000.0, 500.0, 400.0],
    }
)


def lifelines(to_come: list[float], language: str = "en") -> figures.Picture:
    forecast = pd.DataFrame({"customer_id": ["X", "Y"], "p_alive": [0.25, 1.0], "clv": to_come})
    return figures.lifelines(TWO, ["X", "Y"], SNAPSHOT, forecast, margin=0.4, currency="TWD", language=language)


def test_who_brought_most_and_from_whom_most_is_to_come():
    apart = lifelines([50, 300])
    assert title(apart) == "A has brought most so far, NT$600; most is to come from B, NT$300"
    assert "A: orders 2, first 1 March 2024, last 1 February 2025; so far NT$600, to come NT$50" in apart.alt
    assert "probability of still being a customer 25%." in apart.alt
    assert title(lifelines([350, 300])) == "A has brought most so far, NT$600, and most is to come from there, NT$350"


@pytest.mark.parametrize(("language", "model"), [("en", "model"), ("zh-Hant", "模型")])
def test_the_dashed_line_may_come_from_contracts_so_no_model_is_named(language, model):
    written = [text.get_text() for text in lifelines([50, 300], language).figure.findobj(Text)]
    assert any("36" in text for text in written) and not any(model in text for text in written)


def test_a_customer_without_an_order_is_said_to_have_none():
    forecast = pd.DataFrame({"customer_id": ["X"], "p_alive": [0.25], "clv": [50.0]})
    picture = figures.lifelines(TWO, ["X", "Z"], SNAPSHOT, forecast, margin=0.4, language="en")
    assert picture.alt.endswith("B: no valid order.")
    with pytest.raises(MeasureError, match="None of the customers"):
        figures.lifelines(TWO, ["Z"], SNAPSHOT, forecast, margin=0.4, language="en")
    with pytest.raises(MeasureError, match="forecast has no column 'clv'"):
        figures.lifelines(TWO, ["X"], SNAPSHOT, forecast.drop(columns="clv"), margin=0.4, language="en")


def test_the_build_up_says_value_and_revenue():
    plain = figures.clv_buildup(500, 4, 5, 0.3, currency="TWD", language="en")
    assert title(plain) == "A customer is worth NT$3,000: 30% of NT$10,000 revenue in 5 years"
    assert "one order: NT$500. revenue of a year: NT$2,000. revenue of 5 years: NT$10,000." in plain.alt
    fine = figures.clv_buildup(500, 4, 5, 0.555, currency="TWD", language="en")
    assert title(fine) == "A customer is worth NT$5,550: 55.5% of NT$10,000 revenue in 5 years"
    net = figures.clv_buildup(500, 4, 5, 0.3, acquisition_cost=800, currency="TWD", language="en")
    assert title(net) == "NT$3,000 before, NT$2,200 after what winning the customer cost"
    loss = figures.clv_buildup(500, 4, 1, 0.3, acquisition_cost=800, currency="TWD", language="en")
    assert title(loss) == "Winning the customer costs NT$800, more than the NT$600 the customer is worth"


def test_the_multiples_of_the_title():
    assert "worth 3.7 annual margins, at 90% already 5.5" in title(figures.margin_multiples(0.8, language="en"))
    for wrong in ([], [0.1, 0.2, 0.3, 0.4]):
        with pytest.raises(MeasureError, match="discounts has"):
            figures.margin_multiples(0.8, wrong)
    with pytest.raises(MeasureError, match="no end"):
        figures.margin_multiples(1.0, [0.0])


def test_the_forms_of_the_title():
    picture = figures.payment_forms(100, 0.8, 0.1, currency="TWD", language="en")
    assert "NT$267 to NT$367" in title(picture)
    assert "Just paid, next in a period: first payments NT$73, NT$53 and NT$38, in all NT$267." in picture.alt
    nothing = figures.payment_forms(0, 0.8, 0.1, currency="TWD", language="en")
    assert title(nothing) == "Whenever the first payment comes, the customer is worth NT$0"


def test_retention_rises_only_where_it_does_and_sorting_explains_only_what_it_can():
    model = fit_sbg(REGULAR)
    assert title(figures.renewal_rates(REGULAR, model, language="en")) == (
        "From 63% at the first renewal to 92% at renewal 7: retention rises, and sorting alone explains it"
    )
    assert (
        "After 12 renewals the model expects 17% to be left" in figures.renewal_rates(REGULAR, model, language="en").alt
    )
    far = figures.renewal_rates(REGULAR, SBG(a=1, b=1), language="en")
    assert title(far) == "From 63% at the first renewal to 92% at renewal 7: retention rises"
    falling = survivor_renewals([100, 90, 70])
    assert title(figures.renewal_rates(falling, model, language="en")).endswith("retention does not rise here")
    empty = renewal_table(
        pd.DataFrame({"started_on": pd.to_datetime(["2024-05-01"]), "period_months": 12, "lapsed_on": [pd.NaT]}),
        "2024-12-31",
    )
    with pytest.raises(MeasureError, match="no renewal that was due"):
        figures.renewal_rates(empty, model)


WEEKLY = BGNBD(r=0.243, alpha=4.414, a=0.793, b=2.426, unit=7)


def test_the_curve_of_a_customer_jumps_where_they_buy():
    bought = [pd.Timestamp("2025-01-01"), pd.Timestamp("2025-02-01"), pd.Timestamp("2025-06-01")]
    now = pd.Timestamp("2025-12-31")
    curve = alive_curve(bought, WEEKLY, now)
    on_the_day = curve.loc[curve["day"] == bought[2], "p_alive"].tolist()
    assert on_the_day[0] < on_the_day[1]
    assert curve["day"].is_monotonic_increasing
    assert curve["p_alive"].iloc[0] == 1
    last = pd.DataFrame({"frequency": [2], "recency": [151 / 7], "T": [364 / 7]})
    assert curve["p_alive"].iloc[-1] == pytest.approx(WEEKLY.p_alive(last)[0])
    picture = figures.alive_history(bought, WEEKLY, now, label="B", language="en")
    share = f"{WEEKLY.p_alive(last)[0]:.0%}"
    assert (
        title(picture)
        == f"B on 31 December 2025: {share} likely to be still a customer; days since the last purchase: 213"
    )
    assert "Purchases on 3 days, first 1 January 2025, last 1 June 2025." in picture.alt


def test_one_purchase_says_nothing_about_leaving():
    picture = figures.alive_history(["2024-05-05", "2024-05-05 18:00"], WEEKLY, "2025-12-31", label="C", language="en")
    assert title(picture) == "C on 31 December 2025: one purchase, so the model cannot see anybody leave yet"
    later = figures.alive_history(["2024-05-05", "2026-01-02"], WEEKLY, "2025-12-31", label="C", language="en")
    assert later.alt == picture.alt
    with pytest.raises(MeasureError, match="no purchase by 2024-05-04"):
        figures.alive_history(["2024-05-05"], WEEKLY, "2024-05-04")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((500, 25, 0.97), "The acquisition cost of NT$500 is back in month 31, without churn in month 20"),
        ((20, 25, 0.97), "The acquisition cost of NT$20 is back in month 1"),
        ((900, 25, 0.97), "The acquisition cost of NT$900 never comes back: all margins together come to NT$833"),
        ((900, 0, 0.97), "Without a margin the acquisition cost of NT$900 never comes back"),
    ],
)
def test_when_it_is_paid_back(arguments, says):
    assert title(figures.payback_curve(*arguments, currency="TWD", language="en")) == says


def test_channels_from_the_best_to_the_worst():
    picture = figures.channel_ratios(CHANNELS, currency="TWD", language="en")
    assert title(picture).startswith("Referral brings back 54.6 times its cost, A channel")
    assert "路過: 631 customers, lifetime value NT$6,141, acquisition cost NT$0, ratio no base." in picture.alt
    assert (
        title(figures.channel_ratios(CHANNELS.iloc[[0]], language="en")) == "Referral brings back 54.6 times its cost"
    )
    with pytest.raises(MeasureError, match="ratios has no rows"):
        figures.channel_ratios(CHANNELS.iloc[:0])
    with pytest.raises(MeasureError, match="ratios has no column 'ltv'"):
        figures.channel_ratios(CHANNELS.drop(columns="ltv"))


def check(predicted: list[float], actual: list[float], language: str = "en") -> figures.Picture:
    return figures.forecast_check(forecast_by_frequency([0, 1, 2], predicted, actual, top=2), language=language)


def test_the_forecast_is_too_high_too_low_or_right():
    assert title(check([1, 2, 5], [1, 2, 3])) == (
        "In all the forecast is 33.3% too high; furthest off are those who had bought again 2 times or more"
    )
    assert "16.7% too low; furthest off are those who had bought again once" in title(check([1, 1, 3], [1, 2, 3]))
    assert title(check([1, 3, 2], [1, 2, 3])).startswith("In all the forecast is right")
    assert title(check([1, 3, 2], [0, 0, 0])) == "Nobody bought in the hold-out, where 6 purchases were forecast"
    assert "再購 2 次以上（1 位）：實際 3.00，預測 5.00。" in check([1, 2, 5], [1, 2, 3], "zh-Hant").alt
    with pytest.raises(MeasureError, match="classes has no customer"):
        figures.forecast_check(CLASSES.assign(customers=0))


def test_the_error_says_what_is_chance():
    picture = figures.error_parts([2, 1, 0.5, 0.5], [2.5, 0.5, 0.2, 1.0], [3, 0, 0, 2], language="en")
    assert title(picture).startswith("Off by 1.00 purchases per customer; 0.55 of it would remain")
    assert "55% of the model's error is chance" in picture.alt
    assert (
        title(figures.error_parts([1], [1], [1], language="en"))
        == "The forecast was not off for any customer, 1 in all"
    )
    with pytest.raises(MeasureError, match="no customers"):
        figures.error_parts([], [], [])


def test_the_strongest_lever_or_levers():
    high = figures.levers_tornado(
        clv_levers(500, 4, 0.3, 0.8, 0.1, acquisition_cost=800), currency="TWD", language="en"
    )
    assert title(high) == "What moves it most: retention rate. 10% better adds NT$800 to NT$1,400, 57% more"
    low = figures.levers_tornado(clv_levers(500, 4, 0.3, 0.2, 0.1), language="en")
    assert title(low).startswith("What moves it most: average order value, orders a year and margin rate. 10% better")
    loss = figures.levers_tornado(clv_levers(500, 4, 0.3, 0.2, 0.1, acquisition_cost=8000), language="en")
    assert " to a value of −7,267" in title(loss)
    nothing = figures.levers_tornado(clv_levers(0, 4, 0.3, 0.8, 0.1), language="en")
    assert title(nothing) == "No lever moves a lifetime value of 0"


@pytest.mark.parametrize("retention", [0.30, 0.52, 0.53, 0.54, 0.80])
def test_the_lever_of_the_title_stands_on_top(retention):
    # Between 52.4% and 54.5% a tenth better of retention adds most, though its whole bar is not the longest.
    picture = figures.levers_tornado(clv_levers(500, 4, 0.3, retention, 0.1), language="en")
    top = picture.figure.axes[0].get_yticklabels()[0].get_text().split("\n")[0]
    assert title(picture).startswith(f"What moves it most: {top}")
    assert top == ("retention rate" if retention > 11 / 21 else "average order value")


def test_where_the_drivers_have_gone():
    trend = pd.DataFrame(
        {
            "end": pd.to_datetime(["2023-12-31", "2024-12-31", "2025-12-31"]),
            "customers": [10, 20, 30],
            "aov": [100.0, 150.0, 109.0],
            "orders_per_customer": [2.0, 2.0, 1.5],
            "retention": [np.nan, 0.40, 0.417],
        }
    )
    picture = figures.driver_panels(trend, currency="TWD", language="en")
    assert (
        title(picture)
        == "Since 31 Dec 2023: average order up 9%, orders per customer down 25%, retention up 1.7 points"
    )
    same = figures.driver_panels(trend.assign(aov=100.0, retention=0.4), language="zh-Hant")
    assert "客單價不變" in same.alt
    assert "留存率不變" in same.alt
    one = figures.driver_panels(trend.iloc[:1], language="en")
    assert title(one) == "One period only, to 31 December 2023: average order 100, 2.00 orders per customer"
    two = figures.driver_panels(trend.iloc[:2].assign(aov=[np.nan, 5.0]), language="en")
    assert "average order not known, orders per customer unchanged, retention not known" in title(two)
    with pytest.raises(MeasureError, match="trend has no rows"):
        figures.driver_panels(trend.iloc[:0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_figure_says_nan(language):
    for name, draw in DRAWINGS.items():
        assert not re.search(r"\bnan\b", draw(language).alt), name
