"""Building the site: frames first, on all processors, then the pages; what is there already is kept."""

from __future__ import annotations

import importlib.util
import io
import re
import sys
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import guidekit
from guidekit.course.lessons import EXTRA, lesson_files, lesson_id
from guidekit.course.site.frames import FRAMES, FrameCard, FrameJob, frame_jobs, make_frames, read_card
from guidekit.course.site.pages import front_page, lesson_page, standing_place, term_page
from guidekit.course.site.reference import reference_pages
from guidekit.course.stills import printed_course
from guidekit.drawing.typeface import FOLDER, NAME, PAGE_CUTS
from guidekit.names import check_known
from guidekit.paths import check_parent, course_folder, install_command, make_folder, write_whole
from guidekit.tables.rows import rows_by

MARK = ".guidekit-site"
"""A file that tells a folder of ours from any other: only such a one is written over."""
NEEDED = ("sphinx", "myst_parser", "furo", "numpydoc", "reportlab")
TEACHING = ("teaching", "site", "classroom", "browsers", "assumptions", "sweep", "translating")
"""The pages of ``docs`` that are part of the site, where the course has them."""
STATIC = Path(__file__).parent / "static"
OURS = ("answers", "recorded", "site", "begin")
KERNEL_ONLY = {"designer", "start"}
"""The parts of the module of a live panel that a page of the site has no use for."""
_OPEN = """# Open the course in JupyterLab

Here a slider has some of its stops, and some knobs stand still. In JupyterLab every value can be set, the
designer of lesson 13 can be played, and the code can be changed.

1. Get the course: its repository, or a file of it that ends in `.whl`.
2. In the repository run `make lab`. With the file: `pip install` it, then run `guidekit lab my-course`.

Nothing is sent anywhere there either: what you guess and answer stays on your machine.

Without JupyterLab, for a whole class on one machine: [how to do that](docs/classroom.md).
"""
_PROGRESS = """# What you have done

``````{{raw}} html
{standing}
``````
"""


def check_builder() -> None:
    """Refuse to build where Sphinx or its parts are missing.

    Raises
    ------
    ValueError
        With the line that installs them.
    """
    if missing := [name for name in NEEDED if importlib.util.find_spec(name) is None]:
        raise ValueError(f"{', '.join(missing)} is not installed; run: {install_command(extra='site')}")


def check_target(folder: Path) -> None:
    """Refuse a folder that holds anything but a site of ours.

    Raises
    ------
    NotADirectoryError
        If it is a file.
    FileExistsError
        If it holds other things, which would be mixed with the site.
    FileNotFoundError
        If the folder that it should stand in does not exist.
    """
    check_parent(folder)
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(f"{folder} is a file, not a folder")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise FileExistsError(
            f"{folder} holds other things; allowed: a new folder, an empty one, or an older site"
        )


def build_site(
    folder: Path, lessons: Sequence[str] = (), states: int | None = None, workers: int | None = None
) -> list[str]:
    """Build the site.

    Parameters
    ----------
    folder : pathlib.Path
        Where it goes. Frames that an earlier build left there and that still hold are not made again.
    lessons : sequence of str
        The ids of the lessons whose panels play; by default all. The others show their start alone.
    states : int, optional
        The most states of a panel.
    workers : int, optional
        How many processes make frames; by default one a processor.

    Returns
    -------
    list of str
        What Sphinx had to say: warnings, one each; none in a good build.

    Raises
    ------
    ValueError
        If Sphinx or its parts are missing, or if there is no such lesson.
    """
    check_builder()
    check_known("lesson", lessons, rows_by("lessons", "id"))
    check_target(folder)
    for inside in (folder, folder / FRAMES):
        make_folder(inside)
    write_whole(folder / MARK, b"A site of guidekit; `guidekit site` may write over it.\n")
    jobs = list(frame_jobs(lessons, states))
    _make_all(jobs, folder / FRAMES, workers)
    cards = [(job, read_card(job, folder / FRAMES)) for job in jobs]
    said = write_pages(_sources(cards), folder)
    write_whole(folder / "sheets.pdf", printed_course()[0])
    _clear(folder / FRAMES, {job.name for job in jobs})
    return said


def write_pages(pages: Mapping[str, str], folder: Path) -> list[str]:
    """Write pages with the theme, the script and the style of the site; their frames are another's work.

    Parameters
    ----------
    pages : mapping
        By the name of its file, such as ``index.md``, the Markdown of each page.
    folder : pathlib.Path
        The folder of the site, which is there.

    Returns
    -------
    list of str
        The warnings of Sphinx.
    """
    with tempfile.TemporaryDirectory() as work:
        source = Path(work, "source")
        for name, text in pages.items():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            write_whole(source / name, text.encode())
        for name in ("four-ways.png", "four-ways-dark.png"):
            if (course_folder("docs") / name).exists():
                write_whole(source / name, (course_folder("docs") / name).read_bytes())
        said = _run_sphinx(source, folder, Path(work, "doctrees"))
    _write_static(folder)
    return said


def _make_all(jobs: list[FrameJob], folder: Path, workers: int | None) -> None:
    """Make all frames, and show how far it is."""
    from joblib import Parallel, delayed
    from tqdm import tqdm

    missing = [job for job in jobs if not (folder / f"{job.name}.json").exists()]
    if not missing:
        return
    run = Parallel(n_jobs=workers or -1, return_as="generator_unordered")
    made = run(delayed(make_frames)(job, folder) for job in missing)
    for _ in tqdm(made, total=len(missing), unit="panel", file=sys.stderr, disable=not sys.stderr.isatty()):
        pass


def _sources(cards: list[tuple[FrameJob, FrameCard]]) -> dict[str, str]:
    """Return what Sphinx reads: a page for each lesson, and the others."""
    pages = {
        "index.md": front_page(),
        "glossary.md": term_page(),
        "open.md": _OPEN,
        "progress.md": _PROGRESS.format(standing=standing_place()),
    }
    for path in lesson_files():
        lesson = lesson_id(path)
        mine = {job.cell: (job, card) for job, card in cards if job.lesson == lesson}
        place = f"{EXTRA}/{path.stem}.md" if path.parent.name == EXTRA else f"{path.stem}.md"
        pages[place] = lesson_page(path, mine)
    docs = course_folder("docs")
    teaching = [name for name in TEACHING if (docs / f"{name}.md").exists()]
    for name in teaching:
        pages[f"docs/{name}.md"] = _doc((docs / f"{name}.md").read_text(encoding="utf-8"), docs)
    pages |= dict(reference_pages())
    pages["index.md"] += _contents(pages, teaching)
    return pages


def _doc(text: str, docs: Path) -> str:
    """Rewrite the links of a page for teachers: to lessons, and to files that are not in the site."""

    def link(found: re.Match[str]) -> str:
        words, target = found[1], found[2]
        file, hash, part = target.partition("#")
        if target.startswith(("http", "#", "mailto:")):
            return found[0]
        if file.endswith(".ipynb") and (docs / file).exists() and "notebooks" in file:
            return f"[{words}](../{file.split('notebooks/')[1].replace('.ipynb', '.md')}{hash}{part})"
        if file.endswith(".md") and file.removesuffix(".md") in TEACHING:
            return found[0]
        if file.endswith("glossary.md"):
            return f"[{words}](../glossary.md{hash}{part})"
        return words  # a file of the repository

    return re.sub(r"(?<!!)\[([^\]]*)\]\(([^)\s]+)\)", link, re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text))


def _contents(pages: dict[str, str], teaching: Sequence[str]) -> str:
    def tree(caption: str, names: Sequence[str]) -> str:
        lines = "\n".join(name.removesuffix(".md") for name in names)
        return f"\n```{{toctree}}\n:hidden:\n:caption: {caption}\n\n{lines}\n```\n"

    core = [name for name in pages if re.match(r"\d\d-", name)]
    extra = [name for name in pages if name.startswith(f"{EXTRA}/")]
    return (
        tree("Lessons", core)
        + tree("Extra notebooks", extra)
        + tree("Beside them", ["glossary.md", "progress.md", "open.md"])
        + tree("For teachers", [f"docs/{name}.md" for name in teaching])
        + tree("Reference", ["api/index.md"])
    )


def heading_slug(words: str) -> str:
    """Name the place of a heading as JupyterLab does, so that the links of the lessons hold in both."""
    return words.strip().replace(" ", "-")


def _run_sphinx(source: Path, folder: Path, doctrees: Path) -> list[str]:
    from sphinx.application import Sphinx

    said = io.StringIO()
    where = (str(source), None, str(folder), str(doctrees), "html")
    with warnings.catch_warnings(action="ignore"):  # what its parts think of each other
        app = Sphinx(*where, confoverrides=_settings(), status=None, warning=said, parallel=1)
        # Late, so that the theme has written its list.
        app.connect("html-page-context", _with_levels, priority=900)
        app.build(force_all=True)
    return [line for line in said.getvalue().splitlines() if line.strip()]


def _with_levels(app: Any, page: str, template: str, context: dict[str, Any], tree: Any) -> None:
    """Say the level of the headings in the list of pages, which the theme leaves out."""
    name = "furo_navigation_tree"
    context[name] = context.get(name, "").replace('role="heading"', 'role="heading" aria-level="2"')


def _settings() -> dict[str, Any]:
    return {
        "project": "guidekit",
        "author": "",
        "html_title": "guidekit",
        "release": guidekit.__version__,
        "extensions": ["myst_parser", "sphinx.ext.autodoc", "numpydoc", "sphinx.ext.viewcode"],
        "myst_heading_anchors": 3,
        "myst_heading_slug_func": "guidekit.course.site.build.heading_slug",
        "myst_enable_extensions": ["colon_fence"],
        "numpydoc_show_class_members": False,
        "html_theme": "furo",
        "html_copy_source": False,
        "html_show_sourcelink": False,
        "html_show_copyright": False,
        "html_show_search_summary": False,
        "html_css_files": ["guidekit.css"],
        "html_js_files": [("guidekit.js", {"defer": "defer"})],
        "html_favicon": str(STATIC / "icon.svg"),
        "language": "en",
    }


def _write_static(folder: Path) -> None:
    """Write the script and the style: the widgets' own, and what stands in for a kernel."""
    page = Path(guidekit.__file__).parent / "panels" / "page"
    order = (page / "order.txt").read_text(encoding="utf-8").split()
    parts = [(page / f"{name}.js").read_text(encoding="utf-8") for name in order if name not in KERNEL_ONLY]
    parts += [(STATIC / f"{name}.js").read_text(encoding="utf-8") for name in OURS]
    script = "(() => {\n" + "\n".join(parts) + "})();\n"
    write_whole(folder / "_static" / "guidekit.js", script.encode())
    style = [
        (page / "page.css").read_text(encoding="utf-8"),
        (STATIC / "site.css").read_text(encoding="utf-8"),
    ]
    for cut, weight in PAGE_CUTS.items():
        file = f"{NAME.replace(' ', '')}-{cut}.woff2"
        write_whole(folder / "_static" / file, (FOLDER / file).read_bytes())
        style.append(
            f'@font-face {{ font-family: "{NAME}"; font-weight: {weight}; font-display: swap; '
            f'src: url("{file}"); }}'
        )
    write_whole(folder / "_static" / "guidekit.css", "\n".join(style).encode())
    make_folder(folder / "notebooks")
    for path in lesson_files():
        write_whole(folder / "notebooks" / path.name, path.read_bytes())


def _clear(folder: Path, names: set[str]) -> None:
    """Take away the frames of what the lessons no longer show."""
    for path in folder.iterdir():
        if not any(path.name.startswith(f"{name}.") for name in names):
            path.unlink()
