"""Delays over relays are those of the models and of the recordings, and the misfit between both is said."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from guidekit.drawing.canvas import Canvas
from guidekit.exhibits.relays import delays
from guidekit.models import OnionRouting, Retries
from guidekit.panels.surface import show
from guidekit.recordings import CircuitDelays, RelayFailures, series
from guidekit.recordings.reading import recording
from guidekit.words import duration, number
from tests.drawing.boxes import labels, overlaps
from tests.exhibits.everywhere import curve, drawn, written


def test_retries_bring_messages_and_cost_time():
    none, five = (Retries(hop_failure=0.1, retries=n) for n in (0, 5))
    assert none.arrives() < five.arrives()
    assert none.delay(0.95) < five.delay(0.95)


@pytest.mark.parametrize("retries", [0, 1, 5])
@pytest.mark.parametrize("failure", [0.0, 0.03, 0.5])
def test_a_hundred_messages_are_drawn_by_the_try_with_which_they_arrive(retries, failure):
    sheet, model = Canvas((8.6, 3.0)), RelayFailures(retries=retries, hop_failure=failure)
    said = show(delays.retries, model, sheet)
    through = (1 - failure) ** 3
    first, all_tries = round(100 * through), round(100 * (1 - (1 - through) ** (retries + 1)))
    counts = [str(first), str(all_tries - first), str(100 - all_tries)]
    assert [label.words for label in labels(sheet) if label.words.isdigit()] == counts
    assert said.value == 100 - first
    assert not overlaps(sheet)


def test_one_message_arrives_where_several_arrive():
    said = delays.retries(RelayFailures(hops=7, hop_failure=0.5), Figure())
    assert said.startswith("Of a hundred messages 1 arrives at the first try, and 0 after a retry.")


def test_silence_was_not_noticed_and_the_sentence_says_for_how_long():
    found = recording("tor_failure").set_index("kind")
    loud, silent = (delays.retries(RelayFailures(fails=how), Figure()) for how in ("loud", "silent"))
    assert f"noticed after {number(found.detected_s['killed'])} s" in loud
    assert f"not noticed within {duration(found.waited_s['frozen'])}" in silent


def test_the_misfit_of_round_trips_is_shown_and_said():
    figure = Figure()
    said = delays.circuit_round_trips(OnionRouting(), figure)
    for part in (
        "says 216 ms; measured were 100 ms",
        "says 360 ms; measured were 400 ms",
        "says 614 ms; measured were 890 ms",
        "factor 0.39 at 99 %",
    ):
        assert part in said
    residuals = next(a for a in figure.axes[0].lines if a.get_label() == "_residuals")
    assert len(residuals.get_xdata()) == 3 * 23


def test_no_setting_of_the_model_fits_both_ends():
    places, value = series("torperf-2019", "circuit-rtt")

    def misfit(spread):  # the delay of a link only scales all quantiles, so its best value is known
        ratio = np.log(np.quantile(OnionRouting(link_spread=spread).round_trip(4000), places / 100) / value)
        return float(np.ptp(ratio)) / 2

    assert min(misfit(spread) for spread in np.linspace(0.1, 1.5, 29)) > np.log(1.25)


@pytest.mark.parametrize("delay", ["10", "20"])
def test_trips_are_drawn_as_recorded_beside_the_formulas(delay):
    model = CircuitDelays(delay)
    said, figure = drawn(delays.trips, model)
    rows = recording("tor_hops").query(f"delay_ms == {delay} and outcome == 'ok' and hops > 0")
    hops, shown = curve(figure.axes[0], "recorded")
    medians = rows.groupby("hops").rtt_ms.median()
    assert hops.tolist() == list(range(2, 9))
    assert shown == pytest.approx(medians.loc[hops].to_numpy())
    worst = max(medians[h] / (2 * h * int(delay)) - 1 for h in hops)
    assert f"what was measured is at most {100 * worst:.2g} % more" in said
    assert curve(figure.axes[0], "_onion")[0].tolist() == [7]


def test_without_delay_only_work_is_left():
    said, figure = drawn(delays.trips, CircuitDelays("0"))
    assert "what is left is work" in said
    assert (curve(figure.axes[0], "the model")[1] == 0).all()


@pytest.mark.parametrize(
    ("timeout", "third"), [(2.0, "30.3 times too short"), (60.0, "as long as what was measured")]
)
def test_no_time_out_fits_all_failures(timeout, third):
    said, _ = written(delays.relay_failures, Retries(timeout=timeout))
    found = recording("tor_failure").set_index("kind").detected_s
    assert pd.isna(found["frozen"])
    assert f"is {number(timeout / found['killed'])} times too long for the killed one" in said
    assert said.endswith(f"While a circuit is built it is {third}.")


def test_silence_gives_a_bound_only():
    assert "at least 7.5 times too short" in written(delays.relay_failures, Retries())[0]
    assert "longer than anybody watched" in written(delays.relay_failures, Retries(timeout=20.0))[0]
    assert all(
        "as long as anybody watched" in out for out in written(delays.relay_failures, Retries(timeout=15))
    )


def test_the_choices_are_the_delays_that_were_recorded():
    with pytest.raises(ValueError, match="allowed: 0, 10, 20"):
        CircuitDelays("50")
