"""The timelines of lesson 02: what the sentence says of a messenger is what its row says."""

from __future__ import annotations

from matplotlib.figure import Figure

from guidekit.exhibits.messengers import timelines
from guidekit.tables.snapshot import Recommendations
from guidekit.tables.wording import messenger_names


def test_a_messenger_is_recommended_since_its_own_day_and_until_it():
    rows, names, figure = Recommendations().rows(), messenger_names(), Figure()
    sentence = timelines.recommendations(Recommendations(), figure)
    late = rows[rows.valid_to.isna() & (rows.valid_from > rows.valid_from.min())]
    ended = rows[rows.valid_to.notna()]
    assert len(late) == 1
    assert all(f"{names[row.messenger]} since {row.valid_from}" in sentence for row in late.itertuples())
    assert all(f"{names[row.messenger]} until {row.valid_to}" in sentence for row in ended.itertuples())
    assert [text.get_text().strip() for text in figure.axes[0].texts] == ["the guide"]
