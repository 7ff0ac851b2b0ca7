"""What the guide said in 2022, and what is true today."""

from __future__ import annotations

from matplotlib.figure import Figure

from guidekit.dates import month
from guidekit.drawing.figure import Subplot, bar, hline, note, subplots
from guidekit.drawing.page import Page, TableCell, table
from guidekit.tables.snapshot import GUIDE, VERDICTS, Moves, Snapshot, Verdicts
from guidekit.tables.wording import messenger_names, plain_words
from guidekit.words import percent, with_answer

SIGNS = {"yes": "✔", "partial": "◐", "no": "✘", "unknown": "?", "not_applicable": "–"}  # never colour alone
_VERDICTS = Subplot(
    y="share of the sentences", xlim=(-0.6, 4.6), ylim=(0, 1.02), percent="y",
    xticks=tuple((float(at), word) for at, word in enumerate(VERDICTS)),
)  # fmt: skip


def snapshot(model: Snapshot, page: Page) -> str:
    """Lay the cells of one day side by side, and mark what has changed since the guide."""
    cells, moved, names = model.cells(), model.moved(), messenger_names()
    rows = [(plain_words(what.split(".")[1]), list(map(_entry, cells[what], moved[what]))) for what in cells]
    page.write(table(["", *(names[who] for who in cells.index)], rows))
    silent = int((cells == "unknown").to_numpy().sum())
    about = f"{month(model.date)}: of {cells.size} cells about {plain_words(model.group)}"
    if model.date == GUIDE:
        return f"{about} the guide and its sources fill {cells.size - silent}; the rest are unknown."
    places = [(who, what) for what in cells for who in cells.index[moved[what]]]
    listed = ", ".join(f"{names[who]} {plain_words(what.split('.')[1])}" for who, what in places[:3])
    examples = f" ({listed}{' and others' if len(places) > 3 else ''})" if places else ""
    said = int(model.corrected().to_numpy().sum())
    has, be = "has" if len(places) == 1 else "have", "is" if said == 1 else "are"
    changed = f"{about}, {len(places)} {has} changed since the guide{examples}."
    return f"{changed} {said} more {be} described otherwise today; {silent} are unknown."


def moves(model: Moves, page: Page) -> str:
    """List what the guide knew and what is otherwise today, with the day and the reason."""
    rows, names = model.rows(), messenger_names()
    lines = [
        (
            row.changed_on,
            [
                names[row.messenger],
                plain_words(row.attribute.split(".")[1]),
                plain_words(row.before),
                plain_words(row.after),
                row.summary,
            ],
        )
        for row in rows.itertuples()
    ]
    page.write(table(["since", "messenger", "what", "the guide", "then", "why"], lines))
    whose = "the four messengers" if model.messenger == "all" else names[model.messenger]
    if not lines:
        return f"By {month(model.until)} nothing that the guide said of {whose} had changed."
    return (
        f"By {month(model.until)}, {len(lines)} things that the guide said of {whose} are otherwise; "
        f"the first changed in {lines[0][0]}, the last in {lines[-1][0]}."
    )


def verdicts(model: Verdicts, figure: Figure, guess: float | None = None) -> str:
    """Draw how many of the guide's sentences hold today, and what became of the others."""
    counts = model.counts()
    total = int(counts.sum())
    (ax,) = subplots(figure, _VERDICTS)
    for nth, (verdict, count) in enumerate(counts.items()):
        bar(ax, f"_{verdict}", nth, count / total, nth)
        note(ax, f"_{verdict} words", nth, count / total + 0.02, str(count), ha="center", weight="bold")
    hline(ax, "guess", guess, "your prediction")
    whose = "the guide's sentences" if model.subject == "all" else f"its sentences about {model.subject}"
    others = ", ".join(f"{count} {verdict}" for verdict, count in counts[1:].items() if count)
    holding = f"{counts['holds']} hold as they stand ({percent(model.holding())})"
    answer = f"Of {total} of {whose}, {holding}; of the rest: {others or 'none'}."
    return with_answer(answer, guess, model.holding())


def _entry(value: str, moved: bool) -> TableCell:
    words = f"{SIGNS[value]} {plain_words(value)}" if value in SIGNS else plain_words(value)
    return TableCell(f"{words} (changed)" if moved else words, "moved" if moved else "")
