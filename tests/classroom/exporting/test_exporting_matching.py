"""Whose row is whose: one learner's only, or nobody's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from classroom.exporting.matching import Row, match, name_key
from classroom.roster import Learner

ANN = Learner(id="s1", name="Ann Lin", email="ann@example.org")
BOB = Learner(id="s2", name="Bob Wu")


def test_an_id_or_an_address_decides_whatever_the_name():
    found = match([ANN, BOB], [Row(place=1, ids=("S2",), name="Robert"), Row(place=2, emails=("ANN@example.org",))])
    assert (dict(found.places), dict(found.left), found.by_name) == ({"s1": 2, "s2": 1}, {}, ())


def test_two_rows_that_could_be_meant_are_neither():
    rows = [Row(place=1, ids=("s1",)), Row(place=2, emails=("ann@example.org",))]
    found = match([ANN], rows)
    assert found.places == {}
    assert found.left == {"s1": "lines 2, 3 could all be meant"}


def test_a_row_that_two_learners_could_have_is_nobodys():
    twin = Learner(id="s9", email="ann@example.org")
    found = match([ANN, twin], [Row(place=1, emails=("ann@example.org",))])
    assert found.places == {}
    assert set(found.left) == {"s1", "s9"}


def test_a_name_decides_only_where_it_is_the_only_one_and_is_told():
    assert name_key("Lin, Ann") == name_key("ＡＮＮ  lin") == "ann lin"
    found = match(
        [ANN, BOB], [Row(place=1, name="Lin, Ann"), Row(place=2, name="Wu, Bob"), Row(place=3, name="Wu, Bob")]
    )
    assert (dict(found.places), found.by_name) == ({"s1": 1}, ("s1",))
    assert found.left == {"s2": "more than one is called Bob Wu"}
    namesake = Learner(id="s3", name="Bob Wu")
    assert match([BOB, namesake], [Row(place=1, name="Bob Wu")]).places == {}


def test_a_name_with_another_address_is_somebody_else():
    found = match([ANN], [Row(place=1, name="Ann Lin", emails=("other@example.org",))])
    assert found.places == {}
    assert found.others == ("Ann Lin",)


PEOPLE = st.lists(
    st.builds(
        Learner,
        id=st.sampled_from(["a", "b", "c"]),
        name=st.sampled_from(["", "X", "Y"]),
        email=st.sampled_from(["", "x@example.org", "y@example.org"]),
    ),
    max_size=3,
    unique_by=lambda one: one.id,
)
ROWS = st.lists(
    st.builds(
        Row,
        place=st.just(0),
        ids=st.tuples(st.sampled_from(["", "a", "b", "x@example.org"])),
        emails=st.tuples(st.sampled_from(["", "x@example.org", "y@example.org"])),
        name=st.sampled_from(["", "X", "Y"]),
    ),
    max_size=4,
)


@given(people=PEOPLE, rows=ROWS)
def test_nobody_gets_a_row_that_somebody_else_could_have(people, rows):
    rows = [Row(place=place, ids=row.ids, emails=row.emails, name=row.name) for place, row in enumerate(rows, 1)]
    found = match(people, rows)
    assert len(set(found.places.values())) == len(found.places)
    assert set(found.places) | set(found.left) == {one.id for one in people}
    assert not set(found.places) & set(found.left)
    for learner, place in found.places.items():
        one = next(one for one in people if one.id == learner)
        row = rows[place - 1]
        keys = {text for text in (*row.ids, *row.emails) if text}
        other = [other for other in rows if other is not row]
        if keys & ({one.id, one.email} - {""}):
            assert not any(({*each.ids, *each.emails} - {""}) & ({one.id, one.email} - {""}) for each in other)
        else:
            assert row.name == one.name != ""
            assert all(each.name != row.name for each in other)
            assert learner in found.by_name
