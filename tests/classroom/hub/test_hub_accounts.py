"""Accounts and codes: names that every system takes, the same for the same id, and nobody else's."""

from __future__ import annotations

import os
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.class_settings import ClassSettings
from classroom.errors import KitError
from classroom.hub.accounts import FIRST_NUMBER, INSTRUCTORS, Account, account_name, read_accounts, write_accounts
from classroom.hub.codes import LETTERS, code_of, codes_text, is_code
from classroom.hub.places import STATE, places
from classroom.roster.roster import ID, is_id

CLASS = ClassSettings(name="Spring", language="en", scenario="boutique", seed="0123456789abcdef")
ANOTHER = CLASS.model_copy(update={"seed": "fedcba9876543210"})

ids = st.from_regex(ID, fullmatch=True).filter(is_id)


@given(st.lists(ids, unique=True, max_size=30))
def test_names_are_accounts_names_and_each_is_somebodys_own(learners):
    names = [account_name(CLASS, "a1b2c3", one) for one in learners]
    assert all(re.fullmatch(r"[a-z][a-z0-9]{0,31}", one) for one in names)  # as useradd takes them everywhere
    assert len(set(names)) == len(learners)
    assert names == [account_name(CLASS, "a1b2c3", one) for one in learners]


@given(ids)
def test_a_name_tells_nothing_and_differs_between_classes(learner):
    assert account_name(CLASS, "a1b2c3", learner) != account_name(ANOTHER, "a1b2c3", learner)
    assert re.fullmatch(r"cva1b2c3[0-9a-f]{10}", account_name(CLASS, "a1b2c3", learner))
    assert account_name(CLASS, "a1b2c3", learner) != account_name(CLASS, "a1b2c3", INSTRUCTORS)


def test_two_ids_with_the_same_digits_get_two_names():
    name = account_name(CLASS, "a1b2c3", "s1")
    longer = account_name(CLASS, "a1b2c3", "s1", taken=[name])
    assert longer.startswith(name) and len(longer) == len(name) + 1


def test_capitals_make_another_id():
    assert account_name(CLASS, "x", "S1") != account_name(CLASS, "x", "s1")


def test_accounts_are_read_as_they_were_written(tmp_path):
    path = tmp_path / "accounts.csv"
    assert read_accounts(path) == {}
    there = {"s1": Account("s1", "cv1", FIRST_NUMBER), "a@b.org": Account("a@b.org", "cv2")}
    if os.geteuid() == 0:
        write_accounts(path, there, 0)
        assert path.stat().st_mode & 0o777 == 0o640
    else:
        path.write_text(f"id,name,number\ns1,cv1,{FIRST_NUMBER}\na@b.org,cv2,0\n", encoding="utf-8")
    assert read_accounts(path) == there


@pytest.mark.parametrize("number", ["0x0", "-1", "1", "999", "65534", str(2 * FIRST_NUMBER * 2)])
def test_a_list_that_names_others_accounts_is_not_acted_upon(tmp_path, number):
    path = tmp_path / "accounts.csv"
    path.write_text(f"id,name,number\ns1,cv1,{number}\n", encoding="utf-8")
    with pytest.raises(KitError, match=r"accounts\.csv"):
        read_accounts(path)


def test_one_number_is_not_two_learners(tmp_path):
    path = tmp_path / "accounts.csv"
    path.write_text("id,name,number\ns1,cv1,20000\ns2,cv2,20000\n", encoding="utf-8")
    with pytest.raises(KitError, match="twice"):
        read_accounts(path)


@given(ids)
def test_a_code_is_its_learners_and_easy_to_type(learner):
    code = code_of(CLASS, learner)
    assert re.fullmatch(rf"[{LETTERS}]{{4}}(-[{LETTERS}]{{4}}){{2}}", code)
    assert is_code(CLASS, learner, code) and is_code(CLASS, learner, f" {code.upper().replace('-', ' ')} ")
    assert not is_code(CLASS, learner, "") and not is_code(CLASS, learner, code[:-1])
    assert not is_code(ANOTHER, learner, code)
    assert not is_code(CLASS, f"{learner}x", code)


def test_the_list_of_codes_has_a_line_for_each():
    text = codes_text(CLASS, [("s1", "Lin, Yi"), ("s2", "")])
    assert text == f'id,name,code\ns1,"Lin, Yi",{code_of(CLASS, "s1")}\ns2,,{code_of(CLASS, "s2")}\n'


def test_a_class_keeps_its_place_when_it_is_moved(tmp_path):
    here, there = places(tmp_path / "one", CLASS), places(tmp_path / "two", CLASS)
    assert here == there and here.root.parent == STATE
    assert places(tmp_path, ANOTHER).root != here.root
