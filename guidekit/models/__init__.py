"""The models: what each architecture does, as numbers. NumPy only; no figures, no widgets.

A model is imported when it is first used, so that one of them does not wait for the others.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from guidekit.models.knobs import Knob, Model, knob, knobs

if TYPE_CHECKING:
    from guidekit.models.backup import KeyBackup
    from guidekit.models.catchup import CatchUp
    from guidekit.models.crowds import Crowds
    from guidekit.models.federation import Federation
    from guidekit.models.firstday import FirstDay
    from guidekit.models.fragility import Fragility
    from guidekit.models.island import Island
    from guidekit.models.joining import Joining
    from guidekit.models.kademlia import KademliaLookup
    from guidekit.models.mixnet import PoissonMixnet
    from guidekit.models.nearby import Nearby
    from guidekit.models.onion import OnionRouting
    from guidekit.models.patience import Patience
    from guidekit.models.presence import Presence
    from guidekit.models.proximity import Proximity
    from guidekit.models.queue import OfflineQueue
    from guidekit.models.race import FeatureRace
    from guidekit.models.radio import Radio
    from guidekit.models.ranked import RankedShares, both_among_largest
    from guidekit.models.ratchet import Ratchet
    from guidekit.models.reach import ContactReach
    from guidekit.models.rollout import FeatureRollout
    from guidekit.models.sealed import SealedSender
    from guidekit.models.sending import Sending
    from guidekit.models.spam import Spam
    from guidekit.models.stored import Stored
    from guidekit.models.swarm import SwarmStorage
    from guidekit.models.takeover import Takeover
    from guidekit.models.theft import Theft
    from guidekit.models.trilemma import Trilemma
    from guidekit.models.upkeep import Upkeep
    from guidekit.models.waiting import Waiting
    from guidekit.models.walking import meeting_rate, walk
    from guidekit.models.watch import Watch

# These five ask the exposure engine as well as the models, so they live in a room above both; people
# look for them here. The name is a text because an import would point upwards.
_ABOVE = dict.fromkeys(
    ("AnonymousRouting", "Centralized", "Federated", "PeerToPeer", "Scenario"), "guidekit.scenario"
)

_HOMES = {
    "CatchUp": "catchup",
    "ContactReach": "reach",
    "Crowds": "crowds",
    "FeatureRace": "race",
    "FeatureRollout": "rollout",
    "Federation": "federation",
    "FirstDay": "firstday",
    "Fragility": "fragility",
    "Island": "island",
    "Joining": "joining",
    "KademliaLookup": "kademlia",
    "KeyBackup": "backup",
    "OfflineQueue": "queue",
    "Nearby": "nearby",
    "OnionRouting": "onion",
    "Patience": "patience",
    "PoissonMixnet": "mixnet",
    "Presence": "presence",
    "Proximity": "proximity",
    "Radio": "radio",
    "RankedShares": "ranked",
    "Ratchet": "ratchet",
    "SealedSender": "sealed",
    "Sending": "sending",
    "Spam": "spam",
    "Stored": "stored",
    "SwarmStorage": "swarm",
    "Theft": "theft",
    "Takeover": "takeover",
    "Trilemma": "trilemma",
    "Upkeep": "upkeep",
    "Watch": "watch",
    "Waiting": "waiting",
    "both_among_largest": "ranked",
    "meeting_rate": "walking",
    "walk": "walking",
}

__all__ = [
    "AnonymousRouting",
    "CatchUp",
    "Centralized",
    "ContactReach",
    "Crowds",
    "FeatureRace",
    "FeatureRollout",
    "Federated",
    "Federation",
    "FirstDay",
    "Fragility",
    "Island",
    "Joining",
    "KademliaLookup",
    "KeyBackup",
    "Knob",
    "Model",
    "Nearby",
    "OfflineQueue",
    "OnionRouting",
    "Patience",
    "PeerToPeer",
    "PoissonMixnet",
    "Presence",
    "Proximity",
    "Radio",
    "RankedShares",
    "Ratchet",
    "Scenario",
    "SealedSender",
    "Sending",
    "Spam",
    "Stored",
    "SwarmStorage",
    "Takeover",
    "Theft",
    "Trilemma",
    "Upkeep",
    "Waiting",
    "Watch",
    "both_among_largest",
    "knob",
    "knobs",
    "meeting_rate",
    "walk",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES and name not in _ABOVE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = _ABOVE[name] if name in _ABOVE else f"{__name__}.{_HOMES[name]}"
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
