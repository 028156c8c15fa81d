"""Returning feedback: to the exchange, as a zip, by mail. A learner gets their own page and nobody else's."""

from __future__ import annotations
