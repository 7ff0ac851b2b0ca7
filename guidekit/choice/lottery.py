"""A lottery of wishes: who comes first if nobody says what matters, so that no choice of ours can hide."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from guidekit.choice.criteria import CRITERIA
from guidekit.choice.questions import TOP
from guidekit.choice.ranking import CANNOT_TELL, MEETS, STRUCK_OUT, Table, bars, level_at_top, standings
from guidekit.choice.setting import MessengerModel, date_knob, messenger_knob
from guidekit.choice.threat import ENOUGH, span_table, weak_table
from guidekit.knobs import knob

MEMBERS_DRAWN = 50  # people in the group of the lottery
_AT_ONCE = 20_000  # lists that are held in memory together


@dataclass(frozen=True)
class Lottery(MessengerModel):
    """Many lists of wishes, drawn at random: each criterion gets a weight from 0 to 5, or becomes a must.

    Every weight is equally likely; of all criteria one is a must in the mean. The seed is fixed, so the
    same number of lists is always the same lists. It says nothing about anybody's needs: it shows what
    the rule of ranking does with what is known and what is not.

    Examples
    --------
    >>> bool(Lottery(lists=1000).shares()["first"].sum() <= 1)
    True
    """

    lists: int = knob(2000, 100, 5000, "lists", "Lists of wishes", "How many lists are drawn", log=True)
    messengers: tuple[str, ...] = messenger_knob()
    date: str = date_knob()

    def shares(self) -> pd.DataFrame:
        """Count how often each messenger comes first.

        Returns
        -------
        pandas.DataFrame
            One row a messenger, shares of all lists: ``first`` (alone, by what is known), ``sure`` (first
            for sure), ``may`` (may be first), ``struck`` (struck out), ``unsure`` (nobody can tell).
        """
        return lottery_shares(self.messengers, self.date, self.lists).copy()


@lru_cache(maxsize=32)
def lottery_shares(messengers: tuple[str, ...], date: str, lists: int) -> pd.DataFrame:
    """Count the shares of `Lottery` in any number of lists; whoever changes the frame takes a copy.

    Parameters
    ----------
    messengers : tuple of str
        Who is compared.
    date : str
        The day whose facts count.
    lists : int
        How many lists are drawn, such as 200,000 for two digits that matter.
    """
    rooms = list(CRITERIA).index("rooms")
    counts, dice = np.zeros((len(messengers), 5)), np.random.default_rng(1)
    for start in range(0, lists, _AT_ONCE):
        size = (min(_AT_ONCE, lists - start), len(CRITERIA))
        weights, musts = dice.integers(0, TOP + 1, size), dice.random(size) < 1 / len(CRITERIA)
        weights[musts] = 0
        asked = musts[:, rooms] | (weights[:, rooms] > 0)
        for open_rooms in (False, True):  # open rooms change what is asked of the content
            mine = asked == open_rooms
            assumed = (messengers, date, 0.1, MEMBERS_DRAWN, open_rooms)
            counts += _counts(span_table(*assumed), weak_table(*assumed), weights[mine], musts[mine])
    names = ["first", "sure", "may", "struck", "unsure"]
    return pd.DataFrame(counts / lists, pd.Index(messengers, name="messenger"), names)


def _counts(spans: Table, weak: NDArray[np.bool_], weights: Table, musts: NDArray[np.bool_]) -> Table:
    """Count in some lists of wishes who is first and how, who is struck out, and of whom nobody can tell."""
    standing = standings(spans, musts, ENOUGH, weak)
    ends = bars(spans, weights.astype(float))
    meets = standing == MEETS
    # Rank 1 is the highest low end of those who meet every must; a place is shared where several have it.
    best = np.where(meets, ends[0], -1.0).max(axis=1, keepdims=True, initial=-1.0)
    first, level = meets & (ends[0] >= best), level_at_top(ends, standing)
    alone = first & (first.sum(axis=1, keepdims=True) == 1)
    sure = alone & (level.sum(axis=1, keepdims=True) == 1)
    parts = (alone, sure, level, standing == STRUCK_OUT, standing == CANNOT_TELL)
    return np.stack([part.sum(axis=0) for part in parts], axis=1)
