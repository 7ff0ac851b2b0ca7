"""What the guide said in 2022, and what is true today."""

from __future__ import annotations

from collections import Counter
from typing import Any

from matplotlib.figure import Figure

from guidekit.dates import month
from guidekit.drawing.page import Page, TableCell, TableRow, legend_line, table
from guidekit.drawing.sketch import Sketch
from guidekit.drawing.typeface import text_width
from guidekit.exhibits.messengers import wording
from guidekit.tables.asked import COMMON, FINE, OPEN, PART, WEAK, CommonAnswer, EightQuestions
from guidekit.tables.evidence import dated_names
from guidekit.tables.rows import usual_messengers
from guidekit.tables.snapshot import GUIDE, GUIDE_SOURCE, SUBJECT_TITLES, Moves, Snapshot, Verdicts
from guidekit.tables.wording import attribute_questions, fact_words, group_title, messenger_names, plain_words
from guidekit.words import answered, fill, large_first, number, paragraph

SIGNS = {"yes": "✔", "partial": "◐", "no": "✘", "unknown": "?", "not_applicable": "–"}  # never colour alone
_SIGNS_OF_MARKS = {WEAK: ("●", "knows"), PART: ("◐", "part"), FINE: ("○", "not"), OPEN: ("?", "unknown")}
_MARKS = {WEAK: "a weak spot", PART: "in part", FINE: "no weak spot", OPEN: "nobody here can tell"}


def common_questions(model: EightQuestions, page: Page) -> str:
    """Answer what people ask first about the messengers that are ticked, and mark weak spots.

    The sentence counts weak spots and what nobody can tell. What only the guide said has a hollow mark.
    The answer is how many of the messengers have a weak spot at the first question.
    """
    answers, asked = model.answers(), model.asked()
    rows = [
        (COMMON[name].words, [_answer_cell(answers[who, name]) for who in model.whose()]) for name in asked
    ]
    heads = ["", *(name.replace("known up to ", "") for name in dated_names(model.whose()))]
    caption = fill(wording.COMMON_CAPTION, month=month(model.date))
    page.write(table(heads, rows, caption=caption, gather=True, most=8))
    signs = [_answer_cell(CommonAnswer(mark, words)) for mark, words in _MARKS.items()]
    if any(answer.guide for answer in answers.values()):
        signs.append(TableCell("◌ only the guide said so", "guide"))
    page.write(legend_line(*signs))
    counts = Counter(answer.mark for answer in answers.values())
    said = fill(
        wording.WEAK_SPOTS, weak=counts[WEAK], answers=len(answers), part=counts[PART], open=counts[OPEN]
    )
    return answered(
        said if answers else wording.NOTHING_TICKED,
        sum(answers[who, name].mark == WEAK for who in model.whose() for name in asked[:1]),
        number,
    )


def snapshot(model: Snapshot, page: Page) -> str:
    """Lay the cells of one day side by side, and mark what has changed since the guide."""
    cells, moved, names = model.cells(), model.moved(), messenger_names()
    said = {(row.messenger, row.attribute): row for row in model.corrections().itertuples()}
    asked = attribute_questions()
    rows = [
        (
            asked[what],
            [
                _entry(what, cells.loc[who, what], moved.loc[who, what], said.get((who, what)))
                for who in cells.index
            ],
        )
        for what in cells
    ]
    page.write(table(["", *dated_names(list(cells.index))], rows, gather=True))
    silent = int((cells == "unknown").to_numpy().sum())
    about = {"month": month(model.date), "cells": cells.size, "group": group_title(model.group)}
    if model.date == GUIDE:
        return fill(wording.FILLED, known=cells.size - silent, **about)
    places = [(who, what) for what in cells for who in cells.index[moved[what]]]
    listed = ", ".join(f"{names[who]}: {plain_words(what.split('.')[1])}" for who, what in places[:3])
    case = "none" if not places else "few" if len(places) <= 3 else "many"
    return paragraph(
        fill(wording.CHANGED[case], changed=len(places), examples=listed, **about),
        fill(wording.CORRECTED, corrected=int(model.corrected().to_numpy().sum()), unknown=silent),
    )


def moves(model: Moves, page: Page) -> str:
    """List what the guide knew and what is otherwise today, with the day and the reason.

    What the guide said and is described otherwise now has a hollow mark and no day: nothing is known to
    have happened.
    """
    rows, said, names = model.rows(), model.said(), messenger_names()
    asked, named = attribute_questions(), model.messenger == "all"

    def line(row: Any, since: str) -> TableRow:
        whose = [names[row.messenger]] if named else []
        values = [_short(row.attribute, row.before), _short(row.attribute, row.after)]
        return since, [*whose, asked[row.attribute], *values, row.summary]

    lines = [
        line(row, month(row.changed_on) if "-" in row.changed_on else row.changed_on)
        for row in rows.itertuples()
    ]
    lines += [line(row, "◌ no date") for row in said.itertuples()]
    heads = ["since", *(["messenger"] if named else []), "what", "the guide said", "then", "why"]
    page.write(table(heads, lines))
    page.write(legend_line(TableCell(wording.LEFT_OUT_SIGN, "guide")))
    dated = dated_names(list(usual_messengers()) if named else [model.messenger])
    whose = "all" if named else "one"
    years = {} if rows.empty else {"first": rows.changed_on.iloc[0][:4], "last": rows.changed_on.iloc[-1][:4]}
    return paragraph(
        fill(
            (wording.MOVED if years else wording.NOTHING_MOVED)[whose],
            month=month(model.until),
            things=len(rows),
            messenger=names.get(model.messenger),
            **years,
        ),
        fill(wording.LEFT_OUT, things=len(said)),
        fill(wording.KNOWN_UP_TO[whose], known="; ".join(dated) if named else dated[0].split(", ")[-1]),
    )


def verdicts(model: Verdicts, figure: Figure) -> str:
    """Draw each of the guide's sentences as a stroke, a row for each subject, by what is true of it today.

    The sentence counts those of the chosen subject. The answer is the share of them that holds.
    """
    sketch, rows = Sketch(figure), {name: Verdicts(name).counts() for name in SUBJECT_TITLES}
    left, top, pitch = 190.0, 58.0, 30.0
    most = max(sum(counts.values()) for counts in rows.values())
    step = (sketch.width - left - 90) / most
    for nth, (name, counts) in enumerate(rows.items()):
        y = top + pitch * nth
        if name == model.subject:
            sketch.box(8, y - 3, sketch.width - 16, pitch - 1, 4, fill="changed")
        sketch.text(16, y + 17, large_first(SUBJECT_TITLES[name]), 14, weight=600)
        at = 0
        for verdict, count in counts.items():
            for _ in range(count):
                _stroke(sketch, left + step * at, y, step - 4, verdict)
                at += 1
        words = f"{counts['holds']} of {sum(counts.values())}"
        sketch.text(left + step * most + 12, y + 17, words, 13, "muted")
    sketch.text(left, 30, "What is true of each sentence today", 14, weight=600)
    sketch.text(left + step * most + 12, 30, "hold", 13, "muted")
    low, x = top + pitch * len(rows) + 22, 16.0
    for verdict, words in _KEY.items():
        _stroke(sketch, x, low - 14, 12, verdict)
        sketch.text(x + 20, low, words, 13, "muted")
        x += 20 + text_width(words, 13) + 22
    counts = model.counts()
    wrong = sum(counts[verdict] for verdict in ("changed", "misleading", "obsolete"))
    said = paragraph(
        fill(
            wording.VERDICTS["all" if model.subject == "all" else "one"],
            sentences=sum(counts.values()),
            subject=SUBJECT_TITLES.get(model.subject),
            hold=counts["holds"],
        ),
        fill(wording.FAULTS["some" if wrong else "none"], incomplete=counts["incomplete"], wrong=wrong),
    )
    return answered(said, model.holding())


_KEY = {
    "holds": "holds as it stands",
    "incomplete": "incomplete: something is missing",
    "changed": "changed, obsolete or misleading",
}


def _stroke(sketch: Sketch, x: float, y: float, wide: float, verdict: str) -> None:
    """Draw one sentence: filled if it holds, hollow if it is incomplete, crossed if it leads astray."""
    if verdict == "holds":
        sketch.box(x, y, wide, 22, 3, fill="focus")
    elif verdict == "incomplete":
        sketch.box(x, y, wide, 22, 3, fill="wash", edge="unknown", stroke=1.4)
    else:
        sketch.box(x, y, wide, 22, 3, fill="seen_tint", edge="seen", stroke=1.4)
        sketch.line([(x + 2, y + 19), (x + wide - 2, y + 3)], "seen", 1.6)


def _entry(what: str, value: str, moved: bool, said: Any) -> TableCell:
    words = f"{SIGNS[value]} {plain_words(value)}" if value in SIGNS else fact_words(what, value)
    if moved:
        return TableCell(wording.CHANGED_CELL.format(words=words), "moved")
    return TableCell(words) if said is None else TableCell(_said_before(said, words), "guide")


def _said_before(row: Any, words: str) -> str:
    who = "guide" if GUIDE_SOURCE in row.said_by.split() else "others"
    return wording.CORRECTED_CELL[who].format(words=words, before=fact_words(row.attribute, row.before))


def _answer_cell(answer: CommonAnswer) -> TableCell:
    sign, look = _SIGNS_OF_MARKS[answer.mark]
    if answer.guide:
        return TableCell(wording.GUIDE_ONLY_CELL.format(words=answer.words), "guide", answer.why)
    return TableCell(f"{sign} {answer.words}", look, answer.why)


def _short(what: str, value: str) -> str:
    """Write a value as words; one that is no answer gets its sign."""
    return f"? {value}" if value == "unknown" else fact_words(what, value)
