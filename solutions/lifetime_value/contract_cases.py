"""What the tasks on retention and discounting are tried on: for each one printed case, one ordinary, and the edges."""

from __future__ import annotations

from typing import Any

import numpy as np

from customer_value.messages import Text
from tutor.task import Arguments, Case

# Retention and discounting


def _contract(rng: np.random.Generator) -> dict[str, Any]:
    return {
        "margin": int(rng.integers(8, 60)) * 10,
        "retention": int(rng.integers(62, 92)) / 100,
        "discount": int(rng.integers(6, 19)) / 100,
    }


def draw_contract(rng: np.random.Generator) -> Arguments:
    """A margin, a retention, a discount, and four to eight payments."""
    return _contract(rng) | {"periods": int(rng.integers(4, 9))}


def draw_one_payment(rng: np.random.Generator) -> Arguments:
    return _contract(rng) | {"periods": 1}


def draw_nobody_renews(rng: np.random.Generator) -> Arguments:
    return _contract(rng) | {"retention": 0.0, "periods": int(rng.integers(3, 7))}


def draw_everybody_renews(rng: np.random.Generator) -> Arguments:
    """Nobody leaves and money keeps its worth: every payment counts in full."""
    return _contract(rng) | {"retention": 1.0, "discount": 0.0, "periods": int(rng.integers(3, 9))}


def draw_no_discount(rng: np.random.Generator) -> Arguments:
    return _contract(rng) | {"discount": 0.0, "periods": int(rng.integers(4, 9))}


FINITE_CASES = (
    Case(
        key="small",
        name=Text("the member on the page", "頁面上的會員"),
        share=0.25,
        draw=draw_contract,
        printed={"margin": 100, "retention": 0.8, "discount": 0.1, "periods": 5},
    ),
    Case(
        key="ordinary",
        name=Text("a member with other rates", "留存率和折現率不同的會員"),
        share=0.35,
        draw=draw_contract,
        ordinary=True,
    ),
    Case(key="one", name=Text("a single payment", "只收一次"), share=0.1, draw=draw_one_payment),
    Case(
        key="nobody-renews",
        name=Text("a club in which nobody renews", "沒有人續會"),
        share=0.1,
        draw=draw_nobody_renews,
    ),
    Case(
        key="everybody-renews",
        name=Text("nobody leaves and nothing is discounted", "沒有人退會，也不折現"),
        share=0.1,
        draw=draw_everybody_renews,
    ),
    Case(key="no-discount", name=Text("money that keeps its worth", "折現率是 0"), share=0.1, draw=draw_no_discount),
)


def _member(rng: np.random.Generator, **fixed: float) -> Arguments:
    terms = {
        "monthly_margin": int(rng.integers(5, 40)) * 10,
        "annual_retention": int(rng.integers(55, 90)) / 100,
        "annual_discount": int(rng.integers(6, 19)) / 100,
        "acquisition_cost": int(rng.integers(6, 40)) * 50,
    }
    return terms | fixed


def draw_member(rng: np.random.Generator) -> Arguments:
    return _member(rng)


def draw_last_month(rng: np.random.Generator) -> Arguments:
    """A club that nobody renews: the first payment is the only one."""
    return _member(rng, annual_retention=0.0)


def draw_for_ever(rng: np.random.Generator) -> Arguments:
    """Nobody leaves and nothing is discounted: the sum has no end."""
    return _member(rng, annual_retention=1.0, annual_discount=0.0)


def draw_undiscounted(rng: np.random.Generator) -> Arguments:
    return _member(rng, annual_discount=0.0)


def draw_too_dear(rng: np.random.Generator) -> Arguments:
    """A member who costs more than is ever earned."""
    return _member(rng, monthly_margin=int(rng.integers(2, 6)) * 5, acquisition_cost=int(rng.integers(40, 80)) * 50)


INFINITE_CASES = (
    Case(
        key="small",
        name=Text("the tea club on the page", "頁面上的茶會員"),
        share=0.2,
        draw=draw_member,
        printed={"monthly_margin": 100, "annual_retention": 0.8, "annual_discount": 0.1, "acquisition_cost": 900},
    ),
    Case(
        key="ordinary",
        name=Text("a club with other rates", "留存率和折現率不同的會員制"),
        share=0.4,
        draw=draw_member,
        ordinary=True,
    ),
    Case(
        key="too-dear",
        name=Text("members who were too dear to win", "招募成本太高的會員"),
        share=0.1,
        draw=draw_too_dear,
    ),
    Case(
        key="nobody-renews", name=Text("a club in which nobody stays", "沒有人留下來"), share=0.1, draw=draw_last_month
    ),
    Case(key="no-discount", name=Text("money that keeps its worth", "折現率是 0"), share=0.1, draw=draw_undiscounted),
    Case(
        key="for-ever",
        name=Text("nobody leaves and nothing is discounted", "沒有人退會，也不折現"),
        share=0.1,
        draw=draw_for_ever,
    ),
)
