"""A code says what was certified, and nothing at all once any character of it is another."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import json
import string
import unicodedata

import pytest
from certified_class import KEY, OTHER_KEY, statement_of
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from classroom.certificate.code import BadCode, make_code, read_code
from classroom.certificate.signing import TrustedKey
from classroom.certificate.statement import Passed, Statement, from_bytes, to_bytes
from classroom.certificate.verifying import verify

CODE = make_code(statement_of(name="王小明"), KEY)
TRUSTED = TrustedKey(KEY.fingerprint, KEY.public)

numbers = st.decimals(0, 1000, places=2).map(float)
statements = st.builds(
    Statement,
    class_name=st.text(max_size=30),
    learner=st.text(min_size=1, max_size=20),
    name=st.text(max_size=40),
    date=st.dates(dt.date(1900, 1, 1)),
    language=st.sampled_from(("en", "zh-Hant", "zh-Hans")),
    kit=st.just("0.1.0"),
    passed=st.lists(
        st.builds(Passed, assignment=st.from_regex(r"a\d\d", fullmatch=True), points=numbers, out_of=numbers),
        max_size=10,
    ).map(tuple),
)


@given(statements)
def test_what_is_read_is_what_was_certified(statement):
    signed = read_code(make_code(statement, KEY))
    assert signed.statement == statement
    assert signed.public == KEY.public
    assert from_bytes(to_bytes(statement)) == statement


def test_the_code_is_made_as_it_is_described():
    """Taken apart without the kit: base32 of key, signature and JSON."""
    mark, *groups = CODE.split(" ")
    assert mark == "CERT1" and all(len(group) == 5 for group in groups[:-1])
    letters = "".join(groups)
    data = base64.b32decode(letters + "=" * (-len(letters) % 8))
    key, signature, said = data[:32], data[32:96], data[96:]
    Ed25519PublicKey.from_public_bytes(key).verify(signature, b"customer-value-kit certificate 1\0" + said)
    found = json.loads(said)
    assert (found["name"], found["id"], found["date"]) == ("王小明", "1130001", "2026-03-20")
    assert found["passed"][0] == ["a01", 12.25, 20] and found["passed"][3] == ["a04", 13, 20]
    assert said.decode() == json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@given(st.integers(0, len(CODE) - 1), st.characters(exclude_categories=("Z", "Cc")))
def test_any_other_character_makes_it_invalid(place, letter):
    if CODE[place] == letter:
        return
    changed = CODE[:place] + letter + CODE[place + 1 :]
    with pytest.raises(BadCode):
        read_code(changed)
    assert verify(changed, TRUSTED).sentence.startswith("not valid: ")


def test_each_character_matters():
    for place, letter in enumerate(CODE):
        if letter != " ":
            other = "A" if letter != "A" else "B"
            with pytest.raises(BadCode):
                read_code(CODE[:place] + other + CODE[place + 1 :])
            with pytest.raises(BadCode):
                read_code(CODE[:place] + CODE[place + 1 :])
            with pytest.raises(BadCode):
                read_code(CODE[:place] + letter.lower() + CODE[place + 1 :]) if letter.isalpha() else read_code("")


def test_the_last_character_has_one_form():
    """Its lowest bits hold nothing; that they are others is a change all the same."""
    for count in range(1, 11):
        code = make_code(statement_of(count=count), KEY)
        for letter in string.ascii_uppercase + "234567":
            if letter != code[-1]:
                with pytest.raises(BadCode):
                    read_code(code[:-1] + letter)


@given(st.sampled_from(("name", "learner", "class_name", "date", "points", "out_of", "language", "fewer")))
def test_a_changed_statement_fails_with_the_old_signature(what):
    before = statement_of(name="王小明")
    first = before.passed[0]
    changes = {
        "name": {"name": "王大明"},
        "learner": {"learner": "1130002"},
        "class_name": {"class_name": "Fall 2026"},
        "date": {"date": dt.date(2026, 3, 21)},
        "points": {"passed": (dataclasses.replace(first, points=20), *before.passed[1:])},
        "out_of": {"passed": (dataclasses.replace(first, out_of=13), *before.passed[1:])},
        "language": {"language": "zh-Hant"},
        "fewer": {"passed": before.passed[1:]},
    }
    letters = "".join(CODE.split()).removeprefix("CERT1")
    data = base64.b32decode(letters + "=" * (-len(letters) % 8))
    forged = base64.b32encode(data[:96] + to_bytes(dataclasses.replace(before, **changes[what])))
    with pytest.raises(BadCode):
        read_code("CERT1" + forged.decode().rstrip("="))


def test_spaces_line_breaks_and_small_letters_change_nothing():
    assert read_code(CODE.replace(" ", "")).code == CODE
    assert read_code("\r\n  " + CODE.replace(" ", "\n") + "\n").code == CODE
    assert read_code(CODE.lower()).code == CODE
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert verify(f"{CODE}\r\n".encode(encoding), TRUSTED).state == "valid"


def test_another_key_is_another_class():
    other = make_code(statement_of(name="王小明"), OTHER_KEY)
    assert other != CODE
    told = verify(other, TRUSTED)
    assert told.state == "not valid" and OTHER_KEY.fingerprint in told.sentence and KEY.fingerprint in told.sentence
    assert verify(CODE, TRUSTED).state == "valid"
    assert verify(CODE, TrustedKey(KEY.fingerprint)).state == "valid"
    assert verify(other, TrustedKey(KEY.fingerprint)).state == "not valid"
    letters = "".join(other.split())
    mixed = letters[: 5 + 51] + "".join(CODE.split())[5 + 51 :]
    assert verify(mixed, None).state == "not valid"


def test_without_a_key_nothing_is_called_valid():
    told = verify(make_code(statement_of(), OTHER_KEY), None)
    assert told.state == "not decided" and OTHER_KEY.fingerprint in told.sentence


def test_names_that_look_the_same_are_the_same():
    composed, apart = "José", "Jose\u0301"
    assert make_code(statement_of(name=composed), KEY) == make_code(statement_of(name=apart), KEY)
    odd = statement_of(name=" Ann\u200b\n  Lee\u202e ")
    assert odd.name == "Ann Lee" and unicodedata.is_normalized("NFC", odd.name)


@pytest.mark.parametrize(
    "text", ["", "CERT1", "CERT2 AAAAA", "hello", "CERT1 11111", "CERT1 " + "A" * 154, "CERT1" + "A" * 30_000]
)
def test_what_is_no_code_is_told_so(text):
    told = verify(text, TRUSTED)
    assert told.state == "not valid" and told.signed is None and "\n" not in told.sentence


@pytest.mark.parametrize(
    "said",
    [
        b"{}",
        b"[]",
        b"not json",
        b"\xff",
        b"[" * 5000,
        to_bytes(statement_of()) + b" ",
        to_bytes(statement_of()).replace(b'"0.1.0"', b'"0.1.0\\u0000"'),
        to_bytes(statement_of()).replace(b"12.25", b"1e999"),
        to_bytes(statement_of()).replace(b"12.25", b"-1"),
        to_bytes(statement_of()).replace(b"2026-03-20", b"2026-13-20"),
    ],
)
def test_what_is_signed_and_no_statement_is_refused(said):
    from classroom.certificate.code import PURPOSE, to_letters

    with pytest.raises(BadCode, match="certifies nothing"):
        read_code("CERT1" + to_letters(KEY.public + KEY.sign(PURPOSE, said) + said))
