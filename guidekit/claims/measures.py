"""Measures: what the answers of several subjects count, and the assumptions behind it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from guidekit import models
from guidekit.claims import wording
from guidekit.claims.evidence import Measurement
from guidekit.claims.world import World

if TYPE_CHECKING:
    from guidekit.protocols.steal import TheftTry

AREA_KM2, WALKING_KMH = 1.0, 4.0
"""Assumptions: people who meet are on foot in a square kilometre."""

DAY = 24.0
"""Assumption: a message between two who live nearby should be there within so many hours."""

TURNS = "ABABABABAB"
"""Who writes in the runs of protocols whose keys are copied."""


def nearby_meetings(world: World) -> float:
    """Return how often two people meet within the range of Briar's radios: meetings per pair and hour."""
    return models.meeting_rate(AREA_KM2, world.parameter("briar.local_range_m"), WALKING_KMH)


def nearby_share(world: World, relay: str = "direct") -> float:
    """Return the share of messages that pass nearby within `DAY`, carried by the sender or by everyone."""
    people = world.model(models.Proximity, meetings=nearby_meetings(world), relay=relay)
    return float(people.delivered_within(DAY))


def past_messages(theft: Iterable[TheftTry]) -> NDArray[np.bool_]:
    """Return for each message from before a theft whether the thief reads it."""
    return np.array([row.readable for row in theft if row.when == "past"])


def clear_fields(*fields: str) -> Measurement:
    """Look whether every recorded homeserver holds fields of an encrypted room in the clear, and no text."""
    from guidekit.recordings.matrix import field_forms, server_count

    forms = field_forms("Matrix")
    clear = [field for field in fields if {*forms.get(field, {}).values()} == {"clear"}]
    sealed = {*forms["body"].values()} == {"cipher"}
    template = wording.CLEAR_FIELDS["some" if clear else "nothing"]
    words = template.format(servers=server_count("Matrix"), fields=", ".join(clear))
    return Measurement("matrix_db_view", sealed and len(clear) == len(fields), words)
