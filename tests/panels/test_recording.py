"""Recordings: each state is what a fresh panel shows, and the pictures add up to the ones of the panel."""

from __future__ import annotations

import io
import json
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

import guidekit as gk
from guidekit.drawing.canvas import Canvas
from guidekit.drawing.layers import encode_layer, encode_webp
from guidekit.panels.recording import ALONE, STATES, Grid, _stops, _thinned
from guidekit.panels.surface import show


def delay() -> gk.panels.panel.Panel:
    presets = {"No exit": {"hops": 1}, "Many bad": {"adversary": 0.37}, "Slow": {"hop_failure": 0.2}}
    return gk.explore(
        gk.exhibits.start.trade_off, gk.models.OnionRouting(), ["hops", "adversary"], presets, size=(7, 3)
    )


def opened(pack: bytes) -> tuple[dict, list[bytes]]:
    length = int.from_bytes(pack[:4], "little")
    header = json.loads(zlib.decompress(pack[4 : 4 + length]))
    return header, [pack[4 + length + at :][:size] for at, size in header["places"]]


def pixels(webp: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(webp)).convert("RGBA")).astype(int)


def test_each_state_is_what_a_fresh_panel_shows():
    panel = delay()
    recording = panel.record(states=20)
    for at in (0, 5, len(recording.states) - 1, recording.opening["start"], *recording.opening["presets"]):
        state = recording.states[at]
        base = panel.start.but(hop_failure=0.2) if at >= len(recording.states) // 2 else panel.start
        fresh = show(panel.exhibit, base.but(**state["values"]), Canvas(panel.size))
        assert state["sentence"] == fresh


def test_the_presets_are_states_and_what_no_knob_turns_has_a_grid_of_its_own():
    panel = delay()
    grid = Grid.of(panel, 20)
    assert grid.bases == (panel.start, panel.start.but(hop_failure=0.2))
    assert grid.count == 2 * grid.group
    recording = panel.record(states=20)
    assert recording.opening["presets"] == [grid.models().index(model) for model in panel.presets]
    assert 0.37 in recording.axes[1].stops


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_background_and_a_layer_are_the_picture(theme):
    panel = delay()
    header, pictures = opened(panel.record(states=8).pack(theme))
    group = len(header["states"]) // 2
    for at, state in enumerate(header["states"]):
        canvas = Canvas(panel.size, dark=theme == "dark")
        base = panel.start.but(hop_failure=0.2) if at >= group else panel.start
        show(panel.exhibit, base.but(**state["values"]), canvas)
        ground, layer = pixels(pictures[at // group]), pictures[2 + at]
        if layer:
            over = pixels(layer)
            assert set(np.unique(over[..., 3])) <= {0, 255}  # nothing is blended
            ground = np.where(over[..., 3:] == 255, over, ground)
        off = np.abs(ground[..., :3] - canvas.pixels()[..., :3].astype(int))
        assert off.mean() < 1.5  # 64 colours
        assert (off.max(axis=2) > 60).mean() < 0.002


def test_the_same_panel_gives_the_same_bytes():
    assert delay().record(states=6).pack("dark") == delay().record(states=6).pack("dark")


def test_fewer_states_where_the_pictures_have_many_bytes():
    panel = delay()
    small = panel.record(budget=40_000)
    assert 2 < len(small.states) < len(Grid.of(panel, STATES).models())
    assert max(sum(map(len, {*pictures})) for pictures in small.pictures.values()) <= 40_000


def test_a_covered_panel_is_recorded_with_its_answer():
    gk.predict("test-recorded", "How many?", 0, 1, "%")
    panel = gk.explore(
        gk.exhibits.start.trade_off, gk.models.OnionRouting(), ["hops"], prediction="test-recorded"
    )
    assert panel.covered
    start = panel.record(states=3)
    value, words = start.states[start.opening["start"]]["answer"]
    assert (round(value), words) == (181, "181 ms")
    assert start.opening["prediction"] == "test-recorded"
    assert [state for state in start.states if "answer" in state] == [start.states[start.opening["start"]]]


def test_a_refused_state_says_why_and_has_no_picture():
    panel = gk.explore(gk.exhibits.relays.mixnet, gk.models.PoissonMixnet(), ["rate", "mean_delay"])
    recording = panel.record(states=16)
    for state, layer in zip(recording.states, recording.pictures["light"][1:], strict=True):
        assert ("problem" in state) <= (not layer)
        assert ("problem" in state) != ("sentence" in state)


def test_a_table_has_no_pictures_and_each_of_its_pages():
    panel = gk.explore(gk.exhibits.exposure.server_counts, gk.exposure.OneServer())
    recording = panel.record()
    assert recording.pictures == {}
    assert len({state["html"] for state in recording.states}) > 1


def test_what_cannot_be_recorded_is_told_to_the_page():
    panel = gk.explore(
        gk.exhibits.keys.habits, gk.models.Theft(), ["turns", "stolen_after", "rotation", "keys"]
    )
    controls = {spec["name"]: spec for spec in panel.record(states=12).opening["controls"]}
    assert controls["turns"]["locked"]
    assert 2 < len(controls["stolen_after"]["stops"]) <= 12
    assert "locked" not in controls["stolen_after"]


def test_one_knob_has_most_of_its_stops():
    panel = gk.explore(gk.exhibits.relays.patience, gk.models.Patience(), ["seconds"])
    (axis,) = Grid.of(panel, STATES).axes
    (spec,) = panel.controls
    assert len(axis.stops) == ALONE < len(list(_stops(spec)))
    assert (axis.stops[0], axis.stops[-1]) == (spec["low"], spec["high"])


@settings(max_examples=200)
@given(st.lists(st.integers(-50, 50), min_size=2, max_size=80, unique=True), st.integers(1, 90), st.data())
def test_thinning_keeps_the_ends_and_what_must_stay(stops, most, data):
    stops = sorted(stops)
    must = data.draw(st.lists(st.sampled_from([*stops, 0.5]), max_size=3, unique=True))
    kept = _thinned(stops, must, most)
    assert kept == sorted(kept)
    assert set(must) <= set(kept) <= {*stops, 0.5}
    assert len(kept) <= max(most, len(must))
    if most >= len(must) + 2:
        assert {stops[0], stops[-1]} <= set(kept) or 0.5 in must
    if most >= len(stops) + 1:
        assert set(stops) <= set(kept)


def test_old_words_do_not_shine_through_a_picture_that_is_shown_smaller():
    canvas, pictures = Canvas((8.6, 4)), []
    for stolen_after in (6, 7):
        show(gk.exhibits.keys.key_strip, gk.models.KeyStrip(stolen_after=stolen_after), canvas)
        pictures.append(canvas.pixels())
    ground, whole = pictures
    layer = np.asarray(Image.open(io.BytesIO(encode_layer(whole, ground))).convert("RGBA"))
    small = [
        Image.fromarray(picture).convert("RGBa").resize((520, 242), Image.Resampling.BILINEAR)
        for picture in (ground, layer, whole)
    ]
    below, over, wanted = (picture.convert("RGBA") for picture in small)
    off = np.abs(np.asarray(Image.alpha_composite(below, over)).astype(int) - np.asarray(wanted))
    assert (off.max(axis=2) > 40).sum() == 0  # without a rim: more than a hundred pixels


def test_a_layer_is_empty_where_nothing_differs_and_never_larger_than_its_picture():
    canvas = Canvas((4, 2))
    show(gk.exhibits.start.trade_off, gk.models.OnionRouting(), canvas)
    one = canvas.pixels()
    show(gk.exhibits.start.trade_off, gk.models.OnionRouting(hops=5), canvas)
    other = canvas.pixels()
    assert encode_layer(one, one) == b""
    assert 0 < len(encode_layer(other, one)) <= len(encode_webp(other))
