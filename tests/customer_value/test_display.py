"""Prose with computed numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from customer_value import say


def markdown(*args, **fields) -> str:
    return say(*args, **fields)._repr_markdown_()


def test_fields_are_filled_with_their_formats():
    assert markdown("**{share:.0%}** of {n:,}", share=np.float64(0.416), n=np.int64(1234)) == "**42%** of 1,234"
    assert markdown("{name} {{as is}}", name="A") == "A {as is}"
    assert repr(say("plain")) == "plain"


def test_negative_numbers_get_a_true_minus_sign_and_text_keeps_its_hyphen():
    assert markdown("{change:+.1f} {code}", change=-2.5, code="-x") == "−2.5 -x"


def test_dates_and_missing_numbers_are_said_in_the_notebooks_language(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    day = pd.Timestamp("2025-12-31")
    assert markdown("{day}; {none:.0%}", day=day, none=float("nan")) == "31 December 2025; no base"
    (tmp_path / "kit.toml").write_text('language = "zh-Hant"', encoding="utf-8")
    assert markdown("{day}，{none:.0%}", day=day, none=float("nan")) == "2025 年 12 月 31 日，無法計算"
    assert markdown("{day:%Y/%m}", day=day) == "2025/12"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("{share}", "share"),
        ("{n.real}", "{n.real} is not a name"),
        ("{n[0]}", "{n[0]} is not a name"),
        ("{}", "{0} is not a name"),
        ("{0}", "{0} is not a name"),
        ("{n!r}", "leave out the !r"),
        ("{n:.0z%}", "does not fit the value 3"),
    ],
)
def test_anything_but_a_given_name_is_refused(text, part):
    with pytest.raises(ValueError) as caught:
        say(text, n=3)
    assert part in str(caught.value)


def test_a_field_may_be_called_text():
    assert markdown("{text}", text="yes") == "yes"


def test_dollar_signs_are_money_and_code_stays():
    shown = say("NT$60, NT\\$70 and `df$x` make {sum}", sum=130)._repr_markdown_()
    assert shown == "NT<span>&#36;</span>60, NT<span>&#36;</span>70 and `df$x` make 130"
