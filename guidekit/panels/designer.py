"""The designer: a panel in which a messenger is built for a threat card, handed over, attacked and mended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import traitlets

from guidekit.course.journal import Answer
from guidekit.design import ATTACKS, Game, as_text, from_text
from guidekit.design.game import PARTS
from guidekit.drawing.page import Page
from guidekit.exhibits.designing import board, road
from guidekit.panels.panel import Panel
from guidekit.panels.surface import show

SIZE = (5.2, 1.9)
ACTS: dict[str, dict[str, tuple[str, Callable[[Game], Game]]]] = {
    "build": {
        "hand over": ("Hand it over: player {other} attacks", Game.hand_over),
        "draw": ("Draw another card", Game.draw),
    },
    "attack": {
        "answer": ("Answer: player {builder} changes one part", Game.answer),
        "build": ("Back to the design", Game.build),
    },
    "answer": {
        "swap": ("Swap places: player {other} builds", Game.swap),
        "build": ("Keep it and build on", Game.build),
    },
}
"""What may be done in each turn: the words of its button, and what it does to the game."""


class Designer(Panel):
    """A panel for one game; ``.model`` is the game, and ``.act("hand over")`` presses a button of the turn.

    Attributes
    ----------
    text : str
        The design as a file, which the page offers to save.
    hint : str
        The hint that was asked for; each other step folds it again.
    idle : dict of str to str
        The parts without effect in this design, with the reason.
    """

    model: Game

    text = traitlets.Unicode().tag(sync=True)
    hint = traitlets.Unicode().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    flag = traitlets.Unicode().tag(sync=True)
    turn_now = traitlets.Unicode("build").tag(sync=True)
    idle = traitlets.Dict().tag(sync=True)
    acts = traitlets.List(traitlets.List(traitlets.Unicode())).tag(sync=True)
    attacks = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(self, game: Game) -> None:
        self._hinted = False
        super().__init__(road, game, ["card", *PARTS, "attack"], {}, None, SIZE)

    def more(self, controls: list[dict[str, Any]]) -> dict[str, Any]:
        """Return what the page needs besides: which function of it draws this panel, and the attacks."""
        return {"kind": "designer", "attacks": list(ATTACKS), "ahead": False}

    def act(self, name: str) -> None:
        """Do what a button of this turn does, such as ``"hand over"``."""
        self.receive({"act": name}, self.answered)

    def open_text(self, text: str, name: str = "this text") -> None:
        """Open a design that somebody saved; what is none is refused in ``problem``, and nothing is lost."""
        self.receive({"open": text, "name": name}, self.answered)

    def receive(self, content: dict[str, Any], number: int) -> None:
        """Answer a message from the page, also one that asks for a hint, opens a file or ends a turn."""
        with self._lock:
            self._hinted = content.get("hint") is True
            super().receive(content, number)

    def _wanted(self, content: dict[str, Any]) -> Game:
        if "act" in content:
            allowed = ACTS[self.model.turn]
            if content["act"] not in list(allowed):
                raise ValueError(f"there is no button {content['act']!r} now; allowed: {', '.join(allowed)}")
            return allowed[content["act"]][1](self.model)
        if "open" in content:
            text, name = content["open"], content.get("name")
            if not isinstance(text, str):
                raise ValueError("what was opened is no text; allowed: a design that was saved here")
            return from_text(text, name if isinstance(name, str) and name else "this text")
        wanted = super()._wanted(content)
        assert isinstance(wanted, Game)
        return wanted

    def _drawn(self, model: Any, guess: Answer | None) -> dict[str, Any]:
        state, page = super()._drawn(model, guess), Page()
        sentence = show(board, model, page)
        players = {"builder": model.builder, "other": 3 - model.builder}
        return state | {
            "alt": state["sentence"],
            "sentence": sentence,
            "html": page.html,
            "text": str(as_text(model)),
            "hint": model.hint() if self._hinted else "",
            "flag": model.whose(),
            "turn_now": model.turn,
            "idle": model.design().idle(),
            "acts": [[name, words.format(**players)] for name, (words, _) in ACTS[model.turn].items()],
        }


def designer(game: Game | None = None) -> Designer:
    """Play the design game: draw a card, build a messenger for it, hand it over, and answer one attack.

    Parameters
    ----------
    game : Game, optional
        The design, the card and the turn to start from; by default the first card and a plain chat service.

    Returns
    -------
    Designer
        A panel. Designs are saved and opened with its buttons.

    Examples
    --------
    >>> panel = designer()
    >>> panel.act("hand over")
    >>> panel.sentence
    'A phone that is taken and opened gives 12 of 12 messages, and every contact on it.'
    """
    return Designer(Game() if game is None else game)
