"""The pictures of a theft mark exactly what the models say is read."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from guidekit.exhibits.keys import thefts
from guidekit.models import Theft
from tests.thefts import THEFTS


@pytest.mark.parametrize("model", THEFTS)
def test_the_timeline_marks_exactly_what_is_read(model):
    figure = Figure()
    thefts.timeline(model, figure)
    (ax,) = figure.axes
    drawn = {found.get_label(): found.get_xydata() for found in ax.lines}
    for height, name in thefts._heights(thefts._ROWS):
        for sender in "AB":
            own = {m for m, writer in enumerate(model.turns) if writer == sender}
            read = own & set(model.opened(name))
            for kind, expected in (("read", read), ("closed", own - read)):
                shown = {int(x) for x, y in drawn[f"{sender}: {kind}"] if abs(y - height) < 0.3}
                assert shown == expected, (name, sender, kind)


def test_who_wrote_and_what_is_read_differ_by_more_than_colour():
    figure = Figure()
    thefts.timeline(Theft(), figure)
    marks = {found.get_label(): found for found in figure.axes[0].lines}
    for kind in ("read", "closed"):
        assert marks[f"A: {kind}"].get_marker() != marks[f"B: {kind}"].get_marker()
    for sender in "AB":
        read, closed = marks[f"{sender}: read"], marks[f"{sender}: closed"]
        assert read.get_markersize() > closed.get_markersize()
        assert closed.get_markerfacecolor() != closed.get_markeredgecolor()  # empty
        assert read.get_markerfacecolor() == read.get_markeredgecolor()  # full


def test_the_numbers_in_the_sentences_are_the_model_s():
    fewest, apps = thefts.message_count(Theft(), Figure()).split("The keys that apps keep")
    for said, counted in ((fewest, (21, 23, 20)), (apps, (40, 27, 40))):
        assert "read 2 messages in Signal's specification and 0 in Olm." in said
        assert "In Megolm they read {}, and in Bramble {}. With a static key they read {}.".format(
            *counted
        ) in (said)
    said = thefts.message_count(Theft(), Figure())
    assert (said.answer, said.value) == ("2 messages", 2)
    split = thefts.timeline(Theft(minutes_between=10), Figure())
    assert "One is written every 10 minutes. The thief finds the fewest keys, and reads" in split
    assert "Olm: 0 and 0. Megolm: 1 and 20. Bramble: 20 and 20. A static key: 10 and 10." in split
    healed = thefts.healing(Theft("BBBBABBABBBB", 3), Figure())
    assert "Signal's specification closes again from message 7 on, when A has answered twice" in healed
    assert "Olm closes again from message 4 on, when A has answered once." in healed
