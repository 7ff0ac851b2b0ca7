"""Lesson 08's exhibits, over their whole range."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from guidekit.drawing.canvas import Canvas
from guidekit.drawing.page import Page
from guidekit.exhibits.tradeoffs import outcomes as tradeoffs
from guidekit.exhibits.tradeoffs import sentences as flips
from guidekit.exhibits.tradeoffs.scales import SCALES, Scale
from guidekit.knobs import knobs_of
from guidekit.panels.panel import show
from guidekit.scenario import METRICS, WAYS, Comparison
from guidekit.scenario.flips import Flips
from guidekit.scenario.sides import ABOUT
from guidekit.words import duration, percent

SIZES = {tradeoffs.delivery: (7.0, 4.0), tradeoffs.overview: (7.0, 6.4), flips.flip: (7.0, 4.0)}
EXTREMES = [
    Comparison(),
    Comparison(on_hours=1 / 60, off_hours=168, adversary=0.5, watched=1.0, room=100, users=1000),
    Comparison(
        on_hours=24, off_hours=1 / 60, adversary=0.0, watched=0.0, room=2, mailbox="yes", relays="yes"
    ),
]


def comparisons():
    def of(rule):
        if rule.choices:
            return st.sampled_from(rule.choices)
        return st.integers(int(rule.low), int(rule.high)) if rule.whole else st.floats(rule.low, rule.high)

    return st.builds(Comparison, **{name: of(rule) for name, rule in knobs_of(Comparison).items()})


def fine(sentence):
    assert sentence[0].isupper() or sentence[0] == "“"
    assert sentence.endswith(".")
    assert "nan" not in sentence


@pytest.mark.parametrize("exhibit", [tradeoffs.delivery, tradeoffs.overview, tradeoffs.numbers])
def test_over_the_whole_range(exhibit):
    sheet = Canvas(SIZES.get(exhibit, (7.0, 4.0)))

    @settings(max_examples=25)
    @given(model=comparisons())
    def check(model):
        surface = Page() if exhibit is tradeoffs.numbers else sheet
        fine(show(exhibit, model, surface))
        if surface is sheet:
            assert sheet.png().startswith(b"\x89PNG")
        else:
            assert surface.html.count("<tr>") == len(METRICS) + 1

    check()


@pytest.mark.parametrize("claim", ABOUT)
def test_every_sentence_is_drawn_over_the_whole_slider(claim):
    sheet = Canvas()
    for place in (0.0, 0.3, 0.5, 0.8, 1.0):
        fine(show(flips.flip, Flips(claim, place), sheet))
        inside(sheet, (claim, place))


@pytest.mark.parametrize("exhibit", [tradeoffs.delivery, tradeoffs.overview])
def test_words_stay_on_the_picture(exhibit):
    sheet = Canvas(SIZES[exhibit])
    for model in EXTREMES:
        show(exhibit, model, sheet)
        inside(sheet, model)


def inside(sheet, what):
    sheet.png()
    for ax in sheet.axes:
        for text in [*ax.texts, ax.title, ax._left_title, ax.xaxis.label, ax.yaxis.label]:
            box = text.get_window_extent()
            if text.get_visible() and text.get_text():
                assert box.x0 >= 0, (what, text.get_text())
                assert box.x1 <= sheet.bbox.x1, (what, text.get_text())
                assert box.y1 <= sheet.bbox.y1 + 1, (what, text.get_text())


def test_the_numbers_in_the_sentence_are_the_model_s():
    model = Comparison(on_hours=2.0, adversary=0.2)
    table = model.table()
    said = tradeoffs.delivery(model, Figure(), guess=0.5)
    for name in WAYS:
        assert percent(table.loc["delivered within 1 hour", name]) in said
    assert percent(table.loc["delivered within 1 day", "peer-to-peer"]) in said
    assert "You predicted 50 %" in said
    told = tradeoffs.numbers(model, Page())
    for name in WAYS:
        assert duration(table.loc["median latency", name]) in told
        assert percent(table.loc["who talks to whom, to machines on the way", name]) in told


def test_last_is_last():
    said = tradeoffs.worst(Comparison())
    assert "centralized in 3 (such as “lost when the largest party fails”)" in said


def test_a_page_says_how_each_number_came_about():
    page = Page()
    tradeoffs.numbers(Comparison(), page)
    for way in Comparison().four().values():
        for outcome in way.answers():
            assert outcome.how.split(",")[0].split("(")[0] in page.html.replace("&#x27;", "'")


def test_the_flip_in_the_sentence_is_the_curve_s():
    model = Flips("p2p.con.both-online")
    said = flips.flip(model, Figure())
    assert f"It flips at {flips.setting_words(model.curve().rule, model.curve().flips_at)}" in said
    assert "It does not flip anywhere from 2 people to 100 people." in flips.flip_sentence(
        Flips("federated.con.metadata")
    )


def test_a_scale_runs_from_worst_to_best():
    for metric, scale in SCALES.items():
        assert (scale.place(scale.worst), scale.place(scale.best)) == (0, 1)
        assert (scale.best > scale.worst) == (METRICS[metric].better == "high")
    assert Scale(100, 0, "log from 0").place(0) == 1
    assert Scale(1.0, 0.0).place(7) == 0
