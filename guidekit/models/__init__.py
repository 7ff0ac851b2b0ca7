"""The models: what each architecture does, as numbers. NumPy only; no figures, no widgets.

A model is imported when it is first used, so that one of them does not wait for the others.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from guidekit.models.knobs import Knob, Model, knob, knobs

if TYPE_CHECKING:
    from guidekit.models.backup import KeyBackup
    from guidekit.models.crowds import Crowds
    from guidekit.models.federation import Federation
    from guidekit.models.fragility import Fragility
    from guidekit.models.island import Island
    from guidekit.models.kademlia import KademliaLookup
    from guidekit.models.mixnet import PoissonMixnet
    from guidekit.models.onion import OnionRouting
    from guidekit.models.patience import Patience
    from guidekit.models.presence import Presence
    from guidekit.models.proximity import Proximity
    from guidekit.models.radio import Radio
    from guidekit.models.ranked import RankedShares, both_among_largest
    from guidekit.models.ratchet import Ratchet
    from guidekit.models.rollout import FeatureRollout
    from guidekit.models.sealed import SealedSender
    from guidekit.models.spam import Spam
    from guidekit.models.swarm import SwarmStorage
    from guidekit.models.trilemma import Trilemma
    from guidekit.models.upkeep import Upkeep
    from guidekit.models.walking import meeting_rate, walk

# These five ask the exposure engine as well as the models, so they live in a room above both; people
# look for them here. The name is a text because an import would point upwards.
_ABOVE = dict.fromkeys(
    ("AnonymousRouting", "Centralized", "Federated", "PeerToPeer", "Scenario"), "guidekit.scenario"
)

_HOMES = {
    "Crowds": "crowds",
    "FeatureRollout": "rollout",
    "Federation": "federation",
    "Fragility": "fragility",
    "Island": "island",
    "KademliaLookup": "kademlia",
    "KeyBackup": "backup",
    "OnionRouting": "onion",
    "Patience": "patience",
    "PoissonMixnet": "mixnet",
    "Presence": "presence",
    "Proximity": "proximity",
    "Radio": "radio",
    "RankedShares": "ranked",
    "Ratchet": "ratchet",
    "SealedSender": "sealed",
    "Spam": "spam",
    "SwarmStorage": "swarm",
    "Trilemma": "trilemma",
    "Upkeep": "upkeep",
    "both_among_largest": "ranked",
    "meeting_rate": "walking",
    "walk": "walking",
}

__all__ = [
    "AnonymousRouting",
    "Centralized",
    "Crowds",
    "FeatureRollout",
    "Federated",
    "Federation",
    "Fragility",
    "Island",
    "KademliaLookup",
    "KeyBackup",
    "Knob",
    "Model",
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
    "Spam",
    "SwarmStorage",
    "Trilemma",
    "Upkeep",
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
