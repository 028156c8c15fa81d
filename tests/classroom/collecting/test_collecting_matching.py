"""No file lands under a learner whom the rules do not name, and them alone: a second reading of the rules says whom."""

from __future__ import annotations

import re
import unicodedata
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from classroom.collecting.matching import Matcher
from classroom.collecting.names import ids_in, name_keys, words
from classroom.roster.roster import Learner, Roster

IDS = st.sampled_from(["s001", "s0010", "S002", "b-7", "b", "42", "1130001", "lee.sean", "x_y"])
NAMES = st.sampled_from(["陳美玲", "王小明", "Lee, Sean", "Sean Lee", "Mei-Ling Chen", "An Na", "Ｌｅｅ Ｓｅａｎ", ""])
ADDRESSES = st.sampled_from(["a@example.org", "b@example.org", ""])
LEARNERS = st.builds(Learner, id=IDS, name=NAMES, email=ADDRESSES)
ROSTERS = st.lists(LEARNERS, max_size=6, unique_by=lambda one: one.id).map(lambda some: Roster(tuple(some)))
PIECES = st.one_of(IDS, NAMES, st.sampled_from(["_", "-", " ", ".", "a01", "final", "7", "作業", "x"]))
TEXTS = st.lists(PIECES, max_size=6).map("".join)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _holds_id(text: str, learner: str) -> bool:
    """Whether an id stands in a text with nothing of another word on either side, looked at letter by letter."""
    text, learner = _plain(text).strip(), _plain(learner)
    if len(learner) < 3:
        return text == learner
    places = (found.start() for found in re.finditer(f"(?={re.escape(learner)})", text))
    return any(
        not re.match("[a-z0-9]", text[at - 1 : at] or " ")
        and not re.match("[a-z0-9]", text[at + len(learner) :][:1] or " ")
        for at in places
    )


def _holds_name(text: str, name: str) -> bool:
    """Whether all letters of a name stand in a text in a row, in some order of its words, whatever is between them."""
    parts = [part for part in re.split(r"[\W_]+", _plain(name)) if part]
    squeezed = "".join(letter for letter in _plain(text) if letter.isalnum())
    return bool(parts) and any("".join(order) in squeezed for order in permutations(parts))


@given(ROSTERS, TEXTS)
def test_what_is_matched_by_a_name_of_a_file_is_named_there_and_nobody_else_by_id(roster, text):
    match = Matcher(roster, ("a01",)).settle(Matcher(roster, ("a01",)).plain(text))
    if not match.learner:
        assert match.why
        return
    learner = roster.get(match.learner)
    assert learner is not None
    rest = text.replace("a01", "/")
    assert _holds_id(rest, learner.id) or _holds_id(text, learner.id) or _holds_name(text, learner.name)
    others = [one for one in roster if one.id != learner.id and _holds_id(text, one.id) and _holds_id(rest, one.id)]
    assert not others
    if not _holds_id(text, learner.id):
        assert not [one for one in roster if one.id != learner.id and name_keys(one.name) & name_keys(learner.name)]


@given(ROSTERS, st.sampled_from(["a@example.org", "B@EXAMPLE.ORG", "c@example.org", ""]), TEXTS)
def test_a_sender_and_a_name_have_to_agree(roster, address, text):
    matcher = Matcher(roster)
    match = matcher.settle(matcher.sender(address) | matcher.plain(text))
    senders = {one.id for one in roster if one.email and one.email == address.lower()}
    if match.learner and senders:
        assert match.learner in senders
    if len(senders) == 1 and not matcher.plain(text):
        assert match.learner in senders
    if len(senders) > 1 and not matcher.plain(text):
        assert not match.learner


@given(ROSTERS, NAMES, st.sampled_from(["1", "42", "1130001"]))
def test_a_platforms_number_is_nobodys_id(roster, name, number):
    found = Matcher(roster).platform_name(f"{name} {number}", number)
    assert found.by_id == Matcher(roster).platform_name(name).by_id


@given(ROSTERS, TEXTS, st.randoms(use_true_random=False))
def test_the_order_of_the_roster_does_not_matter(roster, text, random):
    learners = list(roster)
    random.shuffle(learners)
    one, other = Matcher(roster), Matcher(Roster(tuple(learners)))
    assert one.settle(one.plain(text)) == other.settle(other.plain(text))


@given(st.lists(IDS, max_size=4), TEXTS)
def test_ids_are_whole_words(known, text):
    folded = {_plain(one) for one in known}
    assert ids_in(text, folded) == {one for one in folded if _holds_id(text, one)}


def test_names_are_the_same_in_any_order_width_and_case():
    same = ["Lee, Sean", "sean lee", "ＳＥＡＮ　ＬＥＥ", "Sean-Lee", "leesean"]
    assert all(name_keys(one) & name_keys("Sean Lee") for one in same)
    assert not name_keys("Sean Leeds") & name_keys("Sean Lee")
    assert name_keys("陳 美玲") & name_keys("陳美玲")
    assert words("s001陳美玲 作業7") == ("s001", "陳美玲", "作業", "7")
    long = "María del Carmen de la Cruz"
    assert name_keys("Cruz, María del Carmen de la") & name_keys(long)
