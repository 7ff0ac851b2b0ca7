"""The journey player: a message that can be stepped, played and stepped back."""

from __future__ import annotations

from typing import Any

from guidekit.exhibits.exposure.packets import packet_heights, travel
from guidekit.exposure.question import JourneyStep
from guidekit.panels.panel import Panel


class Player(Panel):
    """A panel that walks through the steps of one journey; ``.model.step`` is where it stands."""

    model: JourneyStep

    def __init__(self, journey: str, step: int = 1, prediction: str | None = None) -> None:
        model = JourneyStep(journey, step)
        self.last = len(model.story())
        size = (7.2, sum(packet_heights(model)))
        super().__init__(travel, model, ["step"] if self.last > 1 else [], {}, prediction, size)

    def more(self, controls: list[dict[str, Any]]) -> dict[str, Any]:
        """Return how many steps the page may play; the slider ends at the last of this journey."""
        return {
            "steps": self.last,
            "buttons": [],
            "controls": [spec | {"high": self.last} for spec in controls],
        }

    def move(self, by: int) -> None:
        """Go some steps on or back, and stop at either end."""
        if self.knobs:  # a journey of one step stands still
            self.turn(step=min(self.last, max(1, self.model.step + by)))


def journey(name: str, step: int = 1, prediction: str | None = None) -> Player:
    """Play a message hop by hop: who holds it, which layers are open, and what each party knows so far.

    Parameters
    ----------
    name : str
        The id of a journey, such as ``"tor-circuit"``.
    step : int
        The step to start at, from 1.
    prediction : str, optional
        The id of a `predict`. The journey stays covered until a guess is stored or *Show me anyway* is
        pressed.

    Returns
    -------
    Player
        A panel with Back, Play and Next; the slider and the arrow keys move it too.

    Raises
    ------
    ValueError
        If there is no such journey or no such step.
    """
    return Player(name, step, prediction)
