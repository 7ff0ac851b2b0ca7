"""Run lessons over tables in which every free text ends with one of our choice; print the HTML shown.

python -m tests.hostile.poisoned_course NUMBER TEXT         a part of the lessons
python -m tests.hostile.poisoned_course FOLDER TEXT         pages of the site, built into the folder
"""

from __future__ import annotations

import ast
import dataclasses
import json
import sys
import warnings
from pathlib import Path
from typing import Any

from guidekit.tables import csvfile

WRITTEN = {  # what people write in sentences or as names; all else is an id, a number or of a closed list
    "sources": ("title", "publisher"),
    "messengers": ("name", "developer"),
    "attributes": ("definition", "note"),
    "facts": ("summary", "note"),
    "claims": ("claim", "evidence", "shows", "why"),
    "claim_kinds": ("why",),
    "audits": ("organisation", "scope", "verdict"),
    "recommendations": ("criterion",),
    "architectures": ("statement", "condition"),
    "parameters": ("label", "by", "note"),
    "lessons": ("title", "question", "moves"),
    "questions": ("question", "option", "reason", "again"),
    "glossary": ("definition",),
    "journeys": ("title", "note"),
    "ways": ("name",),
    "disguises": ("name", "looks", "note"),
    "parties": ("label", "note"),
    "advice": ("advice", "by", "note"),
    "help": ("organisation", "for_whom", "where", "languages", "hours", "note"),
    "blocks": ("why",),
    "detours": ("title", "why"),
    "kept": ("said_of", "why"),
}


def poison(text: str) -> None:
    """Let every table be read with a text at the end of each cell that people write."""
    clean = csvfile.read_csv

    def read_csv(path: Any, columns: Any = ()) -> Any:
        file = clean(path, columns)
        written = [name in WRITTEN.get(path.stem, ()) for name in file.columns]
        rows = (zip(row, written, strict=True) for row in file.rows)
        poisoned = tuple(tuple(f"{cell} {text}" if cell and by else cell for cell, by in row) for row in rows)
        return dataclasses.replace(file, rows=poisoned)

    csvfile.read_csv = read_csv


def shown(value: Any) -> str:
    """Return the HTML by which a notebook shows a value, and that of an open panel."""
    html = getattr(value, "html", "")
    html = html if isinstance(html, str) else ""
    if hasattr(value, "_repr_mimebundle_"):
        data, _ = value._repr_mimebundle_()
        return html + data.get("text/html", "")
    return html + (value._repr_html_() or "" if hasattr(value, "_repr_html_") else "")


def main(part: int, text: str) -> dict[str, str]:
    """Return the HTML of each code cell of some lessons."""
    poison(text)
    from guidekit.course.lessons import lesson_files
    from guidekit.course.notebook import Notebook

    found = {}
    for path in lesson_files()[part::4]:
        room: dict[str, Any] = {}
        for cell in Notebook.read(path).cells:
            if cell.kind != "code":
                continue
            tree = ast.parse(cell.text)
            last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, path.name, "exec"), room)
            if isinstance(last, ast.Expr):
                value = eval(compile(ast.Expression(last.value), path.name, "eval"), room)
                if html := shown(value):
                    found[f"{path.stem} {cell.id}"] = html
    return found


def pages(folder: Path, text: str) -> dict[str, str]:
    """Build those pages of the site that hold what tables say, without frames; return them."""
    poison(text)
    from guidekit.course.lessons import lesson_files
    from guidekit.course.site import build
    from guidekit.course.site.pages import front_page, lesson_page, standing_place, term_page

    lessons = {f"{path.stem}.md": lesson_page(path, {}) for path in lesson_files()[:4]}
    progress = build._PROGRESS.format(standing=standing_place())
    build.write_pages(
        {"index.md": front_page(), "glossary.md": term_page(), "progress.md": progress, **lessons}, folder
    )
    names = ("index", "glossary", "progress", *(name.removesuffix(".md") for name in lessons))
    return {name: (folder / f"{name}.html").read_text(encoding="utf-8") for name in names}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    where, chosen = sys.argv[1:]
    sys.stdout.write(json.dumps(main(int(where), chosen) if where.isdigit() else pages(Path(where), chosen)))
