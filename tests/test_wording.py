"""The words of a subject: each sentence is one template, and the templates of a subject stand together.

A sentence that is put together from pieces cannot be said in a language that orders them differently.
"""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "guidekit"
FOLDERS = sorted({path.parent for path in PACKAGE.rglob("wording.py")} - {PACKAGE / "tables"})
ANSWERS = sorted((PACKAGE / "claims" / "answers").glob("[!_]*.py"))
COURSE = "chart calibration guesses progress verdicts glossary sheets paper journal"
ALONE = [  # modules that are a subject of their own: their templates stand at their own top
    *ANSWERS,
    *(PACKAGE / "course" / f"{name}.py" for name in COURSE.split()),
    PACKAGE / "tables" / "asked.py",
    *sorted((PACKAGE / "panels").glob("[!_]*.py")),
]
SENTENCE = re.compile(r"(?s)\S+\s+\S+\s.*[.?!]”?\s*$")  # three words and a full stop
WORD = re.compile(r"(?<![\w.:/-])[A-Za-z’']{2,}(?![\w.:/-]*[\w/])")  # no id and no address
HALF = re.compile(r"^(, |; |: | and | but | or | so )\w+ \w+|\w+ \w+(, |; |: | and | but | or )$")


def in_functions(tree: ast.Module) -> set[int]:
    """Return what stands inside a function: there a text may be a piece, elsewhere it is whole."""
    functions = (node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.Lambda)))
    return {id(node) for function in functions for node in ast.walk(function)}


def texts(tree: ast.Module) -> Iterator[tuple[ast.expr, str]]:
    """List the texts of a module that a reader may see: no docstrings, and nothing of an error."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        inside = isinstance(node, (ast.JoinedStr, ast.Raise))
        skipped |= {id(child) for child in ast.walk(node) if child is not node} if inside else set()
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(id(node.value))
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.JoinedStr):
            yield (
                node,
                "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values),
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node, node.value


def loose_words(source: str, rows: bool = False) -> list[str]:
    """Name the sentences and the halves of sentences of a module, each with its line.

    Where `rows` is true a whole text outside functions may stand in its row: a question, a card.
    """
    tree = ast.parse(source)
    inside = in_functions(tree)
    return [
        f"line {node.lineno}: {text}"
        for node, text in texts(tree)
        if (SENTENCE.search(text) or HALF.search(text))
        and not (rows and isinstance(node, ast.Constant) and id(node) not in inside)
    ]


def glued_words(source: str) -> list[str]:
    """Name the f-strings inside functions that say more than three words, each with its line."""
    tree = ast.parse(source)
    inside = in_functions(tree)
    return [
        f"line {node.lineno}: {text}"
        for node, text in texts(tree)
        if isinstance(node, ast.JoinedStr) and id(node) in inside and len(WORD.findall(text)) > 3
    ]


def templates(path: Path) -> dict[str, str]:
    """Read the templates of a file: constants at its top, alone or in a dict."""
    found = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            for text in ast.walk(node.value):
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    found[f"line {text.lineno}"] = text.value
    return found


def test_every_subject_of_exhibits_has_its_words():
    assert {path.parent for path in (PACKAGE / "exhibits").rglob("__init__.py")} <= {
        *FOLDERS,
        PACKAGE / "exhibits",
    }


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(PACKAGE)))
def test_sentences_stand_in_one_file_a_subject(folder):
    loose = {
        path.name: words
        for path in folder.glob("*.py")
        if path.name != "wording.py"
        and (words := loose_words(path.read_text(encoding="utf-8"), folder.parent.name != "exhibits"))
    }
    assert not loose


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(PACKAGE)))
def test_a_template_is_a_text_and_no_code(folder):
    tree = ast.parse((folder / "wording.py").read_text(encoding="utf-8"))
    code = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.JoinedStr, ast.BinOp))]
    assert not code, [node.lineno for node in code]
    for line, text in templates(folder / "wording.py").items():
        for _, place, form, _ in string.Formatter().parse(text):
            assert place is None or place.isidentifier(), f"{line}: a place has a name: {text}"
            assert not form or form.count("|") == 1, f"{line}: two forms, one|many: {text}"


@pytest.mark.parametrize("path", ALONE, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_that_is_a_subject_has_its_sentences_at_its_top(path):
    source = path.read_text(encoding="utf-8")
    assert not loose_words(source, rows=True)
    assert not (path in ANSWERS and glued_words(source))


def test_pieces_are_found():
    pieces = """
def told(few, names):
    held = "holds" if few else "hold"
    more = ", and the rest waits" if few else ""
    return f"The relay {held} {names} for a day{more}."
"""
    assert len(loose_words(pieces)) == 2
    assert len(glued_words(pieces)) == 1
    assert not loose_words(
        'def told(n):\n    """Say how many there are."""\n    return fill(wording.KEPT, n=n)\n'
    )
