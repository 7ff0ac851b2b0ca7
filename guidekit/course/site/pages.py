"""The pages of the site as Markdown: each lesson, the front page, and what leads to JupyterLab."""

from __future__ import annotations

import ast
import importlib.metadata
import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

import guidekit
from guidekit.course.glossary import Term, terms
from guidekit.course.lessons import EXTRA, is_core
from guidekit.course.notebook import Notebook, NotebookCell, only_call
from guidekit.course.prose import in_markdown
from guidekit.course.questions import Question, questions
from guidekit.course.site.frames import FRAMES, FrameCard, FrameJob
from guidekit.knobs import Knob
from guidekit.paths import course_folder
from guidekit.tables.rows import course_rows, rows_by
from guidekit.words import one_of

Cards = Mapping[str, tuple[FrameJob, FrameCard]]
"""By the id of a cell, its job and its card."""
Asked = Mapping[str, tuple[str, Knob]]
"""By the id of a prediction, its question and what may be guessed."""
_LINK = re.compile(r"\]\(((?:\.\./)?(?:extra/)?[^)\s:]+)\.ipynb")
_RUNNING = re.compile(r"Run a cell with [^;]*; nothing leaves your machine\.")  # nothing is run on a page
_TERM = re.compile(r"glossary\.md#([^)\s]+)")
_ROADS = (
    "```{{image}} {file}\n:alt: Four roads from Alice to Bob, and who stands along each\n"
    ":class: only-{theme}\n```"
)
_THEMES = (("four-ways.png", "light"), ("four-ways-dark.png", "dark"))
_HINT = "This one plays in JupyterLab only: [open the course there](%sopen.md)."


def lesson_page(path: Path, cards: Cards) -> str:
    """Write a lesson as a page.

    Parameters
    ----------
    path : pathlib.Path
        The notebook.
    cards : mapping
        By the id of a cell, its job and its card.

    Returns
    -------
    str
        Markdown for MyST. What plays is HTML with its data, and holds no answer that a reader could come
        upon before the guess.
    """
    notebook, up = Notebook.read(path), "../" if path.parent.name == EXTRA else ""
    asked = {id: (words, notebook.scales()[id]) for id, words in notebook.predictions().items()}
    parts = [part for cell in notebook.cells for part in _cell(cell, cards, asked, up)]
    named = {name for text in parts for name in _TERM.findall(text)}
    parts.append(_raw(_json("gk-terms", _meanings(named))))
    return "\n\n".join([*parts[:1], _opens(path, up), *parts[1:]]) + "\n"


def _cell(cell: NotebookCell, cards: Cards, asked: Asked, up: str) -> Iterator[str]:
    if cell.kind == "markdown":
        yield _LINK.sub(r"](\1.md", _RUNNING.sub("Nothing leaves your browser.", cell.text))
        return
    call = only_call(cell) if cell.kind == "code" else None
    if call is None:
        return
    if not cell.hidden:
        yield f"```python\n{cell.text}\n```"
    name = ast.unparse(call.func)
    if name == "gk.predict":
        yield _raw(_prediction(ast.literal_eval(call.args[0]), asked))
    elif name == "gk.quiz":
        yield _raw(_quiz(questions(ast.literal_eval(call.args[0]))))
    elif name == "gk.progress":
        yield _raw(standing_place())
    elif cell.id in cards:
        job, card = cards[cell.id]
        yield _raw(_stand(job, card, asked, up))
        if name == "gk.designer" or not cell.hidden:
            yield _HINT % up


def _stand(job: FrameJob, card: FrameCard, asked: Asked, up: str) -> str:
    """Write what stands in a page for a cell: the start for paper, and the place where it is played."""
    if card.kind == "html":
        return f'<div class="gk-output">{card.html}</div>'
    start = card.html or "".join(
        f'<img class="only-{theme}" src="{up}{FRAMES}/{job.name}.{theme}.webp" width="{card.width}" '
        f'height="{card.height}" loading="{when}" alt="{escape(card.sentence)}">'
        for theme, when in (("light", "eager"), ("dark", "lazy"))  # paper is light, and waits for nothing
    )
    figure = f'<figure class="gk-start">{start}<figcaption>{escape(card.sentence)}</figcaption></figure>'
    if card.kind == "still":
        return f'<div class="gk-panel gk-still">{figure}</div>'
    data: dict[str, Any] = {"kind": "panel", "pack": job.name, "prediction": None}
    if card.prediction is not None and card.prediction in asked:
        data["prediction"] = {"id": card.prediction, "rule": _rule(asked[card.prediction][1])}
    room = f"min-height:{card.height + 160 if card.height else 320}px"
    return f'<div class="gk-stand">{figure}{_json("", data)}<div class="gk-place" style="{room}"></div></div>'


def _prediction(id: str, asked: Asked) -> str:
    words, rule = asked[id]
    widget = guidekit.predict(id, words, rule.low, rule.high, "%" if rule.percent else rule.unit, rule.log)
    data = {"kind": "predict", "id": id, "question": words, "rule": _rule(rule),
            "controls": widget.controls, "values": widget.values}  # fmt: skip
    words = f'<p class="gk-start gk-question"><b>{escape(words)}</b></p>'
    return f'<div class="gk-stand">{words}{_json("", data)}<div class="gk-place"></div></div>'


def _quiz(asked: list[Question]) -> str:
    items = "".join(
        f"<li>{escape(one.words)}<ul>{''.join(f'<li>{escape(o.words)}</li>' for o in one.options)}</ul></li>"
        for one in asked
    )
    data = {"kind": "quiz", "questions": [_question(one) for one in asked]}
    return (
        f'<div class="gk-stand"><ol class="gk-start">{items}</ol>{_json("", data)}'
        '<div class="gk-place"></div></div>'
    )


def standing_place() -> str:
    """Write the place where a reader's progress is shown, with what it is reckoned from."""
    rows, every = [], questions()
    for row in course_rows("lessons"):
        notebook = Notebook.read(course_folder("notebooks") / row.notebook)
        scales = notebook.scales()
        asked = [
            {"id": id, "question": words, "rule": _rule(scales[id])}
            for id, words in notebook.predictions().items()
        ]
        quiz = [_question(one) for one in every if one.lesson == row.id]
        page = row.notebook.replace(".ipynb", ".html")
        rows.append({"id": row.id, "title": row.title, "page": page, "predictions": asked, "questions": quiz})
    return f'<div class="gk-standing">{_json("", {"lessons": rows})}</div>'


def _question(one: Question) -> dict[str, Any]:
    options = [[option.words, option.right, option.reason] for option in one.options]
    return {"id": one.id, "words": one.words, "again": one.again, "options": options}


def _rule(rule: Knob) -> dict[str, Any]:
    units = {"unit": rule.unit, "one": one_of(rule.unit), "percent": rule.percent}
    return {"low": rule.low, "high": rule.high, "log": rule.log} | units


def _meanings(anchors: set[str]) -> dict[str, str]:
    return {term.name: term.definition for term in terms() if term.anchor in anchors}


def _opens(path: Path, up: str) -> str:
    """Write where the lesson can be had with all its knobs."""
    own = f'<a download href="{up}notebooks/{path.name}">this lesson as a notebook</a>'
    place = path.relative_to(course_folder("notebooks")).as_posix()
    binder = binder_address(_repository(), place)
    there = f" · [open on Binder]({binder}), a machine of others on the internet" if binder else ""
    return f"[Open in JupyterLab]({up}open.md) · {own}{there}"


def binder_address(repository: str, notebook: str) -> str:
    """Return the address at which Binder opens a lesson; empty where it cannot know the repository.

    Examples
    --------
    >>> binder_address("https://github.com/someone/course", "05-star.ipynb")
    'https://mybinder.org/v2/gh/someone/course/HEAD?urlpath=lab/tree/notebooks/05-star.ipynb'
    >>> binder_address("https://example.org/course", "05-star.ipynb")
    ''
    """
    found = re.fullmatch(r"https://github\.com/([^/]+/[^/]+?)(?:\.git)?/?", repository)
    where = f"?urlpath=lab/tree/notebooks/{notebook}"
    return f"https://mybinder.org/v2/gh/{found[1]}/HEAD{where}" if found else ""


def _repository() -> str:
    """Return the address of the repository, as the installed package names it."""
    try:
        lines = importlib.metadata.metadata("guidekit").get_all("Project-URL") or []
    except importlib.metadata.PackageNotFoundError:
        return ""
    named = dict(line.split(", ", 1) for line in lines)
    return str(named.get("Repository", ""))


def _json(id: str, data: object) -> str:
    named = f' id="{id}"' if id else ""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json"{named}>{text}</script>'


def _raw(html: str) -> str:
    """Write HTML as it is; the fence is longer than any that stands in it."""
    fence = "`" * max(6, *(len(ticks) + 1 for ticks in re.findall("`+", html)), 0)
    return f"{fence}{{raw}} html\n{html}\n{fence}"


def front_page() -> str:
    """Write the first page: what the course is, and its lessons with their questions and minutes."""
    lines = [
        "# How messengers carry a message",
        "A course for reading and trying. Guess first, move something, and see what a real model says.",
        "Nothing that you do here leaves your browser.",
        *(_ROADS.format(file=file, theme=theme) for file, theme in _THEMES),
        "**[Begin with lesson 00](00-four-ways.md)**, or go to any lesson. "
        "After 03 the branches can be read in any order.",
        "[What you have done](progress.md) · [open the course in JupyterLab](open.md) · "
        '<a href="sheets.pdf">one page of each lesson, to print (PDF)</a>',
    ]
    for core in (True, False):
        lines.append("## The lessons" if core else "## Five extra notebooks")
        rows = [row for row in course_rows("lessons") if is_core(row.id) == core]
        lines.append("| Lesson | What it asks | Minutes |\n|---|---|---|\n" + "\n".join(
            f"| [{row.id} {in_markdown(row.title)}]({_page(row)}) | {in_markdown(row.question)} "
            f"| {row.minutes} |" for row in rows
        ))  # fmt: skip
    return "\n\n".join(lines) + "\n"


def term_page() -> str:
    """Write the glossary with a heading of the second level for each term, which lessons link to."""
    found = ["# Look up a term", "The terms of the course, in alphabetical order."]
    titles = rows_by("lessons", "id")
    found += [_term(one, titles[one.lesson]) for one in terms()]
    return "\n\n".join(found) + "\n"


def _term(one: Term, row: Any) -> str:
    also = f" {one.other_names}" if one.also else ""
    explained = f"Explained in lesson {one.lesson}, [{in_markdown(row.title)}]({_page(row)})."
    return f"## {in_markdown(one.name)}\n\n{in_markdown(one.definition + also)}\n\n{explained}"


def _page(row: Any) -> str:
    return str(row.notebook).replace(".ipynb", ".md")
