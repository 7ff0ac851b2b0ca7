"""The player walks with a message step by step, on and back, or by itself."""

from __future__ import annotations

import asyncio
from typing import Any

import ipywidgets as widgets

from guidekit.exhibits.exposure.packets import packet_heights, travel
from guidekit.exposure.question import JourneyStep
from guidekit.panels.panel import Panel

PAUSE = 1.6  # seconds a step stands while the player runs: time to read its sentence


class Player(Panel):
    """A panel that walks through the steps of a journey; ``.controls["step"].value`` is the step it shows."""

    model: JourneyStep

    def __init__(self, journey: str, step: int = 1) -> None:
        self._running: asyncio.Task[None] | None = None
        model = JourneyStep(journey, step)
        self.last = len(model.story())
        super().__init__(
            travel, model, ["step"] if self.last > 1 else [], {}, None, (7.2, sum(packet_heights(model)))
        )

    def _buttons(self, presets: Any) -> list[widgets.Widget]:
        if self.last < 2:
            return []
        self.controls["step"].high = self.last
        self.back, self.play, self.next = (
            widgets.Button(description=words, layout=widgets.Layout(width="auto"))
            for words in ("Back", "Play", "Next")
        )
        self.back.on_click(lambda _: self.move(-1))
        self.next.on_click(lambda _: self.move(+1))
        self.play.on_click(lambda _: self.toggle())
        row = widgets.HBox([self.back, self.play, self.next])
        row.add_class("gk-steps")
        return [row]

    def move(self, by: int) -> None:
        """Go `by` steps on, or back if it is negative, and stop at either end."""
        self.controls["step"].value = min(self.last, max(1, self.model.step + by))

    def toggle(self) -> None:
        """Pause if the player runs; else let it run, from the first step if the message has arrived."""
        if self._running is not None:
            self._running.cancel()
            self._stopped()
            return
        if self.model.step == self.last:
            self.move(-self.last)
        self.play.description = "Pause"
        self._running = asyncio.ensure_future(self._walk())

    async def _walk(self) -> None:
        while self.model.step < self.last:
            await asyncio.sleep(PAUSE)
            self.move(+1)
        self._stopped()

    def _stopped(self) -> None:
        self._running = None
        self.play.description = "Play"


def journey(name: str, step: int = 1) -> Player:
    """Play a message hop by hop, with who holds it, which layers are open, and what each party knows.

    Parameters
    ----------
    name : str
        The id of a journey, such as ``"tor-circuit"``.
    step : int
        The step to start at, from 1.

    Returns
    -------
    Player
        A panel with Back, Play and Next; the slider and the arrow keys move it too.

    Raises
    ------
    ValueError
        If there is no such journey or no such step.
    """
    return Player(name, step)
