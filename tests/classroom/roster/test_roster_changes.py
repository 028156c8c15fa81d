"""A roster brought up to date: nobody is lost who was not to go, and what a list does not say stays."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from classroom.roster import Learner, Roster
from classroom.roster.changes import brought_up_to_date

WORD = st.sampled_from(["", "Ann", "Bob", "陳"])
ROSTERS = st.lists(
    st.builds(Learner, id=st.sampled_from(["a", "b", "c", "d", "e", "f"]), name=WORD, email=WORD, group=WORD),
    max_size=6,
    unique_by=lambda one: one.id,
).map(lambda learners: Roster(tuple(learners)))


def ids(learners) -> list[str]:
    return [one.id for one in learners]


def test_added_changed_missing():
    before = Roster((Learner(id="a", name="Ann", email="a@example.org"), Learner(id="b", name="Bob"), Learner(id="c")))
    newer = Roster((Learner(id="d", name="Di"), Learner(id="A", name="Anne", group="G1"), Learner(id="c")))
    found = brought_up_to_date(before, newer)
    anne = Learner(id="a", name="Anne", email="a@example.org", group="G1")  # the id and the address stay
    assert found.roster.learners == (anne, *before.learners[1:], newer.learners[0])
    assert found.added == (newer.learners[0],) and found.changed == ((before.learners[0], anne),)
    assert (ids(found.missing), found.gone, found.same) == (["b"], (), 1)
    removed = brought_up_to_date(before, newer, remove=True)
    assert ids(removed.roster) == ["a", "c", "d"]
    assert (ids(removed.gone), removed.missing, removed.same) == (["b"], (), 1)


@given(ROSTERS, ROSTERS, st.booleans())
def test_laws(before, newer, remove):
    found = brought_up_to_date(before, newer, remove=remove)
    stay = set(ids(newer)) if remove else {*ids(before), *ids(newer)}
    assert set(ids(found.roster)) == stay and len(found.roster) == len(stay)
    for one in found.roster:
        old, new = before.get(one.id) or Learner(id=one.id), newer.get(one.id) or Learner(id=one.id)
        for name in ("name", "email", "group"):
            assert getattr(one, name) == (getattr(new, name) or getattr(old, name))
    assert found.same + len(found.changed) + len(found.gone) + len(found.missing) == len(before)
    again = brought_up_to_date(found.roster, newer, remove=remove)
    assert again.roster == found.roster and not (again.added or again.changed or again.gone)
