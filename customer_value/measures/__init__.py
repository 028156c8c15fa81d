"""The measures, a module per subject: pure functions from tables to a table or a number.

`SUBJECTS` is the index: every public measure, where it stands, in the order in which the course meets them. Whoever
reads a ledger imports from `customer_value` itself, which knows every name here.
"""

from __future__ import annotations

SUBJECTS: dict[str, tuple[str, ...]] = {
    "orders": ("valid_orders", "bought_again", "check_orders"),
    "rfm": ("recency", "frequency", "monetary", "rfm"),
    "scores": ("score", "rfm_scores", "score_cuts"),
    "segments": ("Rule", "RULES", "OTHERS", "segments", "segment_counts", "segment_label"),
    "migration": ("migration", "migration_shares", "migration_flow"),
}
"""The module of each subject and its public names."""
