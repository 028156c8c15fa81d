"""Whether somebody can be written to, and why not: the rest of a sentence that begins with the learner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from classroom.mailing.letter import is_address

NO_ROSTER_LINE = "is not on the roster"
NO_ADDRESS = "has no e-mail address"
BAD_ADDRESS = "has an e-mail address that cannot be one"
SHARED = "has the same e-mail address as somebody else"


def how_often(addresses: Iterable[str]) -> Counter[str]:
    """How many learners have each address, large and small letters being the same."""
    return Counter(one.casefold() for one in addresses if one)


def unfit(address: str, shared: Counter[str]) -> str:
    """Why nothing can be sent to an address, "" where it can.

    One that two learners share gets nothing: whoever reads there would see what is not theirs.

    Args:
        address: the learner's, "" for none.
        shared: what `how_often` says of the roster's addresses.
    """
    if not address:
        return NO_ADDRESS
    if not is_address(address):
        return BAD_ADDRESS
    return SHARED if shared[address.casefold()] > 1 else ""
