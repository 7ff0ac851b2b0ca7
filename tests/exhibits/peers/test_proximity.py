"""The picture of a walk and its sentence agree."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from guidekit.exhibits.peers import proximity
from guidekit.models import NearbyPeople
from guidekit.words import percent


def test_the_sentence_of_a_walk_counts_what_the_picture_shows():
    figure = Figure()
    model = NearbyPeople(relay="epidemic", hours=0.5)
    said = proximity.nearby_people(model, figure)
    drawn = next(a for a in figure.axes[0].lines if a.get_label() == "_carriers")
    holds = model.carriers()
    assert len(drawn.get_xdata()) == holds[2:].sum()
    assert f"carried by {1 + holds[2:].sum()} people and has" in said
    assert percent(model.chance()) in said


@pytest.mark.parametrize("relay", ["direct", "two-hop", "epidemic"])
def test_the_words_on_the_map_turn_with_the_place(relay):
    figure = Figure()
    for hours in (0.1, 3.0):
        proximity.nearby_people(NearbyPeople(relay=relay, hours=hours), figure)
    words = next(t for t in figure.axes[1].texts if t.get_text().endswith("%"))
    chance = NearbyPeople(relay=relay, hours=3.0).chance()
    assert words.get_verticalalignment() == ("top" if chance > 0.85 else "bottom")
