"""The sheets on paper: one A4 page for each lesson, and the terms behind them, as one PDF file.

reportlab sets it (BSD licence): words can be selected, the fonts are in the file, links work inside it, and
the same course gives the same bytes.
"""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from guidekit.course.glossary import LESSON_NOTE, Term
from guidekit.course.lessons import is_core
from guidekit.course.markup import CUT, place_name, print_marks, register_cuts, with_known_signs
from guidekit.course.sheets import Sheet
from guidekit.dates import day, month
from guidekit.drawing.roles import LIGHT_INK
from guidekit.paths import install_command
from guidekit.tables.evidence import newest_date
from guidekit.tables.rows import course_rows
from guidekit.words import fill, paragraph

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.2756, 841.8898
"""Of an A4 page in points, of which an inch has 72."""
DANGER = (
    "**If you are in danger,** talk to people who do this every day before you change anything: see "
    "*People who help* in lesson 12."
)
PDF_TITLE = "guidekit: one page to keep from each lesson"
PDF_SUBJECT = "How messengers carry a message, and what each way costs"
HEAD = "guidekit · Lesson {lesson}"
MINUTES = "{minutes} minutes · one page to keep"
HEADS = ("Tonight", "What this does not protect from")
REMEMBER = "Remember: **{words}**"
NEXT = "Next: {following}"
HERE = "you are here"
KNOWN = "Known up to {month}"
GLOSSARY = "Look up a term"

_EDGE, _GAP = 40.0, 20.0  # beside the text, and between columns
_INSIDE = WIDTH - 2 * _EDGE
_FOOT = 64.0  # above this height stands what belongs to the lesson
_LEAST = 150.0  # the least height of a picture with its frame and its sentence
_SHRINK = (1.0, 0.96, 0.92, 0.88, 0.84)  # what letters shrink to where a sheet says much


class SheetPicture(NamedTuple):
    """A picture as a PNG, or a table as words row by row, and the sentence that says what is to be seen."""

    png: bytes
    sentence: str
    table: tuple[tuple[str, ...], ...] = ()


def check_engine() -> None:
    """Refuse to print where reportlab is missing.

    Raises
    ------
    ValueError
        With the line that installs it.
    """
    if importlib.util.find_spec("reportlab") is None:
        raise ValueError(f"reportlab is not installed; run: {install_command(extra='sheets')}")


def booklet(pages: Sequence[tuple[Sheet, SheetPicture]], terms: Sequence[Term]) -> bytes:
    """Print sheets and terms.

    Parameters
    ----------
    pages : sequence of (Sheet, SheetPicture)
        A sheet and its picture for each page.
    terms : sequence of Term
        The terms to print behind them; none leaves them out.

    Returns
    -------
    bytes
        A PDF file.

    Raises
    ------
    ValueError
        If reportlab is missing, or if a sheet does not fit on its page; the message names its lesson.
    """
    check_engine()
    from reportlab.pdfgen.canvas import Canvas

    register_cuts()
    file = io.BytesIO()
    paper = Canvas(file, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1, lang="en")
    paper.setTitle(PDF_TITLE)
    paper.setSubject(PDF_SUBJECT)
    paper.setViewerPreference("DisplayDocTitle", "true")
    inside = {place_name(sheet.lesson) for sheet, _ in pages} | {place_name(term.name) for term in terms}
    for sheet, picture in pages:
        _Page(paper, inside).sheet(sheet, picture)
        paper.showPage()
    if terms:
        _Page(paper, inside).terms(terms)
        paper.showPage()
    paper.save()
    return file.getvalue()


class _Page:
    """A page that is filled from above; `y` is the height of the line where it goes on."""

    def __init__(self, paper: Canvas, inside: set[str], size: float = 1.0) -> None:
        self.paper, self.inside, self.size, self.y = paper, inside, size, HEIGHT - _EDGE

    def sheet(self, sheet: Sheet, picture: SheetPicture) -> None:
        """Print a sheet; letters shrink a little where else the picture would be too small."""
        for size in _SHRINK:
            self.size = size
            room, least = self._room(sheet), self._least(picture)
            if room >= least:
                break
        else:
            lines = (least - room) / (13 * _SHRINK[-1])
            raise ValueError(
                f"the sheet of lesson {sheet.lesson} does not fit on one page; "
                f"allowed: about {lines:.0f} lines less"
            )
        self._draw(sheet, picture, room)

    def _least(self, picture: SheetPicture) -> float:
        """Return the least height of a picture, or that of a table, with its frame and its sentence."""
        if not picture.table:
            return _LEAST
        said = self._paragraph(picture.sentence, 10.5, plain=True)
        return float(self._table(picture).wrap(_INSIDE - 24, HEIGHT)[1]) + _high(said, _INSIDE - 24) + 26

    def _room(self, sheet: Sheet) -> float:
        """Return the height that is left for the picture with its frame and its sentence."""
        above = sum(height for height, _ in self._above(sheet))
        below = sum(height for height, _ in self._below(sheet))
        return HEIGHT - _EDGE - above - below - _FOOT - 22

    def _draw(self, sheet: Sheet, picture: SheetPicture, room: float) -> None:
        key = place_name(sheet.lesson)
        self.paper.bookmarkPage(key)
        self.paper.addOutlineEntry(f"{sheet.lesson} {sheet.title}", key)
        for height, draw in self._above(sheet):
            draw(self.y)
            self.y -= height
        self.y -= 10
        self._picture(picture, room)
        self.y = _FOOT + sum(height for height, _ in self._below(sheet))
        for height, draw in self._below(sheet):
            draw(self.y)
            self.y -= height
        self._foot(sheet)

    # Each part is its height and a function that draws it below a height.

    def _above(self, sheet: Sheet) -> list[tuple[float, Any]]:
        def head(y: float) -> None:
            self._words(_EDGE, y - 8, HEAD.format(lesson=sheet.lesson), 10, "focus", "Semibold")
            right = fill(MINUTES, minutes=sheet.minutes)
            self._words(WIDTH - _EDGE, y - 8, right, 10, "muted", right=True)
            self._rule(y - 16, "text", 1.2)

        title = self._paragraph(f"**{sheet.title}**", 24, role="text", cut="Bold")
        question = self._paragraph(sheet.words.question, 13)
        wide = (_INSIDE - 2 * _GAP) / 3
        columns = [
            (self._paragraph(f"**{name}**", 12.5), self._paragraph(words, 10.5))
            for name, words in sheet.words.points
        ]
        high = max(_high(name, wide) + 2 + _high(words, wide) for name, words in columns)

        def points(y: float) -> None:
            for nth, (name, words) in enumerate(columns):
                x = _EDGE + nth * (wide + _GAP)
                self.paper.setFillColor(LIGHT_INK.focus)
                self.paper.rect(x, y - 2, wide, 2, stroke=0, fill=1)
                low = _put(self.paper, name, x, y - 7, wide)
                _put(self.paper, words, x, low - 2, wide)

        return [
            (28, head),
            (_high(title, _INSIDE) + 4, lambda y: _put(self.paper, title, _EDGE, y, _INSIDE)),
            (_high(question, _INSIDE) + 12, lambda y: _put(self.paper, question, _EDGE, y, _INSIDE)),
            (high + 7, points),
        ]

    def _below(self, sheet: Sheet) -> list[tuple[float, Any]]:
        words, wide = sheet.words, (_INSIDE - _GAP) / 2
        heads = [self._paragraph(f"**{head}**", 12.5) for head in HEADS]
        lists = [[self._paragraph(each, 10.5) for each in those] for those in (words.tonight, words.limits)]
        remember = self._paragraph(fill(REMEMBER, words=words.remember), 13)
        danger = self._paragraph(DANGER, 10.5)
        following = self._paragraph(fill(NEXT, following=words.following) if words.following else "", 10)
        high = max(sum(_high(each, wide - 20) + 9 for each in those) for those in lists)

        def both(y: float) -> None:
            for nth, (head, those) in enumerate(zip(heads, lists, strict=True)):
                x = _EDGE + nth * (wide + _GAP)
                low = _put(self.paper, head, x, y, wide) - 4
                for each in those:
                    if nth:
                        self.paper.setFillColor(LIGHT_INK.seen)
                        self.paper.circle(x + 5, low - 7.5, 3.6, stroke=0, fill=1)
                    else:
                        self.paper.setStrokeColor(LIGHT_INK.text)
                        self.paper.setLineWidth(0.9)
                        self.paper.roundRect(x + 0.5, low - 12, 9.5, 9.5, 2)
                    low = _put(self.paper, each, x + 20, low, wide - 20) - 5
                    self._rule(low + 1, "faint", 0.6, x, wide)
                    low -= 4

        def box(y: float) -> None:
            deep = _high(danger, _INSIDE - 28) + 14
            self.paper.setFillColor(LIGHT_INK.wash)
            self.paper.rect(_EDGE, y - deep, _INSIDE, deep, stroke=0, fill=1)
            self.paper.setFillColor(LIGHT_INK.safe)
            self.paper.rect(_EDGE, y - deep, 3, deep, stroke=0, fill=1)
            _put(self.paper, danger, _EDGE + 14, y - 6, _INSIDE - 28)

        return [
            (_high(heads[0], wide) + 4 + high + 6, both),
            (_high(remember, _INSIDE) + 8, lambda y: _put(self.paper, remember, _EDGE, y, _INSIDE)),
            (_high(danger, _INSIDE - 28) + 14 + 8, box),
            (_high(following, _INSIDE) + 4, lambda y: _put(self.paper, following, _EDGE, y, _INSIDE)),
        ]

    def _picture(self, picture: SheetPicture, room: float) -> None:
        """Draw the picture as large as the room allows, or the table, and below it the sentence."""
        wide = _INSIDE - 24
        said = self._paragraph(picture.sentence, 10.5, plain=True)
        words = _high(said, wide)
        shown = self._table(picture) if picture.table else _image(picture.png, wide, room - 26 - words)
        broad, high = shown.wrap(wide, room)
        frame = high + words + 24
        top = self.y - max(0.0, (room - frame) / 2)
        self.paper.setStrokeColor(LIGHT_INK.rule)
        self.paper.setLineWidth(0.8)
        self.paper.roundRect(_EDGE, top - frame, _INSIDE, frame, 6)
        shown.drawOn(self.paper, _EDGE + 12 + (wide - broad) / 2, top - 8 - high)
        _put(self.paper, said, _EDGE + 12, top - high - 13, wide)

    def _table(self, picture: SheetPicture) -> Any:
        """Set a table; a column is as wide as its longest entry asks for, up to a line of it."""
        from reportlab.platypus import Table

        def entry(words: str, heads: bool) -> Any:
            return self._paragraph(words, 9.5, cut="Semibold" if heads else "", plain=True)

        rows = [
            [entry(words, not at or not nth) for nth, words in enumerate(row)]
            for at, row in enumerate(picture.table)
        ]
        asked = [max(8, min(40, max(map(len, column)))) for column in zip(*picture.table, strict=True)]
        widths = [(_INSIDE - 24) * each / sum(asked) for each in asked]
        style = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.6, LIGHT_INK.faint),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ]
        return Table(rows, widths, style=style)

    def _foot(self, sheet: Sheet) -> None:
        """Draw the way through the course as dots, with where one is, and say how old the facts are."""
        ink, y, x = LIGHT_INK, _EDGE - 4, _EDGE + 5
        self._rule(y + 16, "rule", 0.6)
        core = [row.id for row in course_rows("lessons") if is_core(row.id)]
        for id in core:
            here, before = id == sheet.lesson, id < sheet.lesson
            self.paper.setStrokeColor(ink.text if here else ink.focus if before else ink.unknown)
            self.paper.setFillColor(ink.here if here else ink.focus if before else ink.paper)
            self.paper.setLineWidth(1.4 if here else 0.8)
            self.paper.circle(x, y, 5 if here else 3.2, fill=1)
            x += 11.5
        self._words(x + 3, y - 3, HERE, 9, "muted")
        self._words(WIDTH - _EDGE, y - 3, fill(KNOWN, month=known_month()), 9, "muted", right=True)

    def terms(self, terms: Sequence[Term]) -> None:
        """Print the terms in two columns, and go on to another page where one is full."""
        self.paper.bookmarkPage("terms")
        self.paper.addOutlineEntry(GLOSSARY, "terms")
        wide, column = (_INSIDE - _GAP) / 2, 0
        title = self._paragraph(f"**{GLOSSARY}**", 24, cut="Bold")
        top = low = _put(self.paper, title, _EDGE, self.y, _INSIDE) - 12
        for term in terms:
            words = f"**{term.name}**: {paragraph(term.definition, term.other_names)}"
            anchor = f'<a name="{place_name(term.name)}"/>'
            entry = self._paragraph(
                paragraph(words, fill(LESSON_NOTE, lesson=term.lesson)), 9.5, before=anchor
            )
            if low - _high(entry, wide) < _EDGE:
                column, low = column + 1, top
                if column == 2:
                    self.paper.showPage()
                    column, top = 0, HEIGHT - _EDGE
                    low = top
            low = _put(self.paper, entry, _EDGE + column * (wide + _GAP), low, wide) - 6

    def _paragraph(
        self,
        words: str,
        size: float,
        role: str = "text",
        cut: str = "",
        plain: bool = False,
        before: str = "",
    ) -> Any:
        """Set words that carry marks of Markdown, or `plain` ones that carry none."""
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.platypus import Paragraph

        size, words = size * self.size, words.replace(" %", "\N{NO-BREAK SPACE}%")
        style = ParagraphStyle(
            "words", fontName=f"{CUT}-{cut}" if cut else CUT, fontSize=size, leading=1.26 * size,
            textColor=getattr(LIGHT_INK, role),
        )  # fmt: skip
        return Paragraph(
            before + with_known_signs(escape(words, False) if plain else print_marks(words, self.inside)),
            style,
        )

    def _words(
        self, x: float, y: float, words: str, size: float, role: str, cut: str = "", right: bool = False
    ) -> None:
        self.paper.setFont(f"{CUT}-{cut}" if cut else CUT, size)
        self.paper.setFillColor(getattr(LIGHT_INK, role))
        (self.paper.drawRightString if right else self.paper.drawString)(x, y, words)

    def _rule(self, y: float, role: str, width: float, x: float = _EDGE, long: float = _INSIDE) -> None:
        self.paper.setStrokeColor(getattr(LIGHT_INK, role))
        self.paper.setLineWidth(width)
        self.paper.line(x, y, x + long, y)


def _image(png: bytes, width: float, height: float) -> Any:
    """Return a picture as large as it can be in a room."""
    from reportlab.lib.utils import ImageReader
    from reportlab.platypus import Image

    across, down = ImageReader(io.BytesIO(png)).getSize()
    high = min(height, width * down / across)
    return Image(io.BytesIO(png), high * across / down, high)


def _high(words: Any, width: float) -> float:
    return float(words.wrap(width, HEIGHT)[1]) if words.text else 0.0


def _put(paper: Canvas, words: Any, x: float, y: float, width: float) -> float:
    """Draw a paragraph below a height, and return the height below it."""
    high = _high(words, width)
    if high:
        words.drawOn(paper, x, y - high)
    return y - high


def known_month() -> str:
    """Return the month of the newest evidence in the tables, such as ``October 2026``."""
    newest = (newest_date(row.id) for row in course_rows("messengers"))
    dates = [date for date in newest if date != "unknown"]
    return month(max(dates, key=day))
