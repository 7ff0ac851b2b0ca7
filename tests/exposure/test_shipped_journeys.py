"""The shipped journeys themselves: complete, dated, and of parties that are used."""

from __future__ import annotations

import re

from guidekit.dates import is_date
from guidekit.exposure import KINDS, journeys
from guidekit.tables import load


def test_every_journey_has_a_source_a_date_and_a_note():
    for name, journey in journeys().items():
        assert journey.architecture, name
        assert journey.note.endswith("."), name
        assert journey.sources, name
        assert all(re.fullmatch(r"S-[\w-]+", source) for source in journey.sources), name
        assert is_date(journey.as_of), name


def test_the_journeys_are_the_rows_of_the_table():
    rows = load("journeys")
    assert list(journeys()) == list(rows.journey.unique())
    assert sum(len(hop.packet) for journey in journeys().values() for hop in journey.hops) == len(rows)


def test_every_party_is_used_and_of_a_kind():
    rows, parties = load("journeys"), load("parties")
    assert set(parties.party) == {*rows["from"], *rows["to"]}
    assert set(parties.kind) <= set(KINDS)
