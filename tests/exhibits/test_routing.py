"""The further panels of lesson 07: they stand every knob, and their numbers are the models' or the data's."""

from __future__ import annotations

import numpy as np
import pytest
from everywhere import speaks_everywhere, words_stay
from matplotlib.figure import Figure

from guidekit.drawing.page import Page
from guidekit.exhibits.relays import delays, hiding, measured, mixing, torperf
from guidekit.exhibits.relays import paths as peeling
from guidekit.exhibits.relays import storage as swarm
from guidekit.exposure import HiddenEnds
from guidekit.models import (
    FeatureRollout,
    KeyBackup,
    NewNodes,
    OnionRouting,
    Patience,
    PoissonMixnet,
    Retries,
    StoredCopies,
    Trilemma,
)
from guidekit.protocols.onion import Onion
from guidekit.recordings import Downloads, LargestRelays, RelaySurvival, series
from guidekit.recordings.tor import SIZES, relays
from guidekit.tables.query import load

PICTURES = [
    (delays.retries, Retries),
    (delays.patience, Patience),
    (delays.adoption, FeatureRollout),
    (measured.largest_relays, LargestRelays),
    (torperf.round_trips, OnionRouting),
    (torperf.downloads, Downloads),
    (torperf.survival, RelaySurvival),
    (swarm.swarm, StoredCopies),
    (swarm.hosting, NewNodes),
    (swarm.key_loss, KeyBackup),
    (mixing.mixnet, PoissonMixnet),
    (mixing.trilemma, Trilemma),
]
PAGES = [(peeling.layer_keys, Onion), (hiding.who_hides, HiddenEnds)]


@pytest.mark.parametrize(("exhibit", "cls"), PICTURES + PAGES)
def test_over_the_whole_range(exhibit, cls):
    speaks_everywhere(exhibit, cls)


@pytest.mark.parametrize(("exhibit", "cls"), PICTURES)
def test_words_stay_on_the_picture(exhibit, cls):
    words_stay(exhibit, cls)


@pytest.mark.parametrize("cls", [LargestRelays, Downloads, RelaySurvival, Onion, HiddenEnds])
def test_a_wrong_knob_is_refused_in_words(cls):
    name = next(iter(cls.__dataclass_fields__))
    for value in (float("nan"), -1, "nothing", None):
        with pytest.raises(ValueError, match=f"{cls.__name__}.{name} = .*allowed: "):
            cls(**{name: value})


def test_a_preset_or_series_that_does_not_exist_is_refused_in_words():
    with pytest.raises(ValueError, match=r"there is no preset 'tor-1999'; allowed: tor-2018"):
        relays("tor-1999", "exit")
    with pytest.raises(ValueError, match=r"there is no kind of relay 'lamp'; allowed: guard, middle, exit"):
        relays("tor-2018", "lamp")
    with pytest.raises(ValueError, match=r"there is no dataset 'torperf'; allowed: torperf-2019"):
        series("torperf", "circuit-rtt")
    with pytest.raises(ValueError, match=r"there is no series of torperf-2019 'rtt'; allowed: "):
        series("torperf-2019", "rtt")
    with pytest.raises(ValueError, match=r"LargestRelays.preset = 'tor-1999' is not one of its choices"):
        LargestRelays(preset="tor-1999")


def test_every_key_opens_its_own_layer_and_the_size_tells():
    said = peeling.layer_keys(Onion(), Page())
    assert said.startswith("16 keys are tried on packets and 4 open one, each party's key its own layer only")
    assert "412, 360, 308, 256 bytes long, 52 less at each hop" in said
    padded = peeling.layer_keys(Onion(padded="yes"), Page())
    assert padded.endswith("every packet is 1,024 bytes long.")


def test_the_largest_relays_are_those_of_the_consensus():
    weights = load("measured").query("dataset == 'tor-weights-2018' and x == 10").set_index("series").value
    model = LargestRelays(10)
    assert model.linked() == pytest.approx(weights["guard"] * weights["exit"], rel=1e-6)
    assert relays("tor-2018", "guard").effective() == pytest.approx(865, rel=0.02)
    assert relays("tor-2018", "exit").effective() == pytest.approx(252, rel=0.03)
    assert model.linked() > 50 * model.if_equal()


def test_the_misfit_of_round_trips_is_shown_and_said():
    figure = Figure()
    said = torperf.round_trips(OnionRouting(), figure)
    for part in (
        "216 ms against 100 ms",
        "360 ms against 400 ms",
        "614 ms against 890 ms",
        "factor 0.39 at 99 %",
    ):
        assert part in said
    residuals = next(a for a in figure.axes[0].lines if a.get_label() == "_gaps")
    assert len(residuals.get_xdata()) == 3 * 23


def test_no_setting_of_the_model_fits_both_ends():
    places, value = series("torperf-2019", "circuit-rtt")

    def misfit(spread):  # the delay of a link only scales all quantiles, so its best value is known
        ratio = np.log(np.quantile(OnionRouting(link_spread=spread).round_trip(4000), places / 100) / value)
        return float(np.ptp(ratio)) / 2

    assert min(misfit(spread) for spread in np.linspace(0.1, 1.5, 29)) > np.log(1.25)


def test_downloads_are_the_measured_ones():
    model = Downloads()
    assert model.measured() == Patience().times
    assert model.straight(SIZES[0]) == pytest.approx(model.measured()[0])
    assert model.straight(SIZES[2]) == pytest.approx(model.measured()[2])
    assert "6.9 % too little." in torperf.downloads(model, Figure())


def test_the_exponential_is_fitted_and_still_misses():
    hours, listed = series("tor-churn-2019", "still-listed")

    def misfit(days):
        model = RelaySurvival(days)
        return sum((model.share(float(h)) - float(m)) ** 2 for h, m in zip(hours, listed, strict=True))

    assert misfit(132.0) < min(misfit(130.0), misfit(134.0))
    assert "3.2 points at 12 hours." in torperf.survival(RelaySurvival(), Figure())


def test_who_hides_all_three():
    said = hiding.who_hides(HiddenEnds(), Page())
    assert "all three are hidden on: Briar over Tor; Session, a closed group." in said
    assert "on 0 of 5 ways." in said
    compared = hiding.who_hides(HiddenEnds("yes"), Page())
    assert compared.endswith("on 2 of 5 ways: a web page over a Tor circuit; Briar over Tor.")


def test_more_copies_arrive_more_often_and_show_more():
    models = [StoredCopies(adversary=0.2, swarm=n) for n in range(1, 16)]
    assert sorted(m.arrives() for m in models) == [m.arrives() for m in models]
    assert sorted(m.link_exposure() for m in models) == [m.link_exposure() for m in models]
    assert "link 16 % of the messages (our own model)" in swarm.swarm(models[6], Figure())


def test_a_host_gains_what_everyone_gains():
    said = swarm.hosting(NewNodes(), Figure())
    assert "fall from 1 % to 0.99975 %, for the host as for everyone." in said


def test_the_drawn_curve_goes_through_the_marked_point():
    figure = Figure()
    swarm.hosting(NewNodes(joined=5000), figure)
    curve, everyone, host = (
        next(a for a in figure.axes[0].lines if a.get_label() == name)
        for name in ("_curve", "everyone", "the host")
    )
    assert everyone.get_ydata() == host.get_ydata() == [NewNodes(joined=5000).linked()]
    assert min(curve.get_ydata()) < host.get_ydata()[0] < max(curve.get_ydata())


def test_retries_bring_messages_and_cost_time():
    none, five = (Retries(hop_failure=0.1, retries=n) for n in (0, 5))
    assert none.arrives() < five.arrives()
    assert none.delay(0.95) < five.delay(0.95)
    assert "at the first try 91 % get through." in delays.retries(Retries(retries=2), Figure())


def test_patience_and_features():
    assert "up to 4.5 MiB in half of the cases" in delays.patience(Patience(), Figure())
    assert "nobody measured" in delays.patience(Patience(seconds=60), Figure())
    said = delays.adoption(FeatureRollout(architecture="anonymous"), Figure())
    assert "after 223 days when the network is anonymous (days otherwise: centralized 95.3" in said


def test_hiding_costs_delay_or_noise():
    assert "hides among 159 senders" in mixing.mixnet(PoissonMixnet(), Figure())
    assert "keeps at least 90 % of certainty" in mixing.trilemma(Trilemma(), Figure())
    assert "keeps at least 0 % of certainty" in mixing.trilemma(Trilemma(noise=0.1), Figure())


def test_backups_are_counted_as_they_are():
    assert "it takes 3 backups." in swarm.key_loss(KeyBackup(), Figure())
    assert "it takes 0 backups." in swarm.key_loss(KeyBackup(phone_loss=0.0), Figure())
