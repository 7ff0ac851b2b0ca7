"""The outcomes of the four networks are drawn and written as the models say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from guidekit.drawing.page import Page
from guidekit.drawing.sketch import Sketch, marks
from guidekit.exhibits.tradeoffs import outcomes
from guidekit.exhibits.tradeoffs.scales import SCALES
from guidekit.scenario import METRICS, WAYS, Comparison
from guidekit.words import percent


def test_a_hundred_messages_are_there_as_soon_as_the_model_says():
    model = Comparison(on_hours=2.0, adversary=0.2)
    table, figure = model.table(), Figure(figsize=(8.4, 3.9))
    said = outcomes.arrivals(model, figure)
    hour, day = (table.loc[f"delivered within 1 {unit}"] for unit in ("hour", "day"))
    for share in (hour["peer-to-peer"], hour["centralized"], day["peer-to-peer"], day["centralized"]):
        assert percent(share) in said
    assert said.value == hour["peer-to-peer"]
    drawn = {colour: 0 for colour in ("focus", "focus_tint", "unknown")}
    ink = Sketch(Figure()).ink
    for shape in marks(figure).shapes:
        for role in drawn:
            if shape.fill == getattr(ink, role) and not shape.edge and len(shape.path.vertices) > 5:
                drawn[role] += len(shape.path.vertices)
    there, late = (sum(round(100 * share) for share in each) for each in (hour, day))
    assert drawn["focus_tint"] == late - there  # the fills; a rim of the role of its edge lies under each
    assert drawn["focus"] == there + late
    assert drawn["unknown"] == 400 - late


@pytest.mark.parametrize(
    "changes", [{}, {"adversary": 0.4}, {"room": 50}, {"relays": "yes", "mailbox": "yes"}]
)
def test_the_worst_of_each_row_is_the_worst(changes):
    model = Comparison(**changes)
    values = model.values()
    said = outcomes.deciding_rows(model, Figure(figsize=(8.4, 4)))
    chosen = outcomes._deciding(model)
    worst = 0
    for metric in chosen:
        row = {name: values[name][metric] for name in WAYS}
        bad = max(row.values()) if METRICS[metric].better == "low" else min(row.values())
        last = outcomes.last_places(metric, row)
        assert not last or bad in [row[name] for name in last]
        worst += "centralized" in last
    assert said.value == worst


def test_the_rows_are_chosen_by_how_much_the_four_differ():
    chosen, found = outcomes._deciding(Comparison()), Comparison().values()
    assert len(chosen) == 7

    def spread(metric: str) -> float:
        places = [SCALES[metric].place(found[name][metric]) for name in WAYS]
        return max(places) - min(places)

    subjects = [metric.split(".")[0] for metric in chosen]
    assert len(set(subjects)) == 7
    for metric in METRICS:
        of_its_subject = [one for one in chosen if one.split(".")[0] == metric.split(".")[0]]
        assert spread(metric) <= max(map(spread, of_its_subject or chosen[-1:]), default=0) + 1e-6
    assert chosen == outcomes._deciding(Comparison(adversary=0.5, room=9))  # rows do not jump under a hand


@given(st.dictionaries(st.sampled_from(WAYS), st.floats(0, 1), min_size=4))
def test_nobody_is_worst_where_all_are_alike(values):
    alike = dict.fromkeys(WAYS, values["centralized"])
    assert outcomes.last_places("link.both", alike) == []
    last = outcomes.last_places("link.both", values)
    assert len(last) < 4 or max(values.values()) - min(values.values()) > 0


def test_a_page_says_how_each_number_came_about():
    page = Page()
    outcomes.numbers(Comparison(), page)
    assert page.html.count('scope="row"') == len(METRICS)
    for way in Comparison().four().values():
        for outcome in way.answers():
            assert outcome.how.split(",")[0].split("(")[0] in page.html.replace("&#x27;", "'")
