"""The exposure table: its shape, its reasons beside its levels, and what it refuses."""

from __future__ import annotations

import subprocess
import sys

import pytest

from guidekit.exposure import DATA, clues_of, exposure, journeys
from guidekit.exposure.terms import BODY

DENIALS = (
    "cannot open", "is not ", "no layer", "knows neither", "knows both ends, but", "there is no", "sees only"
)  # fmt: skip


@pytest.mark.parametrize("name", journeys())
@pytest.mark.parametrize("correlate", [False, True])
def test_every_cell_of_a_shipped_journey_has_a_level_and_a_reason_that_agrees(name, correlate):
    table = exposure(name, adversary=0.2, correlate=correlate)
    assert list(table.columns) == ["observer", "datum", "level", "reason"]
    assert list(table.observer.unique()) == [*clues_of(name).bits, "adversary"]
    assert table.level.between(0, 1).all()
    assert not table.duplicated(["observer", "datum"]).any()
    assert set(table.datum) <= set(DATA)
    for row in table.itertuples():
        assert len(row.reason) > 5
        denies = row.reason.startswith(DENIALS) or ", but nothing of" in row.reason
        assert row.observer == "adversary" or denies == (row.level == 0), row


@pytest.mark.parametrize("name", journeys())
def test_the_message_arrives(name):
    """Each end can read what was sent to it; a journey that forgets a key would be wrong."""
    journey = journeys()[name]
    content = [datum for datum in BODY if datum in journey.data]
    assert content or not journey.recipients
    table = exposure(journey, [*journey.devices, *journey.recipients])
    assert (table[table.datum.isin(content)].level == 1).all()
    assert (table[(table.datum == "link") & (table.observer == journey.sender)].level == 1).all()


def test_a_coalition_is_a_tuple_and_a_name_stands_alone():
    table = exposure("tor-circuit", ["entry", ("entry", "exit"), ["exit", "middle"]])
    assert list(table.observer.unique()) == ["entry", "entry + exit", "exit + middle"]
    assert list(exposure("tor-circuit", "entry").observer.unique()) == ["entry"]


def test_only_the_adversary_can_be_asked_for():
    assert list(exposure("tor-circuit", [], 0.1).observer.unique()) == ["adversary"]


@pytest.mark.parametrize(
    ("journey", "observers", "message"),
    [
        ("tor", None, "there is no journey 'tor'; there are: signal-unsealed"),
        ("tor-circuit", ["guard"], "'guard' is no observer of 'tor-circuit'; it has: alice, entry"),
        ("tor-circuit", [("entry", "bob")], "'bob' is no observer"),
        ("tor-circuit", [()], "a coalition needs a member"),
    ],
)
def test_an_unknown_name_is_refused(journey, observers, message):
    with pytest.raises(ValueError, match=message):
        exposure(journey, observers)


def test_data_that_no_layer_carries_do_not_apply():
    assert "reaction" not in set(exposure("tor-circuit").datum)
    assert "reaction" in set(exposure("matrix-reaction").datum)


def test_a_lesson_does_not_pay_for_scipy():
    code = "import sys; from guidekit.exposure import exposure; exposure('tor-circuit'); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "pandas" in loaded
    assert not {"pandera", "scipy", "matplotlib"} & set(loaded)
