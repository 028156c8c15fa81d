"""Learners who are made up: what they hand in, and what the records say it has to get.

For a demonstration, for tests and for measurements: honest work of many kinds, whose points are known before anything
grades it.
"""

from __future__ import annotations

from classroom.simulated.class_work import write_class
from classroom.simulated.expecting import Expected, expected
from classroom.simulated.kinds import KINDS, Kind, Learner
from classroom.simulated.notebooks import HandedIn, hand_in

__all__ = ["KINDS", "Expected", "HandedIn", "Kind", "Learner", "expected", "hand_in", "write_class"]
