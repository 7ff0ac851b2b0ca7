"""The exhibit of this file draws what an open phone gives away, whatever its protocol forgets."""

from __future__ import annotations

import functools

from matplotlib.figure import Figure

from guidekit.drawing.sketch import Sketch
from guidekit.exhibits.keys import wording
from guidekit.exhibits.keys.rows import ROW, message_at, row_at, row_names, theft_line
from guidekit.models.openphone import OpenPhone
from guidekit.tables.rows import fact_value, rows_by, table_day, usual_messengers
from guidekit.tables.wording import messenger_names, short_name
from guidekit.words import answered, fill, paragraph, plural

_WHO = usual_messengers()
_TIMER, _LINK = "message.disappearing", "identity.multi_device"


def open_phone(model: OpenPhone, figure: Figure) -> str:
    """Draw for four messengers which messages the screen shows, the keys open, and a linked computer gets.

    Whether an app has a timer, and whether a device can be linked, are facts of the tables; where no source
    says so, the picture says that it is not known. The answer is the number that is read in Signal.
    """
    sketch, theft = Sketch(figure), model.theft()
    count, facts, names = len(theft.turns), _facts(), messenger_names()
    notes = {who: _note(model, timer, link) for who, (timer, link, _) in facts.items()}
    row_names(sketch, {who: (short_name(names[who]), notes[who]) for who in _WHO})
    theft_line(sketch, theft.snapshot, count, len(_WHO))
    totals = {}
    for row, who in enumerate(_WHO):
        timer, link, protocol = facts[who]
        screen, device = model.on_screen(timer != "no"), model.on_device(link == "yes")
        keys = theft.opened(protocol)
        y = row_at(row)
        for message in screen:
            sketch.box(message_at(message, count) - 5, y - 20, 10, 12, 2, fill="seen")
        sketch.dots([message_at(message, count) for message in keys], [y] * len(keys), 4.6, "seen")
        for message in device:
            x = message_at(message, count)
            sketch.polygon([(x, y + 9), (x - 5.5, y + 19), (x + 5.5, y + 19)], "seen")
        for message in {*range(1, count + 1)} - {*screen, *keys, *device}:
            sketch.disc(message_at(message, count), y, 3.4, edge="unknown", stroke=1.4)
        totals[protocol] = len({*screen, *keys, *device})
        sketch.text(sketch.width - 14, row_at(row) + 10, str(totals[protocol]), 30, "seen", 700, "right")
    sketch.text(sketch.width - 14, 46, "read", 13, "muted", ha="right")
    _key(sketch, row_at(len(_WHO) - 1) + ROW / 2 + 44)
    template = wording.WHOLE_SCREEN if model.vanish == "never" else wording.SCREEN
    shown = fill(template, shown=len(model.on_screen()), old=theft.snapshot)
    read = (fill(words, read=totals[name], all=count) for name, words in wording.READ_IN.items())
    return answered(paragraph(shown, *read), totals["signal"], lambda number: plural(number, "message"))


@functools.cache
def _facts() -> dict[str, tuple[str, str, str]]:
    """Say of each messenger whether it has a timer, whether devices are linked, and which protocol it has."""
    day, protocols = table_day().isoformat(), rows_by("messengers", "id")
    return {
        who: (fact_value(who, _TIMER, day), fact_value(who, _LINK, day), protocols[who].ratchet)
        for who in _WHO
    }


def _note(model: OpenPhone, timer: str, link: str) -> str:
    """Say what an app lacks of what is chosen, in a few words."""
    if model.linked == "no":
        return wording.TIMER[timer]
    missed = timer == "no" and model.vanish != "never"
    return wording.LINKED_WITHOUT_TIMER[link] if missed else wording.LINKED[link]


def _key(sketch: Sketch, y: float) -> None:
    sketch.box(10, y - 11, 10, 12, 2, fill="seen")
    sketch.text(27, y, "the screen shows it", 13, "muted")
    sketch.disc(177, y - 5, 4.6, fill="seen")
    sketch.text(189, y, "the keys open it", 13, "muted")
    sketch.polygon([(320, y - 10), (314.5, y), (325.5, y)], "seen")
    sketch.text(333, y, "a linked computer gets it", 13, "muted")
    sketch.disc(516, y - 5, 3.4, edge="unknown", stroke=1.4)
    sketch.text(527, y, "closed", 13, "muted")
