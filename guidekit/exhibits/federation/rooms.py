"""The exhibits of this file draw who holds a room on many servers, what they learn, and who sits in it."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.page import Page, TableCell, TableRow, legend_line, table
from guidekit.drawing.signs import paths_at, rounded_box
from guidekit.drawing.sketch import Sketch
from guidekit.exhibits.federation import wording
from guidekit.exhibits.federation.discs import discs, draw_all, draw_lit
from guidekit.exposure.question import Levels
from guidekit.exposure.ways import OwnServer, RoomViews
from guidekit.recordings.fediverse import MeasuredFederation, crawl_shares
from guidekit.words import answered, fill, form, number, paragraph, percent, plural

_COLUMN = 584.0  # left of the words beside the discs
_HUNDRED = 100


def lit_room(model: MeasuredFederation, figure: Figure) -> str:
    """Draw all servers as discs; those with somebody in the room are lit and keep a copy.

    The sentence counts them for the room that is drawn and in the mean. The answer is the mean.
    """
    sketch, placed, people = Sketch(figure), discs(model.share), model.members()
    draw_all(sketch, placed)
    draw_lit(sketch, placed, people.tolist())
    lit, mean = int(np.unique(people).size), round(model.servers_seeing_room())
    largest = int((people == 0).sum())
    sketch.text(_COLUMN, 66, number(lit), 52, "seen", 700)
    sketch.text(_COLUMN, 94, form(lit, "server keeps a copy", "servers keep a copy"), 16, weight=600)
    sketch.text(_COLUMN, 116, f"{model.room_size} would be the most", 13.5, "muted")
    share = float(model.shares()[0])
    sketch.text(_COLUMN, 158, f"Largest server: {percent(share)} of all people", 14)
    sketch.text(_COLUMN, 178, f"of this room: {plural(largest, 'person', 'people')}", 14)
    if abs(share - crawl_shares().shares[0]) < 0.005:
        sketch.text(_COLUMN, 198, "as it was measured", 13.5, "focus", 600)
    sketch.disc(_COLUMN + 8, 242, 8, fill="seen_tint", edge="seen", stroke=1.8)
    sketch.text(_COLUMN + 26, 247, "somebody here: a copy", 13.5)
    sketch.disc(_COLUMN + 8, 268, 8, fill="faint", edge="rule", stroke=0.8)
    sketch.text(_COLUMN + 26, 273, "nobody here: no copy", 13.5)
    sketch.dots([_COLUMN + 8], [294], 2.6, "seen")
    sketch.text(_COLUMN + 26, 299, "one person of the room", 13.5)
    sketch.lines(_COLUMN, 334, wording.DISC_SIZE, 240, 12.5, "muted")
    said = fill(wording.ROOM, people=model.room_size, lit=lit, mean=mean)
    return answered(said, mean, lambda value: plural(value, "server"))


_THINGS = {
    "what is sent": ("content", "reaction"),
    "who writes": ("sender",),
    "who gets it": ("recipient",),
    "who is in the room": ("members",),
    "when and how much": ("time", "size"),
    "Alice’s address": ("sender_address",),
}
_LEARNS = TableCell("● learns it", "knows mark")
_NOT = TableCell("○ does not", "not mark")
_COULD = TableCell("◐ could, with another program", "part")


def room_views(model: RoomViews, page: Page) -> str:
    """Show which of six things each server of a room learns, and mark what is new beside a private message.

    The sentence counts them for Bob's server. The answer is that count.
    """
    levels, could, usual = model.levels(), model.only_by_program(), RoomViews().levels()
    rows: list[TableRow] = []
    for who, label in model.observers().items():
        cells: list[TableCell | str] = []
        for data in _THINGS.values():
            got = _all(levels, who, data)
            cheats = got and any((who, datum) in could for datum in data)
            new = got and not cheats and not _all(usual, who, data)
            cell = _COULD if cheats else _LEARNS if got else _NOT
            cells.append(TableCell("● learns it, new", "changed") if new else cell)
        rows.append((label, cells))
    page.write(table(["", *_THINGS], rows, caption=model.words()))
    signs = [_LEARNS, _COULD, _NOT] if could else [_LEARNS, _NOT]
    page.write(legend_line(*signs))
    learned = sum(_all(levels, "bob-server", data) for data in _THINGS.values())
    counted = fill(wording.ROOM_VIEW, sent=model.words(), learned=learned, things=len(_THINGS))
    return answered(paragraph(counted, model.remark()), learned, lambda value: plural(value, "thing"))


def _all(levels: Levels, who: str, data: tuple[str, ...]) -> bool:
    return who in levels and all(levels[who][datum] == 1 for datum in data if datum in levels[who])


_PLOT = (56.0, 44.0, 400.0, 280.0)  # left, top, width and height of the curves
_SHARES = np.linspace(0.0, 0.9, 19)


@functools.lru_cache(maxsize=64)
def _curves(room_size: int, dishonest: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    models = [MeasuredFederation(room_size=room_size, dishonest=dishonest, share=x) for x in _SHARES]
    return (
        tuple(model.operator_sees_room(1) for model in models),
        tuple(model.dishonest_sees_room() for model in models),
    )


def giant_or_small(model: MeasuredFederation, figure: Figure) -> str:
    """Draw in how many rooms the largest server sits, and in how many a spy, against the largest's share.

    The sentence says both. The answer is the share of the rooms in which the largest server sits.
    """
    sketch = Sketch(figure)
    left, top, wide, high = _PLOT
    giant, spy = model.operator_sees_room(1), model.dishonest_sees_room()

    def at(share: float, chance: float) -> tuple[float, float]:
        return left + wide * share / _SHARES[-1], top + high * (1 - chance)

    sketch.text(left, 24, f"Of 100 rooms of {plural(model.room_size, 'person', 'people')}", 16, weight=600)
    for chance in (0.0, 0.5, 1.0):
        sketch.line([at(0, chance), at(_SHARES[-1], chance)], "faint", 1.2)
        sketch.text(left - 10, at(0, chance)[1] + 4, f"{100 * chance:.0f}", 12.5, "muted", ha="right")
    for share in (0.0, 0.3, 0.6, 0.9):
        sketch.text(at(share, 0)[0], top + high + 20, f"{100 * share:.0f} %", 12.5, "muted", ha="center")
    sketch.text(left + wide / 2, top + high + 42, "people on the largest server", 13.5, "muted", ha="center")
    measured = at(float(crawl_shares().shares[0]), 0)[0]
    sketch.line([(measured, top), (measured, top + high)], "muted", 1.4, dash=True)
    sketch.text(measured + 6, top + high - 8, "measured", 12.5, "muted")
    big, many = _curves(model.room_size, model.dishonest)
    sketch.line([at(*point) for point in zip(_SHARES, big, strict=True)], "focus", 2.4)
    sketch.line([at(*point) for point in zip(_SHARES, many, strict=True)], "seen", 2.4, dash=True)
    x, y = at(model.share, giant)
    sketch.box(x - 6, y - 6, 12, 12, 2, fill="focus")
    sketch.disc(*at(model.share, spy), 6.5, fill="seen")
    _hundred(sketch, 500, giant, "box", "focus", "The largest server", "is in this room")
    _hundred(sketch, 676, spy, "disc", "seen", "A server that spies", "is in this room")
    said = paragraph(
        fill(wording.GIANT, share=percent(float(model.shares()[0])), rooms=_nearly(giant)),
        fill(wording.SPY, dishonest=percent(model.dishonest), rooms=_nearly(spy)),
    )
    return answered(said, giant)


def _nearly(share: float) -> str:
    return percent(share if share in (0.0, 1.0) else min(share, 1 - 1e-9))  # nearly all, never quite


def _hundred(sketch: Sketch, x: float, share: float, shape: str, role: str, first: str, second: str) -> None:
    """Draw a hundred rooms in ten rows, and count those that are filled."""
    sketch.line([(x, 24), (x + 44, 24)], role, 2.4, dash=shape == "disc")  # the key of its curve
    if shape == "box":
        sketch.box(x + 16, 18, 12, 12, 2, fill=role)
    else:
        sketch.disc(x + 22, 24, 6.5, fill=role)
    sketch.text(x, 74, number(round(_HUNDRED * share)), 34, role, 700)
    sketch.text(x, 100, first, 14, weight=600)
    sketch.text(x, 119, second, 14)
    count, order = round(_HUNDRED * share), np.random.default_rng(3).permutation(_HUNDRED)
    at_x, at_y = x + 7 + 14.4 * (order % 10), 144 + 14.4 * (order // 10)
    sketch.dots(at_x[count:], at_y[count:], 2.2, "rule")
    filled = np.column_stack([at_x, at_y])[:count]
    if shape == "disc":
        sketch.discs(filled, 4.8, fill=role)
    elif count:
        sketch.path(paths_at(rounded_box(-4.5, -4.5, 9, 9, 2), filled, 1), fill=role)


_ROWS = {
    "sender_address": ("Address of Alice’s phone", "from where she writes"),
    "link": ("Who talks to whom, and when", "the members of the room, the times"),
    "content": ("The words", "locked on the phones"),
}
_OWN_LEFT = (262.0, 560.0)


def own_server(model: OwnServer, figure: Figure) -> str:
    """Draw in how many of a hundred rooms a spy learns three things, on a stranger's and on one's own server.

    The sentence says how the chance changes for who talks to whom and for the address. The answer is the
    share of the rooms in which a spy learns who talks to whom, with one's own server.
    """
    sketch, chances = Sketch(figure), model.chances()
    heads = ("Alice on a stranger’s server", "Alice on her own server")
    for x, words in zip(_OWN_LEFT, heads, strict=True):
        sketch.text(x, 28, words, 16, weight=600)
        sketch.text(x, 48, "rooms of 100 in which a spy learns it", 13, "muted")
    for nth, (datum, (words, more)) in enumerate(_ROWS.items()):
        y = 84 + 98 * nth
        sketch.text(16, y + 16, words, 15, weight=600)
        sketch.text(16, y + 37, more, 12.5, "muted")
        for x, where in zip(_OWN_LEFT, ("stranger", "own"), strict=True):
            _strip(sketch, x, y, chances[where][datum])
    sketch.text(16, 378, fill(wording.OTHER_SERVERS, others=model.servers - 1), 13, "muted")
    said = []
    for datum, templates in (("link", wording.WHO_TALKS), ("sender_address", wording.ADDRESS)):
        before, after = (_nearly(chances[where][datum]) for where in ("stranger", "own"))
        said.append(fill(templates["same" if before == after else "changed"], before=before, after=after))
    return answered(paragraph(*said), chances["own"]["link"])


def _strip(sketch: Sketch, x: float, y: float, share: float) -> None:
    """Draw a hundred rooms in five rows of twenty, those lit in which it is learned."""
    count = round(_HUNDRED * share)
    sketch.text(x + 256, y + 38, number(count), 26, "seen" if count else "muted", 700, ha="right")
    place = np.arange(_HUNDRED)
    at_x, at_y = x + 5 + 10 * (place // 5), y + 5 + 11.5 * (place % 5)
    sketch.dots(at_x[count:], at_y[count:], 2.2, "rule")
    sketch.dots(at_x[:count], at_y[:count], 4.0, "seen")
