"""What is in a learner's way beside the days of access: for whoever runs the class, who can put it right."""

from __future__ import annotations

from classroom.access.passes import Standing
from classroom.class_settings import ClassSettings
from classroom.mailing import is_address
from classroom.roster import Learner


def hindrances(learner: Learner, standing: Standing, settings: ClassSettings, *, is_on_roster: bool) -> tuple[str, ...]:
    """One sentence for each thing that keeps a learner out, or will.

    Args:
        learner: as the roster has them.
        standing: how the access stands.
        settings: of the class, which has rules of access.
        is_on_roster: whether the learner still is.
    """
    found = []
    if not is_on_roster:
        found.append(f"{learner.id} is not on the roster, so nobody comes in under this name whatever was bought.")
    if standing.state in ("waiting", "due"):
        by_hand = f"`classroom access send --without-mail {learner.id}` opens it when you have written yourself"
        if is_on_roster and not is_address(learner.email):
            found.append(f"The roster has no e-mail address of {learner.id} that the letter could go to; {by_hand}.")
        if not settings.mail.host:
            found.append(f"class.toml has no mail server in its part [mail], so the letter cannot go out; {by_hand}.")
    return tuple(found)
