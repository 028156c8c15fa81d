"""The class in the browser: JupyterHub on one Linux machine, an account of the system for every learner."""

from __future__ import annotations
