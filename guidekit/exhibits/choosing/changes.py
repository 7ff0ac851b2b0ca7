"""What would change who comes first: one criterion at a time, the smallest change first."""

from __future__ import annotations

from collections.abc import Iterable

from guidekit.choice import CRITERIA, Place, ThreatModel
from guidekit.choice.presets import PEOPLE, limits_of, situation_of
from guidekit.choice.questions import MUST, said_first
from guidekit.choice.threat import LEVELS
from guidekit.drawing.page import Page, TableCell, TableRow, table
from guidekit.exhibits.choosing import wording
from guidekit.exhibits.choosing.cells import grades
from guidekit.tables.wording import messenger_names, short_name
from guidekit.words import Sentence, answered, fill, number, paragraph, plural, word_list


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
    firsts = model.firsts()
    case = "nobody" if not firsts else "one of these" if hushed else "some"
    now = fill(wording.NOW_FIRST[case], names=_names(firsts), firsts=len(firsts))
    start = (said_first(model.answers()), limits_of(model), now)
    if not flips:
        return Sentence(paragraph(*start, wording.NO_CHANGE))
    flip = flips[0]
    change = fill(
        wording.SMALLEST_CHANGE, steps=flip.size, criterion=CRITERIA[flip.criterion].label,
        before=_word(flip.before), after=_word(flip.after),
    )  # fmt: skip
    given_up = wording.MUST_GIVEN_UP if flip.before == MUST else ""
    then = _then(model.but(**{flip.criterion: _word(flip.after)}), hushed)
    return answered(paragraph(*start, change, given_up, then), flip.size, number)


def _word(wish: int) -> str:
    """Return the word of a wish.

    >>> _word(6), _word(0), _word(3)
    ('must', 'left out', '3')
    """
    return list(LEVELS)[wish]


def _who(firsts: tuple[str, ...], names: dict[str, str]) -> str:
    return word_list(short_name(names[who]) for who in firsts) or "nobody is known"


def _names(places: Iterable[Place]) -> str:
    return word_list(place.name for place in places)


def _then(turned: ThreatModel, hushed: bool) -> str:
    """Say who comes first after the change, and who may be as good."""
    firsts, others = turned.firsts(), _names(place for place in turned.level() if place.rank != 1)
    case = "nobody" if not firsts else "another one" if hushed else "level" if others else "some"
    return fill(wording.THEN_FIRST[case], names=_names(firsts), firsts=len(firsts), others=others)
