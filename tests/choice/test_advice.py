"""Advice: our first places are held against the table of what practitioners say, row by row."""

from __future__ import annotations

import pytest

from guidekit.choice import PRESETS, Situations, ThreatModel, others, preset
from guidekit.choice.advice import advice_for, help_line, helpers_for
from guidekit.choice.presets import PEOPLE, WHO
from guidekit.tables.query import load
from guidekit.tables.snapshot import MESSENGERS


@pytest.mark.parametrize("ticks", [Situations().messengers, MESSENGERS, ("whatsapp",)])
def test_agreement_is_that_of_the_tables(ticks):
    rows = load("advice").fillna("")
    for one in Situations(messengers=ticks).agreements():
        mine = rows[rows.situation == one.situation]
        advised = " ".join(mine.advised_for).split()
        assert one.advised == {who: advised.count(who) for who in advised}
        assert one.sources == len(mine)
        most = {who for who in advised if advised.count(who) == max(map(advised.count, advised))}
        firsts = {place.messenger for place in one.places if place.rank == 1}
        level = {place.messenger for place in one.places if place.level}
        expected = (
            "none" if not advised
            else "same" if len(most) == 1 and firsts & most
            else "theirs" if firsts & set(advised)
            else "level" if level & set(advised) else "other"
        )  # fmt: skip
        assert one.how == expected
        assert one.why.endswith(PEOPLE[one.situation].practice)
        if one.how == "other" and set(advised) & set(ticks):
            assert len(one.why) > len(PEOPLE[one.situation].practice) + 10  # says what puts theirs behind


def test_where_nobody_names_a_messenger_we_say_so():
    found = {one.situation: one.how for one in Situations().agreements()}
    assert {name for name, how in found.items() if how == "none"} == {
        name for name in PEOPLE if not any(row.advised_for for row in advice_for(name))
    }


def test_advice_is_read_for_people_of_every_situation():
    for name in PEOPLE:
        assert len(advice_for(name)) >= 3
    assert set(load("advice").situation) == set(PEOPLE)


def test_people_who_help_are_those_for_such_people():
    every = load("help").fillna("")
    for name, person in PEOPLE.items():
        found = helpers_for(name)
        assert len(found) == sum(any(word in whom for word in person.helped_as) for whom in every.for_whom)
        assert len(found) or person.elsewhere
        assert (f"{len(found)} place" in help_line(name)) == bool(len(found))
        assert person.elsewhere in help_line(name)
    assert list(WHO.values()) == list(PEOPLE)
    assert [Situations(who).situation for who in WHO] == list(PEOPLE)
    for name in PRESETS:
        assert preset(name) not in [ThreatModel().but(**answers) for answers in others(name).values()]
        assert len(others(name)) == len(PEOPLE) - 1
