"""Every exhibit over its whole range: it says one sentence with nothing odd in it, and no words are cut."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from guidekit.choice import PRESETS, Disagreement, Situations, ThreatModel, preset
from guidekit.claims.flips import SENTENCES, Flips
from guidekit.design import ATTACKS, CARDS, Game
from guidekit.drawing.sketch import marks
from guidekit.exposure.question import WhoLearns
from guidekit.models import Theft
from guidekit.panels.panel import writes_page
from guidekit.recordings.reading import origin
from guidekit.scenario import Comparison
from guidekit.tables.snapshot import MESSENGERS
from tests.designs import GAMES, game_of, shapes
from tests.exhibits.everywhere import (
    EXAMPLES,
    anywhere,
    at_the_ends,
    class_of,
    drawn,
    every_exhibit,
    sizes,
    speaks_everywhere,
    words_stay,
    written,
)
from tests.thefts import THEFTS

APART = {
    "keys.frame_table",  # it lays out a frame and takes no model
    "choosing.people_who_help",  # it is no panel, and shows the same always
    "exposure.travel",  # `test_packets` draws every step of every journey
}
EXHIBITS = {name: exhibit for name, exhibit in every_exhibit().items() if name not in APART}
PICTURES = [name for name, exhibit in EXHIBITS.items() if not writes_page(exhibit)]

# Knobs that stand still: other values take seconds or are refused, and no lesson turns these knobs.
STILL: dict[str, dict[str, object]] = {}
# Long links leave the picture.
STILL_ON_PICTURES = {"start.trade_off": {"link_ms": 40.0, "link_spread": 0.6}}
# An exhibit whose models take long is shown fewer of them, and so is one that has only a few.
SLOW = {"operator.partner_rank": 15, "operator.teams": 15} | {
    name: 20 for name in EXHIBITS if name.split(".")[0] not in ("operator", "peers", "relays", "start")
}

# These sentences may hold names only.
NUMBERLESS = {
    *("choosing.messenger_bars", "choosing.wish_changes"),
    *("designing.board", "designing.road", "exposure.who_learns", "messengers.history"),
}

RECORDED = {
    "peers.table_lookups": "dht_lookup",
    "peers.churn": "dht_churn",
    "relays.trips": "tor_hops",
    "keys.library_healing": "libsignal_exposure",
    "operator.envelope": "sealed_sender",
    "federation.archives": "matrix_db_view",
    "federation.events": "matrix_events",
    "federation.deleted_message": "matrix_events",
    "federation.blocked_pairs": "matrix_events",
    "relays.relay_views": "tor_relay_view",
    "relays.relay_failures": "tor_failure",
}

TICKS = st.lists(st.sampled_from(MESSENGERS), unique=True, min_size=1)
GAMES_AT_THE_ENDS = [
    turned
    for nth, design in enumerate(sorted({design.shape() for design in shapes()}, key=repr)[::23])
    for game in [
        game_of(design, card=list(CARDS)[nth % len(CARDS)], attack=list(ATTACKS)[nth % len(ATTACKS)])
    ]
    for turned in (game, game.hand_over(), game.hand_over().answer())
]

ODD_RANGES = {
    **{
        cls: st.builds(lambda model, who: model.but(messengers=tuple(who)), anywhere(cls), TICKS)
        for cls in (ThreatModel, Situations, Disagreement)
    },
    Game: GAMES,
    WhoLearns: anywhere(WhoLearns).flatmap(
        lambda model: st.lists(st.sampled_from(list(model.options("together"))), unique=True).map(
            lambda names: model.but(together=tuple(names))
        )
    ),
}
ODD_ENDS = {
    Comparison: [
        Comparison(),
        Comparison(on_hours=1 / 60, off_hours=168, adversary=0.5, watched=1.0, room=100, users=1000),
        Comparison(
            on_hours=24, off_hours=1 / 60, adversary=0.0, watched=0.0, room=2, mailbox="yes", relays="yes"
        ),
    ],
    Game: GAMES_AT_THE_ENDS,
    Flips: [Flips(claim, place) for claim in SENTENCES for place in (0.0, 0.3, 0.5, 0.8, 1.0)],
    Theft: THEFTS,
    ThreatModel: [
        preset(name).but(messengers=who) for name in PRESETS for who in (ThreatModel().messengers, MESSENGERS)
    ],
}


@pytest.mark.parametrize("name", EXHIBITS)
def test_over_the_whole_range(name):
    cls = class_of(EXHIBITS[name])
    models = ODD_RANGES[cls] if cls in ODD_RANGES else anywhere(cls, **STILL.get(name, {}))
    speaks_everywhere(EXHIBITS[name], models, SLOW.get(name, EXAMPLES), name not in NUMBERLESS)


@pytest.mark.parametrize("name", PICTURES)
def test_words_stay_on_the_picture(name):
    cls = class_of(EXHIBITS[name])
    models = ODD_ENDS[cls] if cls in ODD_ENDS else at_the_ends(cls, **STILL_ON_PICTURES.get(name, {}))
    words_stay(EXHIBITS[name], models, sizes().get(name, (7.0, 4.0)))


def test_what_stands_apart_is_there():
    assert set(every_exhibit()) >= APART | set(STILL_ON_PICTURES) | NUMBERLESS | set(SLOW) | set(RECORDED)
    assert set(sizes()) <= set(every_exhibit())


@pytest.mark.parametrize("name", RECORDED)
def test_a_recording_is_named_with_its_day(name):
    exhibit = EXHIBITS[name]
    say = written if writes_page(exhibit) else drawn
    sentence, shown = say(exhibit, class_of(exhibit)())
    sketch = None if isinstance(shown, str) else marks(shown)
    words = [sentence, *(label.words for label in (sketch.labels if sketch else []))]
    assert any(origin(RECORDED[name]) in word for word in words)
