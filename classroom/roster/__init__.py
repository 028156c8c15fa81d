"""Who is in a class: roster.csv of the class folder, and reading one from what a school exports."""

from __future__ import annotations

from classroom.roster.roster import FILE_NAME, Learner, Roster, read_roster, write_roster

__all__ = ["FILE_NAME", "Learner", "Roster", "read_roster", "write_roster"]
