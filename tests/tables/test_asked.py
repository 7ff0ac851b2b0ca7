"""What people ask first: every value has an answer, and what nobody can check is no good news."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.models.ratchet import PROTOCOLS
from guidekit.tables import EightQuestions, compare, first_messengers, load, usual_messengers
from guidekit.tables.asked import COMMON, FINE, OPEN, PART, WEAK
from guidekit.tables.layouts import PROTOCOL_MODELS
from guidekit.tables.snapshot import DATES, MESSENGERS

EVERYONE = EightQuestions(messengers=MESSENGERS)


@pytest.mark.parametrize("name", [name for name in COMMON if COMMON[name].answers])
def test_every_value_that_its_attribute_allows_has_words_and_a_mark(name):
    rule = load("attributes").set_index("id").loc[COMMON[name].attribute]
    allowed = ["yes", "partial", "no"] if rule.type == "level4" else rule.allowed.split("; ")
    marks = [COMMON[name].answer(value)[0] for value in allowed]
    assert set(marks) <= {WEAK, PART, FINE}
    assert {WEAK, FINE} <= set(marks)


@given(st.sets(st.sampled_from(["sender", "sender_ip", "recipient", "room", "members", "time", "size"])))
def test_whoever_sees_both_ends_or_the_room_is_a_weak_spot(seen):
    mark, words = COMMON["ends"].answer("; ".join(sorted(seen)) or "time")
    ends = bool(seen & {"sender", "sender_ip"}) + ("recipient" in seen)
    whole = ends == 2 or bool(seen & {"room", "members"})
    assert mark == (WEAK if whole else PART if ends else FINE)
    assert ("who receives" in words) == ("recipient" in seen)


def test_an_answer_is_open_where_the_table_says_nothing_or_two_things_and_nowhere_else():
    facts = load("facts", DATES[-1]).set_index(["messenger", "attribute"])
    silent = 0
    for (who, name), answer in EVERYONE.answers().items():
        cell = (who, COMMON[name].attribute)
        fact = facts.loc[cell] if cell in facts.index else None
        known = fact is not None and fact.value not in ("unknown", "not_applicable")
        silent += not known
        assert (answer.mark == OPEN) == (not known or fact.confidence == "disputed"), cell
    wide = compare(DATES[-1], MESSENGERS, [q.attribute for q in COMMON.values()])
    assert silent == (wide == "unknown").to_numpy().sum()


def test_a_good_answer_that_only_its_maker_gives_counts_in_part():
    facts = load("facts", DATES[-1]).set_index(["messenger", "attribute"]).confidence
    claimed = {
        (who, name): answer
        for (who, name), answer in EVERYONE.answers().items()
        if facts.get((who, COMMON[name].attribute)) == "claimed"
    }
    assert {answer.mark for answer in claimed.values()} == {WEAK, PART}
    assert Counter(answer.mark for answer in claimed.values())[PART] >= 5


def test_only_the_guide_said_it_in_the_time_of_the_guide():
    said = {cell for cell, answer in EVERYONE.but(date="2022-03").answers().items() if answer.guide}
    facts = load("facts", "2022-03")
    guide = facts[facts.confidence == "guide"]
    asked = {(who, COMMON[name].attribute) for who, name in said}
    assert asked == set(zip(guide.messenger, guide.attribute, strict=True)) & {
        (who, question.attribute) for who in MESSENGERS for question in COMMON.values()
    }
    assert said
    assert not any(answer.guide for answer in EVERYONE.answers().values())


def test_what_is_ticked_stands_in_the_order_of_the_tables():
    model = EightQuestions(messengers=("briar", "nobody", "signal"), questions=("vanish", "phone"))
    assert model.whose() == ["signal", "briar"]
    assert list(model.answers()) == [
        (who, what) for who in ("signal", "briar") for what in ("phone", "vanish")
    ]


def test_rows_say_who_stands_first_and_which_models_there_are():
    assert set(usual_messengers()) < set(first_messengers()) < set(MESSENGERS)
    assert PROTOCOL_MODELS == PROTOCOLS
