"""What would change who comes first: one criterion at a time, the smallest change first."""

from __future__ import annotations

from guidekit.choice import CRITERIA, ThreatModel
from guidekit.choice.presets import PEOPLE, limits_of, situation_of
from guidekit.choice.questions import MUST, said_first
from guidekit.choice.threat import LEVELS
from guidekit.drawing.page import Page, TableCell, TableRow, table
from guidekit.exhibits.choosing.cells import grades
from guidekit.tables.wording import messenger_names
from guidekit.words import Sentence, answered, number, plural, word_list


def wish_changes(model: ThreatModel, page: Page) -> Sentence:
    """Show for each criterion the nearest level at which somebody else comes first, while all else stays.

    Where a safer device comes before any messenger, no other messenger is named. Below the table lies every
    grade with its reason. The sentence says what no messenger does and the smallest
    change that changes who comes first; the answer is how many steps that change has.
    """
    names, hushed = messenger_names(), bool(said_first(model.answers()))
    flips = model.flips()
    rows: list[TableRow] = [
        (
            CRITERIA[flip.criterion].label,
            [
                _word(flip.before),
                TableCell(_word(flip.after), "moved"),
                plural(flip.size, "step"),
                "another one" if hushed and flip.firsts else _who(flip.firsts, names),
            ],
        )
        for flip in flips
    ]
    nobody: list[TableRow] = [("every criterion", ["as it is", "any", "", "no change"])]
    person = situation_of(model)
    who = PEOPLE[person].who if person else "Your own answers"
    head = ["if only this changes", "now", "then", "how far", "first by what is known"]
    page.write(table(head, rows or nobody, who, most=6))
    page.write(grades(model))
    before = " ".join(filter(None, [said_first(model.answers()), limits_of(model)]))
    first = "one of these comes first" if hushed and model.firsts() else _first(model)
    start = f"{before} By what is known, {first}."
    if not flips:
        return Sentence(f"{start} No change of one criterion changes that.")
    flip = flips[0]
    turned = model.but(**{flip.criterion: _word(flip.after)})
    given_up = "This gives up a must. " if flip.before == MUST else ""
    then = f"{_first(turned)}{_beside(turned)}"
    if hushed and flip.firsts:
        then = "another one comes first"
    return answered(
        f"{start} The smallest change that turns this has {plural(flip.size, 'step')}: "
        f"“{CRITERIA[flip.criterion].label}” from {_word(flip.before)} to {_word(flip.after)}. {given_up}"
        f"Then, by what is known, {then}.",
        flip.size,
        number,
    )


def _word(wish: int) -> str:
    """Return the word of a wish.

    >>> _word(6), _word(0), _word(3)
    ('must', 'left out', '3')
    """
    return list(LEVELS)[wish]


def _who(firsts: tuple[str, ...], names: dict[str, str]) -> str:
    return word_list(names[who].split(" (")[0] for who in firsts) or "nobody is known"


def _first(model: ThreatModel) -> str:
    """Say who comes first, as the end of a sentence."""
    firsts = [place.name for place in model.firsts()]
    if not firsts:
        return "nobody is known to meet every must"
    return f"{word_list(firsts)} {'come' if len(firsts) > 1 else 'comes'} first"


def _beside(model: ThreatModel) -> str:
    """Say who may be as good as the first, as the end of a sentence; empty for nobody."""
    others = [place.name for place in model.level() if place.rank != 1]
    return f", and {word_list(others)} may be as good" if others else ""
