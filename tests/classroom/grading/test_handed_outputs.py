"""Outputs that were handed in: what nbformat 4 knows is kept, and only so much of it."""

from __future__ import annotations

import json

import pytest

from classroom.grading.handed_outputs import LARGEST, LARGEST_CELL, Outputs, well_formed


def stream(text="a", **more) -> dict:
    return {"output_type": "stream", "name": "stdout", "text": text, **more}


def shown(data, **more) -> dict:
    return {"output_type": "display_data", "data": data, "metadata": {}, **more}


def deep(depth: int) -> list:
    made: list = []
    for _ in range(depth):
        made = [made]
    return made


@pytest.mark.parametrize(
    "odd",
    [
        *(None, 1, "x", [], {}, {"output_type": "stream"}, stream(3), stream(["a", 1]), {"output_type": ["stream"]}),
        *(
            shown(None),
            shown([]),
            {"output_type": "error", "ename": 1, "evalue": ""},
            {"output_type": "poem", "text": "a"},
        ),
        *(stream("\ud800"), shown({"a/json": deep(60)}), shown({"a/json": float("inf")}), stream("x" * LARGEST_CELL)),
    ],
)
def test_what_is_no_output_is_left_out(odd):
    assert Outputs().keep([odd]) == ()


@pytest.mark.parametrize("odd", [None, 1, "x", {}])
def test_what_is_no_list_of_outputs_is_none(odd):
    assert Outputs().keep(odd) == ()


def test_only_known_keys_are_kept():
    assert well_formed(stream(name=["x"], more=1)) == stream()
    assert well_formed(shown({"text/plain": ["a"], "x": 3, "a/json": {"b": 1}}, transient={})) == shown(
        {"text/plain": ["a"], "a/json": {"b": 1}}
    )
    error = {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["a", 3]}
    assert well_formed(error) == error | {"traceback": ["a"]}
    result = shown({"text/plain": "1"}) | {"output_type": "execute_result"}
    assert well_formed(result | {"execution_count": True}) == result | {"execution_count": None}


def test_there_is_a_limit_for_a_cell_and_for_all():
    kept = Outputs()
    most = LARGEST_CELL - len(json.dumps(stream("")))
    for _ in range(LARGEST // LARGEST_CELL):
        assert len(kept.keep([stream("x" * most)])) == 1
    assert (kept.left, kept.keep([stream()])) == (0, ())
    assert Outputs().keep([stream("x" * (most // 2)), stream("x" * most)]) == ()
    assert Outputs().keep([stream("x" * (most + 1))]) == ()
