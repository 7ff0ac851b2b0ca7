"""Switches: whatever takes True or False refuses the word "no", which Python would take for a yes."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import guidekit
from guidekit.claims.cells import exposure_levels
from guidekit.claims.report import report
from guidekit.exposure import clues_of, exposure
from guidekit.exposure.coalitions import Coalitions, expect, knowledge, link_by_hop
from guidekit.exposure.table import learned_rows
from guidekit.knobs import switch
from guidekit.models import OnionRouting, OpenPhone, Presence, Radio
from guidekit.protocols import bramble, megolm, onion, static

ROOMS = ("models", "protocols", "exposure", "claims", "scenario", "choice", "recordings")
CLUES = clues_of("tor-circuit")
ASKED: dict[str, Callable[..., Any]] = {
    "Presence.median_wait mailbox": lambda value: Presence().median_wait(mailbox=value),
    "Presence.mean_wait mailbox": lambda value: Presence().mean_wait(mailbox=value),
    "Presence.delivered_within mailbox": lambda value: Presence().delivered_within(24, mailbox=value),
    "Radio.wakeups_per_day push": lambda value: Radio().wakeups_per_day(push=value),
    "Radio.awake_share push": lambda value: Radio().awake_share(push=value),
    "Radio.joules_per_day push": lambda value: Radio().joules_per_day(push=value),
    "OnionRouting.circuit_compromise uniform": lambda value: OnionRouting().circuit_compromise(value),
    "OpenPhone.on_screen timer": lambda value: OpenPhone().on_screen(timer=value),
    "OpenPhone.on_device linkable": lambda value: OpenPhone().on_device(linkable=value),
    "OpenPhone.read timer": lambda value: OpenPhone().read("signal", timer=value),
    "OpenPhone.read linkable": lambda value: OpenPhone().read("signal", linkable=value),
    "theft keep_history": lambda value: megolm.theft("AB", keep_history=value),
    "theft own_copies": lambda value: static.theft("AB", own_copies=value),
    "theft keep_previous": lambda value: bramble.theft("AB", keep_previous=value),
    "hop_by_hop padded": lambda value: onion.hop_by_hop(1, padded=value),
    "openings padded": lambda value: onion.openings(1, padded=value),
    "bit_flips padded": lambda value: onion.bit_flips(1, padded=value),
    "packet_for_path padded": lambda value: onion.packet_for_path(1, padded=value),
    "exposure correlate": lambda value: exposure("tor-circuit", [], correlate=value),
    "learned_rows correlate": lambda value: learned_rows("tor-circuit", [], correlate=value),
    "expect correlate": lambda value: expect(CLUES, 0.1, value),
    "knowledge correlate": lambda value: knowledge(CLUES, [0], value),
    "link_by_hop correlate": lambda value: link_by_hop(CLUES, Coalitions([0]), value, 1),
    "exposure_levels correlate": lambda value: exposure_levels("tor-circuit", "entry", correlate=value),
    "report only_failing": lambda value: report("signal", only_failing=value),
    "report as_json": lambda value: report("signal", as_json=value),
}
FRAMES = {  # made by the course's own code from what was checked before
    *("Bar.place more", "Bar.words more", "comparison also", "contest also", "onion_hops later")
}


def switches() -> Iterator[str]:
    """Name every argument of a public function or method that is True or False."""
    for room in ROOMS:
        package = importlib.import_module(f"guidekit.{room}")
        for found in pkgutil.walk_packages(package.__path__, f"guidekit.{room}."):
            module = importlib.import_module(found.name)
            for name, thing in vars(module).items():
                if name[0] == "_" or getattr(thing, "__module__", "") != module.__name__:
                    continue
                members = vars(thing).items() if inspect.isclass(thing) else [("", thing)]
                for method, function in members:
                    if method[:1] == "_" or not inspect.isfunction(function):
                        continue
                    for argument, annotation in function.__annotations__.items():
                        if annotation == "bool" and argument != "return":
                            yield f"{'.'.join(filter(None, (name, method)))} {argument}"


def test_every_switch_is_asked_here():
    assert guidekit.__path__
    assert set(switches()) == set(ASKED) | FRAMES


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("wrong", ["no", "yes", "", 0, 1, None, [False]])
def test_a_word_or_a_number_is_no_switch(name, wrong):
    with pytest.raises(ValueError, match=rf"^{name.split()[-1]} = .* is neither True nor False$"):
        ASKED[name](wrong)


@given(st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.lists(st.booleans()), st.binary()))
def test_nothing_but_true_and_false_is_a_switch(value):
    with pytest.raises(ValueError, match="is neither True nor False"):
        switch("mailbox", value)


@pytest.mark.parametrize("value", [True, False, np.True_, np.False_])
def test_true_and_false_are_switches(value):
    assert switch("mailbox", value) is bool(value)
