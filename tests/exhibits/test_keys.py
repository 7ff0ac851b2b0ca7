"""The exhibits of lesson 03: over the whole range, with the model's and the libraries' own numbers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from guidekit.drawing.canvas import Canvas
from guidekit.drawing.page import Page
from guidekit.exhibits.keys import runs
from guidekit.exhibits.keys import thefts as keys
from guidekit.models import Theft
from guidekit.panels.panel import show
from guidekit.protocols import olm, prekeys, static

PICTURES = {keys.message_count: (7, 4), keys.timeline: (7, 4.2), keys.healing: (7, 2.8)}
PAGES = [runs.agreement, runs.key_storage]
EXTREMES = [
    Theft(),
    Theft("A", 0),
    Theft("B" * 40, 0),
    Theft("AB" * 20, 39),
    Theft("BBBBABBABBBB", 3),
    Theft("BABABAB" + "B" * 33, 0),
    Theft("B" * 34 + "ABABAB", 33),
    Theft("ABBA", 1, 1, 10_080.0),
]
thefts = st.builds(
    Theft,
    st.text("AB", min_size=1, max_size=40), st.integers(0, 39), st.integers(1, 100), st.floats(1, 10_080),
)  # fmt: skip


@pytest.mark.parametrize("exhibit", PICTURES)
def test_over_the_whole_range(exhibit):
    sheet = Canvas(PICTURES[exhibit])

    @given(thefts)
    def check(model):
        sentence = show(exhibit, model, sheet)
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "nan" not in sentence
        assert sheet.png().startswith(b"\x89PNG")

    check()


@pytest.mark.parametrize("exhibit", PICTURES)
def test_words_stay_on_the_picture(exhibit):
    sheet = Canvas(PICTURES[exhibit])
    for model in EXTREMES:
        show(exhibit, model, sheet)
        sheet.png()
        for text in [text for ax in sheet.axes for text in ax.texts]:
            box = text.get_window_extent()
            if text.get_visible() and text.get_text():
                assert box.x0 >= 0, (model, text.get_text())
                assert box.x1 <= sheet.bbox.x1, (model, text.get_text())
                assert box.y1 <= sheet.bbox.y1, (model, text.get_text())


@pytest.mark.parametrize("model", EXTREMES)
def test_the_timeline_marks_exactly_what_is_read(model):
    figure = Figure()
    keys.timeline(model, figure)
    (ax,) = figure.axes
    drawn = {found.get_label(): found.get_xydata() for found in ax.lines}
    for height, name in keys.conversation_heights(keys.ROWS):
        for sender in "AB":
            own = {m for m, writer in enumerate(model.turns) if writer == sender}
            read = own & set(model.opened(name))
            for kind, expected in (("read", read), ("closed", own - read)):
                shown = {int(x) for x, y in drawn[f"{sender}: {kind}"] if abs(y - height) < 0.3}
                assert shown == expected, (name, sender, kind)


def test_who_wrote_and_what_is_read_differ_by_more_than_colour():
    figure = Figure()
    keys.timeline(Theft(), figure)
    marks = {found.get_label(): found for found in figure.axes[0].lines}
    for kind in ("read", "closed"):
        assert marks[f"A: {kind}"].get_marker() != marks[f"B: {kind}"].get_marker()
    for sender in "AB":
        read, closed = marks[f"{sender}: read"], marks[f"{sender}: closed"]
        assert read.get_markersize() > closed.get_markersize()
        assert closed.get_markerfacecolor() != closed.get_markeredgecolor()  # empty
        assert read.get_markerfacecolor() == read.get_markeredgecolor()  # full


def test_the_numbers_in_the_sentences_are_the_model_s():
    assert "2 in Signal's specification, 0 in Olm, 21 in Megolm, 23 in Bramble and 40 with a static key." in (
        keys.message_count(Theft(), Figure())
    )
    assert keys.message_count(Theft(), Figure(), guess=20).endswith(
        "You predicted 20 messages; the answer here is 2 messages."
    )
    split = keys.timeline(Theft(minutes_between=10), Figure())
    assert "one every 10 minutes, the thief reads" in split
    assert "Olm 0 and 0, Megolm 1 and 20, Bramble 20 and 20," in split
    healed = keys.healing(Theft("BBBBABBABBBB", 3), Figure())
    assert "Signal's specification closes again from message 7 on, when A has answered twice" in healed
    assert "Olm closes again from message 4 on, when A has answered once." in healed


@pytest.mark.parametrize("page", PAGES)
@settings(max_examples=25)
@given(model=thefts)
def test_pages_over_the_whole_range(page, model):
    written = Page()
    sentence = show(page, model, written)
    assert sentence.endswith(".")
    assert written.html.count("<tr>") == 5


@settings(max_examples=40)
@given(model=thefts)
def test_model_and_libraries_agree(model):
    written = Page()
    assert "agree in 4 of 4 protocols" in show(runs.agreement, model, written)
    assert "they differ" not in written.html


def test_a_difference_would_be_shown(monkeypatch):
    monkeypatch.setattr(runs, "ran", lambda name, model, **kept: [0])
    written = Page()
    assert "agree in 0 of 4 protocols" in show(runs.agreement, Theft(), written)
    assert written.html.count("✘ they differ") == 4


@settings(max_examples=25)
@given(model=thefts)
def test_whoever_keeps_more_loses_more(model):
    assert set(runs.ran("bramble", model)) <= set(runs.ran("bramble", model, keep_previous=True))
    assert set(runs.ran("megolm", model)) <= set(runs.ran("megolm", model, keep_history=True))


def test_what_is_kept_at_the_defaults():
    sentence = show(runs.key_storage, Theft(), Page())
    assert "opens 23 in Bramble's rotation" in sentence
    assert "and 27 with those of the period before; 21 in Megolm" in sentence
    assert "and 40 when the first key of each session is kept." in sentence


def test_a_laid_out_frame_has_plain_words_and_keeps_the_library_s_to_hover_over():
    laid = runs.frame_table(prekeys.theft())
    assert "used and deleted</td>" in laid._repr_html_()
    assert "pre-key message" not in repr(laid)
    assert 'title="The pre-key message contained an unknown one-time key: …"' in laid._repr_html_()


def test_a_laid_out_frame_leaves_out_what_says_nothing():
    assert "refused" not in repr(runs.frame_table(static.theft("AB", 1)))
    assert "refused" in repr(runs.frame_table(olm.theft("AB", 1)))
    assert repr(runs.frame_table(olm.theft("AB", 1))).startswith("A's keys are copied after message 1\n")
    assert "snapshot" in repr(runs.frame_table(olm.theft("AB")))  # every theft there can be
