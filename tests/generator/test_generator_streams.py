from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.streams import WHOLE, Streams

SEEDS = st.integers(0, 2**63 - 1)


@given(SEEDS, st.integers(0, 1000), st.text(min_size=1, max_size=20))
def test_a_stream_begins_anew_each_time(seed, block, name):
    streams = Streams(seed, block)
    assert (streams(name).random(5) == streams(name).random(5)).all()


@given(SEEDS, st.integers(0, 1000))
def test_streams_differ_by_name_block_and_seed(seed, block):
    drawn = [
        Streams(seed, block)("a").random(4),
        Streams(seed, block)("b").random(4),
        Streams(seed, block + 1)("a").random(4),
        Streams(seed + 1, block)("a").random(4),
        Streams(seed, WHOLE)("a").random(4),
    ]
    assert len({tuple(numbers) for numbers in drawn}) == len(drawn)


@pytest.mark.parametrize(
    "draw",
    [
        lambda stream, n: stream.random(n),
        lambda stream, n: stream.random((n, 3)),
        lambda stream, n: stream.standard_normal(n),
        lambda stream, n: stream.gamma(np.linspace(0.3, 4, 200)[:n]),
        lambda stream, n: stream.beta(np.linspace(0.3, 4, 200)[:n], 2.0),
        lambda stream, n: stream.poisson(np.linspace(0, 60, 200)[:n]),
        lambda stream, n: stream.geometric(np.linspace(0.01, 1, 200)[:n]),
    ],
)
def test_a_shorter_array_is_the_beginning_of_a_longer_one(draw):
    longer, shorter = draw(Streams(3, 0)("x"), 200), draw(Streams(3, 0)("x"), 77)
    assert (longer[:77] == shorter).all()


def test_the_numbers_are_what_they_always_were():
    # Ledgers are named by scenario and seed, so another numbering would quietly change every one of them.
    assert Streams(1, 0)("purchases/rate").integers(0, 2**32, 3).tolist() == EXPECTED


EXPECTED = [589595286, 265268580, 2913748467]
