"""What the guide said in 2022, and what is true today."""

from __future__ import annotations

from matplotlib.figure import Figure

from guidekit.dates import month
from guidekit.drawing.page import Page, TableCell, table
from guidekit.drawing.sketch import Sketch
from guidekit.drawing.typeface import text_width
from guidekit.tables.snapshot import GUIDE, Moves, Snapshot, Verdicts
from guidekit.tables.wording import messenger_names, plain_words
from guidekit.words import percent, with_answer

SIGNS = {"yes": "✔", "partial": "◐", "no": "✘", "unknown": "?", "not_applicable": "–"}  # never colour alone


def snapshot(model: Snapshot, page: Page) -> str:
    """Lay the cells of one day side by side, and mark what differs from the guide."""
    cells, moved, names = model.cells(), model.moved(), messenger_names()
    rows = [(plain_words(what.split(".")[1]), list(map(_entry, cells[what], moved[what]))) for what in cells]
    page.write(table(["", *(names[who] for who in cells.index)], rows, gather=True))
    silent = int((cells == "unknown").to_numpy().sum())
    about = f"{month(model.date)}: of {cells.size} cells about {plain_words(model.group)}"
    if model.date == GUIDE:
        return f"{about} the guide and its sources fill {cells.size - silent}; the rest are unknown."
    places = [(who, what) for what in cells for who in cells.index[moved[what]]]
    listed = ", ".join(f"{names[who]} {plain_words(what.split('.')[1])}" for who, what in places[:3])
    examples = f" ({listed}{' and others' if len(places) > 3 else ''})" if places else ""
    return f"{about}, {len(places)} differ from what the guide said{examples}; {silent} are unknown."


def moves(model: Moves, page: Page) -> str:
    """List what the guide knew and what is otherwise today, with the day and the reason."""
    rows, names = model.rows(), messenger_names()
    named = model.messenger == "all"
    lines = [
        (
            month(row.changed_on) if "-" in row.changed_on else row.changed_on,
            [
                *([names[row.messenger]] if named else []),
                plain_words(row.attribute.split(".")[1]),
                plain_words(row.before),
                plain_words(row.after),
                row.summary,
            ],
        )
        for row in rows.itertuples()
    ]
    heads = ["since", *(["messenger"] if named else []), "what", "the guide", "then", "why"]
    page.write(table(heads, lines))
    whose = "the four messengers" if model.messenger == "all" else names[model.messenger]
    if not lines:
        return f"By {month(model.until)} nothing that the guide said of {whose} had changed."
    return (
        f"By {month(model.until)}, {len(lines)} things that the guide said of {whose} are otherwise; "
        f"the first changed in {rows.changed_on.iloc[0]}, the last in {rows.changed_on.iloc[-1]}."
    )


def verdicts(model: Verdicts, figure: Figure, guess: float | None = None) -> str:
    """Draw each of the guide's sentences as a stroke, in rows by what is true of them today.

    The sentence counts them. A guess is the share that holds.
    """
    counts = model.counts()
    total = int(counts.sum())
    sketch, left, pitch = Sketch(figure), 132.0, min(10.5, 500 / max(1, int(counts.max())))
    holds = int(counts["holds"])
    sketch.text(16, 46, f"{holds} of {total}", 36, "focus", 700)
    sketch.text(
        24 + text_width(f"{holds} of {total}", 36, 700), 46, "sentences hold as they stand", 18, weight=600
    )
    for nth, (verdict, count) in enumerate(counts.items()):
        y = 96 + 54 * nth
        sketch.text(16, y + 20, str(verdict), 16, weight=600)
        for at in range(count):
            looks = (
                {"fill": "focus"}
                if verdict == "holds"
                else {"fill": "wash", "edge": "unknown", "stroke": 1.2}
            )
            sketch.box(left + pitch * at, y, pitch - 3.5, 28, 2, **looks)
        sketch.text(left + pitch * count + 8, y + 20, str(count), 16, "text" if count else "muted", 600)
    if guess is not None:
        x = left + pitch * total * min(1.0, max(0.0, guess))
        x = min(x, sketch.width - 12)
        sketch.box(x - 4, 90, 8, 40, 4, fill="guess", alpha=0.6)
        words = f"you said {percent(guess)}"
        side = "right" if x > sketch.width / 2 else "left"
        sketch.text(x, 86, words, 14, "guess", 600, side)
    sketch.text(16, 386, "Each stroke is one sentence of the guide of early 2022.", 13, "muted")
    whose = "the guide's sentences" if model.subject == "all" else f"its sentences about {model.subject}"
    others = ", ".join(f"{count} {verdict}" for verdict, count in counts[1:].items() if count)
    holding = f"{counts['holds']} hold as they stand ({percent(model.holding())})"
    answer = f"Of {total} of {whose}, {holding}; of the rest: {others or 'none'}."
    return with_answer(answer, guess, model.holding())


def _entry(value: str, moved: bool) -> TableCell:
    words = f"{SIGNS[value]} {plain_words(value)}" if value in SIGNS else plain_words(value)
    return TableCell(f"{words} (changed)" if moved else words, "moved" if moved else "")
