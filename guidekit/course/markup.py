"""Markup: the marks of Markdown in a line, as reportlab sets them, and the typeface that it sets them in."""

from __future__ import annotations

import functools
import re
from html import escape
from pathlib import Path
from typing import Any

from guidekit.course.glossary import FILE
from guidekit.course.lessons import is_core, lesson_id
from guidekit.drawing.typeface import FOLDER

CUT = "GuidekitSans"
"""What reportlab calls the regular cut; behind a hyphen follow Semibold and Bold."""


def print_marks(words: str, inside: set[str]) -> str:
    """Turn the marks of Markdown in a line into those of reportlab; links lead to pages that are printed.

    Examples
    --------
    >>> print_marks("**Ask** *who* & read [guard](glossary.md#guard)", {"term-guard"})
    '<b>Ask</b> <i>who</i> &amp; read <a href="#term-guard">guard</a>'
    """
    text = re.sub(r"\[([^\]]*)\]\(([^)\s]+)\)", lambda link: _link(link[1], link[2], inside), escape(words))
    text = re.sub(r"`([^`]*)`", r"\1", text)
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    return re.sub(r"\*(.+?)\*", r"<i>\1</i>", text)


def _link(words: str, target: str, inside: set[str]) -> str:
    if target.startswith("https://"):
        return f'<a href="{target}">{words}</a>'
    file, _, name = target.partition("#")
    anchor = place_name(name if Path(file).name == FILE else lesson_id(file))
    return f'<a href="#{anchor}">{words}</a>' if anchor in inside else words


def place_name(name: str) -> str:
    """Name a place in the file: that of a lesson's id, or of a term."""
    kind = "lesson" if is_core(name) else "term"
    return f"{kind}-{re.sub('[^A-Za-z0-9]+', '-', name)}"


@functools.cache
def register_cuts() -> None:
    """Tell reportlab of the shipped fonts; words in italics are semibold, for there is no such cut."""
    from matplotlib import get_data_path
    from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
    from reportlab.pdfbase.ttfonts import TTFont

    for cut, name in (("Regular", CUT), ("Semibold", f"{CUT}-Semibold"), ("Bold", f"{CUT}-Bold")):
        registerFont(TTFont(name, str(FOLDER / f"{CUT}-{cut}.ttf")))
    registerFont(TTFont("DejaVuSans", str(Path(get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf")))
    semibold, bold = f"{CUT}-Semibold", f"{CUT}-Bold"
    registerFontFamily(CUT, normal=CUT, bold=semibold, italic=semibold, boldItalic=bold)
    registerFontFamily(bold, normal=bold, bold=bold, italic=bold, boldItalic=bold)


def with_known_signs(markup: str) -> str:
    """Take a sign that our typeface does not have from another one, as a picture does."""
    from reportlab.pdfbase.pdfmetrics import getFont

    ours: Any = getFont(CUT)
    signs = {sign for sign in markup if ord(sign) > 126 and ord(sign) not in ours.face.charToGlyph}
    for sign in sorted(signs):
        markup = markup.replace(sign, f'<font name="DejaVuSans">{sign}</font>')
    return markup
