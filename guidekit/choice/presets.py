"""Six threat models to start from; their weights are our assumption, to be turned until they are yours."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from guidekit.choice.criteria import CRITERIA
from guidekit.choice.threat import ThreatModel
from guidekit.names import check_known

_WEIGHTS = {  # content past link address number nearby waiting stop easy calls rooms
    "A source and a journalist": (5, 5, 5, 5, 3, 0, 3, 1, 1, 0, 0),
    "A protest without internet": (4, 4, 2, 2, 2, 5, 0, 4, 2, 0, 0),
    "A company team": (4, 2, 1, 0, 2, 0, 5, 3, 4, 5, 2),
    "A family": (4, 2, 1, 1, 0, 0, 4, 1, 5, 5, 0),
    "Someone watched at home": (4, 5, 1, 2, 0, 0, 4, 0, 4, 3, 0),
    "A public community": (0, 0, 0, 1, 3, 0, 3, 3, 4, 1, 5),
}
PRESETS: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {name: dict(zip(CRITERIA, row, strict=True)) for name, row in _WEIGHTS.items()}
)
"""Weights by the name of the threat model, ready for the buttons of a panel."""


def preset(name: str, date: str | None = None) -> ThreatModel:
    """Return one of the six threat models.

    Parameters
    ----------
    name : str
        The name, one of `PRESETS`.
    date : str, optional
        The day whose facts count; by default the newest.

    Raises
    ------
    ValueError
        If no threat model has this name; the message lists those there are.

    Examples
    --------
    >>> preset("A family").first().name
    'Signal'
    """
    check_known("threat model", [name], PRESETS)
    model: ThreatModel = ThreatModel().but(**PRESETS[name])
    return model if date is None else model.but(date=date)


def name_of(model: ThreatModel) -> str:
    """Return the name of the preset with these weights, or a name for any others.

    Examples
    --------
    >>> name_of(ThreatModel())
    'Equal weights'
    """
    weights = model.weights()
    for name, row in PRESETS.items():
        if row == weights:
            return name
    return "Equal weights" if len(set(weights.values())) == 1 else "Your own weights"
