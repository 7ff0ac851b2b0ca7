"""The exhibits of this file are tables of who learns what from one message, with every reason."""

from __future__ import annotations

from html import escape

from guidekit.drawing.page import Page, TableCell, table
from guidekit.exposure import DATA, journeys
from guidekit.exposure.question import TOGETHER, WhoLearns
from guidekit.words import large_first, number, percent, with_answer, word_list


def who_learns(model: WhoLearns, page: Page) -> str:
    """Show who learns what from one message, with each reason below the table.

    The sentence says what the observers that are ticked learn together, or else each stranger on the path.
    """
    frame, levels = model.table(), model.levels()
    why = {(row.observer, row.datum): row.reason for row in frame.itertuples()}
    names = {who: _observer_name(model, who) for who in levels.index}
    rows = [
        (names[who], [_entry(levels.loc[who, datum], why[who, datum]) for datum in levels])
        for who in levels.index
    ]
    page.write(
        table(["", *(_short(datum) for datum in levels)], rows, caption=journeys()[model.journey].title)
    )
    page.write(_reasons(model, names, why))
    return _observers(model)


def _observers(model: WhoLearns) -> str:
    """Return the sentence on what the coalition, the adversary or else the strangers on the path learn."""
    levels, journey = model.levels(), journeys()[model.journey]
    if TOGETHER in levels.index:
        got = [DATA[datum] for datum in levels if levels.loc[TOGETHER, datum] == 1]
        timing = "comparing times" if model.timing == "yes" else "without comparing times"
        said = f"{word_list(model.members())} together, {timing}, learn {word_list(got) or 'nothing'}."
        said = large_first(said)
    else:
        strangers = [who for who in levels.index if who in {p.name for p in journey.parties if not p.trusted}]
        said = " ".join(_alone(levels, who, _observer_name(model, who)) for who in strangers[:4]) or (
            f"On the journey “{journey.title}” no stranger handles the message."
        )
    if "adversary" in levels.index and "link" in levels:
        share, held = percent(float(levels.loc["adversary", "link"])), percent(model.hostile)
        said += f" An adversary who holds {held} of the machines links the two ends in {share} of cases."
    return said


def server_counts(model: WhoLearns, page: Page, guess: float | None = None) -> str:
    """Show what the first server or relay learns; on a way without one, whoever watches the whole way.

    The sentence counts it. A guess is that count.
    """
    levels = model.levels()
    kinds = {party.name: party.kind for party in journeys()[model.journey].parties}
    who = next(
        (name for name in levels.index if kinds.get(name, "end") not in ("end", "outsider")),
        levels.index[-1],  # no server handles it: whoever watches the whole way
    )
    got = [datum for datum in levels if levels.loc[who, datum] == 1]
    rows = [(_short(datum), [_entry(levels.loc[who, datum], "")]) for datum in levels]
    page.write(table(["", _observer_name(model, who)], rows, caption=journeys()[model.journey].title))
    named = word_list(map(_short, got)) or "nothing"
    return with_answer(
        f"{_observer_name(model, who)} learns {len(got)} of {len(levels.columns)}: {named}.",
        guess,
        len(got),
        number,
    )


def _observer_name(model: WhoLearns, observer: str) -> str:
    """Return the words for an observer, as the first column shows them."""
    parties = {party.name: party.label for party in journeys()[model.journey].parties}
    if observer == "adversary":
        return f"an adversary with {percent(model.hostile)}"
    words = parties.get(observer, observer)
    return large_first(words)


def _short(datum: str) -> str:
    """Return the words for a datum, as a column is headed."""
    return DATA[datum].removeprefix("the ")


def _alone(levels: object, who: str, name: str) -> str:
    row = levels.loc[who]  # type: ignore[attr-defined]
    got = word_list(DATA[datum] for datum in row.index if row[datum] == 1)
    return f"{name} learns {got or 'nothing'}."


def _entry(level: float, reason: str) -> TableCell:
    if level == 1:
        return TableCell("●\u00a0knows", "knows", reason)
    return (
        TableCell("○", "not", reason)
        if level == 0
        else TableCell(f"◐ {percent(level)}".replace(" ", "\u00a0"), "part", reason)
    )


def _reasons(model: WhoLearns, names: dict[str, str], why: dict[tuple[str, str], str]) -> str:
    """List every reason in words, folded, for those who cannot hover."""
    blocks = []
    for who, name in names.items():
        lines = "".join(
            f"<li>{escape(_short(datum))}: {escape(reason)}</li>"
            for (one, datum), reason in why.items()
            if one == who
        )
        blocks.append(f"<details><summary>Why: {escape(name)}</summary><ul>{lines}</ul></details>")
    return "".join(blocks)
