"""What a stranger wrote is shown and never run: every payload, in every place where a text enters a page."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import guidekit as gk
from guidekit.course.calibration import Calibration, CalibrationRow
from guidekit.course.glossary import Term
from guidekit.course.guesses import HIT, GuessOutcome
from guidekit.course.journal import Journal
from guidekit.course.markup import print_marks, register_cuts
from guidekit.course.progress import LessonProgress, Progress, export
from guidekit.course.prose import in_markdown
from guidekit.course.site.pages import _json, _raw
from guidekit.design.files import DesignFileError, load_design
from guidekit.drawing.page import Page, TableCell, fold, knowledge_cell, legend_line, link, table
from guidekit.knobs import Knob
from guidekit.panels.panel import still_figure
from guidekit.sweeps.plan import SweepFileError, read_sweep
from guidekit.tables.csvfile import TableError, read_csv
from tests.patience import PATIENCE

from .payloads import ALL_AT_ONCE, PAYLOADS, bones, harmless, words

PACKAGE = Path(gk.__file__).parent
every = pytest.mark.parametrize("payload", [*PAYLOADS.values(), ALL_AT_ONCE], ids=[*PAYLOADS, "all at once"])


def quiz(text, folder):
    """A quiz from a table of a teacher's own."""
    head = ["id", "lesson", "question", "option", "right", "reason", "again"]
    with (folder / "questions.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(head)
        for right in ("yes", "no"):
            rows.writerow(["04-own", "04", text, f"{right} {text}", right, text, "Check yourself"])
    return gk.quiz("04", folder)._repr_mimebundle_()[0]["text/html"]


def outcomes(text):
    """The page of one's progress, with what a journal holds."""
    outcome = GuessOutcome(Knob(0, 10, text), (1.0, 3.0), 2.0, text)
    assert outcome.place == HIT
    one = LessonProgress("00", text, (), (False,), (text,))
    row = CalibrationRow("00", text, outcome)
    return Progress((one,))._repr_html_() + Calibration((row,)).html()


def prediction(text):
    return gk.predict("00-x", text, 0, 1, text)._repr_mimebundle_()[0]["text/html"]


def page(text):
    written = Page()
    written.write("<p>before</p>")
    return written.still(text)


PLACES = {
    "a cell of a table": lambda t: table(["", t], [(t, [TableCell(t, "knows", title=t)]), (t, [t])]),
    "the caption of a table": lambda t: table(["", "a"], [("b", ["c"])], caption=t),
    "a long table": lambda t: table(
        ["", *"abcdefgh"], [(f"{n} {t}", [t] * 8) for n in range(12)], gather=True
    ),
    "the words of a fold": lambda t: fold(t, "<p>inside</p>"),
    "the key of a table": lambda t: legend_line(knowledge_cell(True, t)),
    "the words of a link": lambda t: link(t, "https://example.org"),
    "the address of a link": lambda t: link("words", f"https://example.org/{t}"),
    "the sentence of a page": page,
    "the sentence below a picture": lambda t: still_figure(b"", t),
    "a term": lambda t: Term(t, t, "00", (t,))._repr_html_(),
    "a prediction": prediction,
    "progress": outcomes,
    "data in a page": lambda t: _json("", {"words": t, t: [t]}),
}


@every
@pytest.mark.parametrize("place", PLACES)
def test_a_text_adds_no_element_and_no_attribute(place, payload):
    write = PLACES[place]
    assert bones(write(payload)) == bones(write(harmless(payload)))


@every
def test_a_quiz_of_a_teacher_adds_none_either(payload, tmp_path):
    assert bones(quiz(payload, tmp_path)) == bones(quiz(harmless(payload), tmp_path))


def test_the_reader_finds_what_is_not_escaped():
    for name, payload in PLACES.items():
        del name, payload
    for name in ("script", "image", "svg", "style", "frame"):
        assert bones(f"<p>{PAYLOADS[name]}</p>") != bones(f"<p>{harmless(PAYLOADS[name])}</p>")
    assert bones('<a href="JavaScript:x">a</a>') != bones('<a href="https://x">a</a>')


@every
def test_data_in_a_page_are_read_as_they_were_and_end_no_script(payload):
    written = _json("", {"words": payload})
    inside = re.fullmatch(r'<script type="application/json">(.*)</script>', written)[1]
    assert "<" not in inside  # <!--<script> would go on beyond the end of the element
    assert json.loads(inside) == {"words": payload}


@pytest.mark.parametrize(
    "address", ["javascript:gkRan=1", "JAVASCRIPT:x", "data:text/html,<b>", " https://x", ""]
)
def test_an_address_that_is_none_is_no_link(address):
    assert bones(link("words", address)) == []


def markdown(text):
    """Return the HTML of a text, as MyST reads it: with directives, roles, formulas and raw HTML."""
    pytest.importorskip("myst_parser")
    from markdown_it.renderer import RendererHTML
    from myst_parser.config.main import MdParserConfig
    from myst_parser.parsers.mdit import create_md_parser

    extensions = {"dollarmath", "colon_fence", "attrs_inline", "deflist", "substitution"}
    return create_md_parser(MdParserConfig(enable_extensions=extensions), RendererHTML).render(text)


@every
@pytest.mark.parametrize("around", ["{}", "## {}", "| a | b |\n|---|---|\n| {} | c |", "[{}](x.md)"])
def test_a_text_in_markdown_is_shown_as_it_is(payload, around):
    shown, plain = (markdown(around.format(in_markdown(text))) for text in (payload, harmless(payload)))
    assert bones(shown) == bones(plain)
    assert " ".join(payload.split()) in " ".join(words(shown).split())


@every
def test_raw_html_ends_where_it_should(payload):
    inside = f"<p>{harmless(payload)}</p>\n{payload}\n"
    text = _raw(inside)
    assert text.splitlines()[0].rstrip("{raw} html") == text.splitlines()[-1]
    assert text.splitlines()[-1] not in inside


@every
def test_a_printed_sheet_takes_no_mark_from_a_text_but_those_of_markdown(payload):
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    register_cuts()
    paragraph = Paragraph(print_marks(payload, set()), ParagraphStyle("plain"))
    links = [address for frag in paragraph.frags for _, address in getattr(frag, "link", [])]
    assert not [address for address in links if not address.startswith("https://")]


def test_a_link_on_a_printed_sheet_cannot_leave_its_mark():
    assert print_marks('[a](https://x"y"onclick="z)', set()).count('"') == 2


@pytest.mark.parametrize("start", ["=", "+", "@", "\t=", "\r=", "-cmd|"])
def test_no_exported_cell_is_a_formula(start, tmp_path):
    text = f'{start}cmd|"/c calc"!A1'
    store = Journal(tmp_path / "journal.sqlite3")
    store.write("answer", text, text, text)
    store.write("prediction", "00-x", "-3 5", "ms")
    for row in list(csv.reader(io.StringIO(export(store), newline="")))[1:]:
        assert not [cell for cell in row if re.match(r"[=+@\t\r]|-\D", cell)]
        assert row[0].startswith("20")
    store.clear()


def test_a_negative_number_is_exported_as_it_is(tmp_path):
    store = Journal(tmp_path / "journal.sqlite3")
    store.write("prediction", "00-x", "-3 5", "ms")
    (row,) = list(csv.reader(io.StringIO(export(store))))[1:]
    assert row[5].startswith("-3")


HIDDEN_SIGNS = {
    "a terminal's": "\x1b[2J",
    "a bell": "\x07",
    "one of 1983": "\x9b2J",
    "the other way": "\u202e",
    "an island": "\u2067",
    "a letter less": "\x08",
}
hidden = pytest.mark.parametrize("sign", HIDDEN_SIGNS.values(), ids=HIDDEN_SIGNS)


@hidden
def test_a_table_with_a_sign_that_nobody_sees_is_refused(sign, tmp_path):
    path = tmp_path / "messengers.csv"
    path.write_text(f"id,name\nsignal,Signal\nx,{sign}Briar\n", encoding="utf-8")
    with pytest.raises(TableError) as error:
        read_csv(path)
    assert str(error.value).startswith("messengers.csv, line 3, column name: ")
    assert not [
        letter for letter in str(error.value) if (letter in sign and not letter.isascii()) or letter == "\x1b"
    ]


@hidden
def test_a_design_and_a_plan_with_one_are_refused(sign, tmp_path):
    for read, error in ((load_design, DesignFileError), (read_sweep, SweepFileError)):
        path = tmp_path / "file"
        path.write_text(f'{{"a": 1,\n"{sign}": 2}}', encoding="utf-8")
        with pytest.raises(error, match="line 2") as refused:
            read(path)
        assert str(refused.value).isprintable() or str(refused.value).replace("\n", "").isprintable()


@hidden
def test_a_design_that_spells_one_out_is_refused_in_words_that_can_be_shown(sign, tmp_path):
    path = tmp_path / "design.json"
    path.write_text(json.dumps({"format": sign, "version": sign, "design": {sign: sign}, sign: 1}))
    with pytest.raises(DesignFileError) as refused:
        load_design(path)
    assert str(refused.value).replace("\n", "").isprintable()


@hidden
def test_what_a_journal_says_is_harmless_in_a_terminal(sign, tmp_path):
    store = Journal(tmp_path / "journal.sqlite3")
    store.write("answer", sign, f"a {sign}", sign)
    (entry,) = store.all()
    assert entry.value.startswith("a ")
    assert (entry.key + entry.value + entry.unit).isprintable()


def poisoned(where, text):
    """Run lessons, or build pages, over tables that end in a text."""
    command = [sys.executable, "-m", "tests.hostile.poisoned_course", where, text]
    done = subprocess.run(command, capture_output=True, text=True, timeout=3 * PATIENCE, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout[done.stdout.index("{") :])


def differ(shown, plain):
    assert shown.keys() == plain.keys()
    assert sum("gkRan=1" in words(html) for html in shown.values()) > 2  # it was there to be shown
    return [name for name in shown if bones(shown[name]) != bones(plain[name])]


@pytest.mark.parametrize("part", range(4))
def test_lessons_over_hostile_tables_show_what_those_say_and_nothing_else(part):
    assert differ(poisoned(str(part), ALL_AT_ONCE), poisoned(str(part), harmless(ALL_AT_ONCE))) == []


def test_pages_of_the_site_over_hostile_tables_do_so_too(tmp_path):
    pytest.importorskip("myst_parser")
    (tmp_path / "hostile").mkdir()
    (tmp_path / "plain").mkdir()
    shown = poisoned(str(tmp_path / "hostile"), ALL_AT_ONCE)
    assert differ(shown, poisoned(str(tmp_path / "plain"), harmless(ALL_AT_ONCE))) == []


@every
def test_the_list_of_lessons_as_pages_shows_names_of_files_as_they_are(payload):
    """As Voilà renders our template: what is served is a folder, and a file in it may have any name."""
    jinja2 = pytest.importorskip("jinja2")
    folder = PACKAGE / "course" / "voila" / "templates" / "course"
    room = jinja2.Environment(loader=jinja2.FileSystemLoader(folder), autoescape=True)

    def rendered(text):
        lesson = {
            "notebook": "00.ipynb",
            "id": "00",
            "core": True,
            "minutes": 5,
            "title": text,
            "question": text,
        }
        files = [{"type": "notebook", "path": path} for path in ("00.ipynb", f"{text}.ipynb")]
        return room.get_template("tree.html").render(
            base_url="/", contents={"content": files}, page_config={"lessons": [lesson]}, notebook_path=""
        )

    assert bones(rendered(payload)) == bones(rendered(harmless(payload)))
    assert payload in words(rendered(payload))
