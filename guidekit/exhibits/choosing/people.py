"""Eight people: who comes first for each, what practitioners advise, and where people help."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from matplotlib.figure import Figure

from guidekit.choice.advice import Agreement, Situations, advice_for, helpers_for
from guidekit.choice.presets import PEOPLE
from guidekit.choice.ranking import STRUCK_OUT
from guidekit.drawing.page import fold, table
from guidekit.drawing.sketch import Sketch
from guidekit.drawing.typeface import text_width
from guidekit.exhibits.choosing import wording
from guidekit.tables.wording import messenger_names, short_name
from guidekit.words import Sentence, answered, fill, number, paragraph, word_list

_LEFT, _OURS, _THEIRS, _FITS = 16.0, 196.0, 466.0, 700.0  # of the columns, in pixels
_TOP, _ROW = 38.0, 27.0
_WORDS = {
    "same": "the same",
    "theirs": "one of several",
    "level": "level with ours",
    "other": "others than ours",
    "none": "",
}


def practice(model: Situations, figure: Figure) -> Sentence:
    """Draw for eight people whom practitioners name, and who comes first with us.

    The sentence says for how many they name a messenger, and reads out what one of the eight is told: what
    no messenger does, and what practitioners weigh. The answer is for how many they name one.
    """
    sketch, found = Sketch(figure), model.agreements()
    for x, words in ((_OURS, "first here, by what is known"), (_THEIRS, "practitioners name")):
        sketch.text(x, 22, words, 13, "muted")
    sketch.text(_FITS, 22, wording.AGREE, 13, "muted")
    right, nobody = sketch.width - _LEFT, "nobody is known to fit" if model.messengers else "nobody is ticked"
    for nth, one in enumerate(found):
        y = _TOP + nth * _ROW
        if one.situation == model.situation:
            sketch.box(4, y - 4, sketch.width - 8, _ROW, 3, fill="focus_tint")
            sketch.box(4, y - 4, 4, _ROW, 1, fill="focus")
        sketch.text(_LEFT, y + 14, PEOPLE[one.situation].who, 14, weight=600)
        ours = _ours(one)
        if PEOPLE[one.situation].before:
            sketch.text(_OURS, y + 14, "a safer device and help first", 13.5, weight=600)
        else:
            sketch.text(_OURS, y + 14, ours or nobody, 13.5, "text" if ours else "muted")
        theirs = _theirs(one)
        sketch.text(_THEIRS, y + 14, theirs, 13.5, "text" if one.advised else "muted")
        for place in one.places:
            if place.standing == STRUCK_OUT and place.messenger in one.advised:
                start, end = (_THEIRS + text_width(part, 13.5) for part in _around(theirs, place.name))
                sketch.line([(start - 2, y + 9), (end + 2, y + 9)], "seen", 1.6)
        fits = _WORDS[one.how] if one.firsts or not one.advised else "we name none"
        if fits:
            sketch.text(_FITS, y + 14, fits, 13.5, "muted")
        if nth:
            sketch.line([(_LEFT, y - 4), (right, y - 4)], "faint", 1.0)
    named = sum(bool(one.advised) for one in found)
    told = next(one for one in found if one.situation == model.situation)
    count = fill(wording.NAMED_FOR, named=named, all=len(found))
    return answered(paragraph(count, _told(told)), named, number)


def _ours(one: Agreement) -> str:
    """Name who comes first, and say whether others are level."""
    names = word_list(short_name(place.name) for place in one.firsts)
    others = any(place.level and place not in one.firsts for place in one.places)
    return wording.LEVEL.format(names=names) if names and others else names


def _around(words: str, name: str) -> tuple[str, str]:
    """Return the words before a name, and those up to its end."""
    before = words.partition(name)[0]
    return before, before + name


def _theirs(one: Agreement) -> str:
    """Say how many of the sources name whom."""
    if not one.advised:
        return "no messenger"
    names = messenger_names()
    counts = ", ".join(f"{names[who]} {count}" for who, count in one.advised.items())
    return wording.COUNTS.format(counts=counts, all=one.sources)


def _told(one: Agreement) -> str:
    """Read out what somebody is told: what no messenger does, what practitioners weigh, and warnings."""
    person, names = PEOPLE[one.situation], messenger_names()
    warned = word_list(names[who] for who in one.warned)
    against = fill(wording.AGAINST, names=warned) if warned else ""
    words = paragraph(person.before, person.limits, one.why, against)
    return fill(wording.TOLD, who=person.who, words=words)


@dataclass(frozen=True)
class HelpPage:
    """For each of the eight people what no messenger does, what is advised, and who helps, in folds."""

    def __repr__(self) -> str:
        lines = []
        for name, person in PEOPLE.items():
            rows = helpers_for(name)
            words = paragraph(person.before, person.limits)
            lines.append(fill(wording.TOLD, who=person.who, words=words))
            lines += [
                wording.HELP_ROW.format(organisation=row.organisation, where=row.where, address=row.address)
                for row in rows
            ]
            lines += [fill(wording.NO_PLACE_ROW, elsewhere=person.elsewhere)] if person.elsewhere else []
        return "\n".join([*lines, self.tried()])

    def _repr_html_(self) -> str:
        folds = "".join(fold(person.who, _help(name)) for name, person in PEOPLE.items())
        return f"<p>{escape(self.tried())}</p>{folds}"

    @staticmethod
    def tried() -> str:
        """Say how many of the places we have tried ourselves."""
        rows = _every_place()
        tried = sum(map(bool, rows.values()))
        return fill(wording.TRIED[tried > 0], tried=tried, places=len(rows))


def _every_place() -> dict[str, str]:
    """Return when each place was tried by us; empty where it was not."""
    return {row.id: row.tried for name in PEOPLE for row in helpers_for(name)}


def _help(situation: str) -> str:
    """Write the fold of one person: first what no messenger does, then who helps, then the advice."""
    person, rows = PEOPLE[situation], helpers_for(situation)
    html = f"<p>{escape(paragraph(person.before, person.limits))}</p>"
    if rows:
        places = [
            (
                row.organisation,
                [
                    f"{row.for_whom}; {row.where}",
                    f"{row.languages or 'languages unknown'}; {row.hours or 'hours unknown'}",
                    f"{row.phone}; {row.address}" if row.phone else row.address,
                    _dated(row.note, row.date, row.read),
                    row.tried or "not tried by us",
                ],
            )
            for row in rows
        ]
        html += table(["who helps", "for whom, where", "languages, hours", "how", "source", "tried"], places)
    else:
        html += f"<p>{escape(fill(wording.NO_PLACE, elsewhere=person.elsewhere))}</p>"
    advice = [(row.by, [row.advice, _dated(row.note, row.date, row.read)]) for row in advice_for(situation)]
    return html + fold("What practitioners advise", table(["advice by", "advice", "source"], advice))


def _dated(note: str, date: str, read: str) -> str:
    """Say how old a page is, when it was read, and what is to be noted of it."""
    return paragraph(note, fill(wording.PAGE_READ[bool(date)], date=date, read=read))


def people_who_help() -> HelpPage:
    """Show for each of the eight people what no messenger does, what is advised, and where people help.

    It is no panel: it waits for no guess and needs no computer that runs.

    Returns
    -------
    HelpPage
        Folds in a notebook, lines of text elsewhere.

    Examples
    --------
    >>> str(people_who_help()).splitlines()[0].split(" if ")[0]
    'Alice, a source: No messenger helps'
    """
    return HelpPage()
