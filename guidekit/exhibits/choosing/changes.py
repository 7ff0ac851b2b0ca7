"""What would change who comes first: one criterion at a time, and a lottery of wishes."""

from __future__ import annotations

from guidekit.choice import CRITERIA, ThreatModel
from guidekit.choice.lottery import Lottery
from guidekit.choice.questions import said_first
from guidekit.choice.threat import LEVELS
from guidekit.drawing.page import Page, TableCell, TableRow, table
from guidekit.tables.wording import messenger_names
from guidekit.words import large_first, percent, word_list


def wish_changes(model: ThreatModel, page: Page) -> str:
    """Show for each criterion the levels at which somebody else comes first, while all else stays.

    The sentence says the smallest change that changes who comes first.
    """
    names, now = messenger_names(), tuple(place.messenger for place in model.firsts())
    wanted = model.wanted()
    rows: list[TableRow] = []
    for name, row in model.firsts_at().items():
        others: dict[str, list[str]] = {}
        for word, firsts in row.items():
            if firsts != now:
                others.setdefault(_who(firsts, names), []).append(word)
        if others:
            said = "; ".join(f"{who}: {word_list(words, 'or')}" for who, words in others.items())
            rows.append((CRITERIA[name].label, [_word(wanted[name]), TableCell(said, "moved")]))
    same: list[TableRow] = (
        [("all others", ["as they are", "nobody else at any level"])] if len(rows) < len(CRITERIA) else []
    )
    page.write(table(["", "now", "who would come first at which level"], [*rows, *same]))
    before = said_first(model.answers())
    before = f"{before} " if before else ""
    come = "come" if len(now) > 1 else "comes"
    start = f"{before}{large_first(_who(now, names))} {come} first by what is known."
    flips = model.flips()
    if not flips:
        return f"{start} No change of one criterion changes that."
    flip = flips[0]
    more = sum(other.size == flip.size for other in flips) - 1
    rest = f" {more} more {'change is' if more == 1 else 'changes are'} as small." if more else ""
    steps = "one step" if flip.size == 1 else f"{flip.size} steps"
    come = "come" if len(flip.firsts) > 1 else "comes"
    return (
        f"{start} The smallest change that changes it is {steps}. For example, put “"
        f"{CRITERIA[flip.criterion].label}” from {_word(flip.before)} to {_word(flip.after)}: then "
        f"{_who(flip.firsts, names)} {come} first.{rest}"
    )


def _word(wish: int) -> str:
    """Return the word of the slider for a wish.

    >>> _word(6), _word(0), _word(3)
    ('must', 'left out', '3')
    """
    return list(LEVELS)[wish]


def _who(firsts: tuple[str, ...], names: dict[str, str]) -> str:
    return word_list(names[who] for who in firsts) or "nobody"


def wish_lottery(model: Lottery, page: Page) -> str:
    """Show how often each messenger comes first if the wishes are drawn at random.

    The sentence says how often anybody is first for sure.
    """
    shares, names = model.shares(), messenger_names()
    rows: list[TableRow] = [
        (names[str(who)], [percent(row[name]) for name in ("first", "sure", "may", "struck", "unsure")])
        for who, row in shares.sort_values("first", ascending=False).iterrows()
    ]
    head = ["", "first by what is known", "first for sure", "may be first", "struck out", "cannot tell"]
    page.write(table(head, rows or [("none", ["nobody is ticked", "", "", "", ""])]))
    if shares.empty:
        return f"Of {model.lists:,} lists of wishes none can be answered: nobody is ticked."
    best = shares["first"].idxmax()
    return (
        f"Of {model.lists:,} lists of wishes drawn at random, {names[str(best)]} comes first by what is "
        f"known in {percent(float(shares['first'].max()))}. Somebody is first for sure in "
        f"{percent(float(shares['sure'].sum()))}."
    )
