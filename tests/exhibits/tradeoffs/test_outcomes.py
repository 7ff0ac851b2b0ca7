"""The outcomes of the four networks are drawn and written as the models say."""

from __future__ import annotations

from matplotlib.figure import Figure

from guidekit.drawing.page import Page
from guidekit.exhibits.tradeoffs import outcomes
from guidekit.scenario import METRICS, WAYS, Comparison
from guidekit.words import duration, percent


def test_the_numbers_in_the_sentence_are_the_model_s():
    model = Comparison(on_hours=2.0, adversary=0.2)
    table = model.table()
    said = outcomes.delivery(model, Figure())
    for name in WAYS:
        assert percent(table.loc["delivered within 1 hour", name]) in said
    assert percent(table.loc["delivered within 1 day", "peer-to-peer"]) in said
    assert said.value == table.loc["delivered within 1 hour", "peer-to-peer"]
    told = outcomes.numbers(model, Page())
    for name in WAYS:
        assert duration(table.loc["median latency", name]) in told
        assert percent(table.loc["who talks to whom, to machines on the way", name]) in told


def test_last_is_last():
    said = outcomes._last_places(Comparison())
    assert "Centralized: 3, such as “lost when the largest party fails”." in said


def test_a_page_says_how_each_number_came_about():
    page = Page()
    outcomes.numbers(Comparison(), page)
    assert page.html.count('scope="row"') == len(METRICS)
    for way in Comparison().four().values():
        for outcome in way.answers():
            assert outcome.how.split(",")[0].split("(")[0] in page.html.replace("&#x27;", "'")
