"""Sending letters: each at most once, what the server puts off in later rounds, and an outcome for every one."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from classroom.errors import KitError
from classroom.mailing.letter import Letter, Sender
from classroom.mailing.outbox import Outbox, State
from classroom.mailing.smtp import Postponed, Refused, Server, ShutOut, Uncertain, Unreachable

PAUSES = (5.0, 30.0)
"""Seconds before the rounds in which what was put off is tried again."""

Clock = Callable[[], dt.datetime]


@dataclass(frozen=True)
class Outcome:
    """What became of a letter.

    Attributes:
        letter: which.
        state: "sent" now; "before" for one that was sent already; "uncertain" where the server may have it; "refused"
            for good; "postponed" where the same command sends it later.
        said: what the server said, "" for nothing.
    """

    letter: Letter
    state: Literal["sent", "before", "uncertain", "refused", "postponed"]
    said: str = ""


def is_due(state: State | None, content: str, *, again: bool = False) -> bool:
    """Whether a letter of this content is to be sent.

    Args:
        state: what became of the letters about the same thing.
        content: the fingerprint of what it says.
        again: whether one of which nobody knows if it arrived is sent once more.
    """
    if state is None:
        return True
    if state.uncertain and state.content == content:
        return again
    return state.uncertain or state.sent[-1:] != (content,)


def send_letters(
    letters: Sequence[tuple[Letter, str]],
    server: Server,
    sender: Sender,
    class_name: str,
    outbox: Outbox,
    clock: Clock,
    *,
    again: bool = False,
    pauses: Sequence[float] = PAUSES,
    sleep: Callable[[float], None] = time.sleep,
    tell: Callable[[Outcome, int, int], None] = lambda outcome, done, total: None,
) -> list[Outcome]:
    """Send what is due and say what became of every letter.

    Where the server cannot be reached any more, what is left is postponed, and its `said` is the sentence why.
    Whenever it is stopped, the outbox tells the next call what was done.

    Args:
        letters: each with the fingerprint of what it says, by which the outbox knows it again.
        server: takes them.
        sender: who they come from.
        class_name: of the class.
        outbox: knows what was sent, and learns what is.
        clock: gives the time of each.
        again: send once more what may have arrived.
        pauses: seconds before each round in which what was put off is tried again.
        sleep: waits.
        tell: told of each letter that is done, how many are and how many there are.

    Raises:
        KitError: somebody else is sending, the outbox cannot be written, or the server cannot be reached at all.
    """
    done: dict[int, Outcome] = {}

    def end(place: int, outcome: Outcome) -> None:
        done[place] = outcome
        tell(outcome, len(done), len(letters))

    with outbox.open(), server:
        left = []
        for place, (letter, content) in enumerate(letters):
            state = outbox.state(letter.about)
            if is_due(state, content, again=again):
                left.append(place)
            elif state is not None and state.uncertain:  # of this very letter
                end(place, Outcome(letter, "uncertain", state.said))
            else:
                end(place, Outcome(letter, "before"))
        if left:
            server.connect()
        said: dict[int, str] = {}
        hopeless = False
        for number, pause in enumerate((0.0, *pauses)):
            if hopeless or not left:
                break
            if number:
                server.close()  # before it loses patience
                sleep(pause)
            waiting, left = left, []
            for turn, place in enumerate(waiting):
                letter, content = letters[place]
                try:
                    server.connect()
                except Unreachable as problem:
                    said |= dict.fromkeys(waiting[turn:], str(problem))
                    left += waiting[turn:]
                    hopeless = isinstance(problem, ShutOut)
                    break
                try:
                    data = letter.message(sender, class_name, clock()).as_bytes()
                except KitError as problem:
                    end(place, Outcome(letter, "refused", str(problem)))
                    continue
                outbox.add("begun", letter, content, clock())
                try:
                    server.deliver(data, sender.address, letter.to)
                except Refused as problem:
                    outbox.add("refused", letter, content, clock(), str(problem))
                    end(place, Outcome(letter, "refused", str(problem)))
                except (Postponed, Unreachable) as problem:
                    outbox.add("postponed", letter, content, clock(), str(problem))
                    said[place] = str(problem)
                    left.append(place)
                except Uncertain as problem:
                    end(place, Outcome(letter, "uncertain", str(problem)))
                else:
                    outbox.add("sent", letter, content, clock())
                    end(place, Outcome(letter, "sent"))
        for place in left:
            end(place, Outcome(letters[place][0], "postponed", said.get(place, "")))
    return [done[place] for place in range(len(letters))]
