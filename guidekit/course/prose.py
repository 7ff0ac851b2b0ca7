"""The text of a lesson as a reader meets it: words, sentences, numbers, and how long all of it takes."""

from __future__ import annotations

import re
from html import unescape

READ = 200.0
"""Words that a reader of a second language reads in a minute."""
PANEL, TABLE = 2.0, 1.0
"""Minutes that a panel takes, and a table or a quiz."""

NUMBER = re.compile(r"(?<![\w.,/-])-?\d+(?:,\d{3})*(?:\.\d+)*")
IDENTIFIER = re.compile(r"\b[a-z][a-z0-9]*(?:\.[a-z][a-z0-9]*|_[a-z0-9]+)+\b")
_ADDRESS = re.compile(r"https?://\S+|\b[\w.-]+/")
_ASIDE = re.compile(r"\([^()]*recorded in [^()]*\)")  # where a number comes from
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"(?:\d{{1,2}} )?(?:(?:{_MONTHS}) )?\b(?:19|20)\d\d(?:-\d\d){{0,2}}\b")
_LESSON = re.compile(r"\blessons? \d\d(?:(?:, | and | to )\d\d)*\b", re.I)
_FOLD = re.compile(r"<details\b.*?</details>", re.DOTALL)
_CODE = re.compile(r"```.*?```|`[^`\n]*`|<code>.*?</code>", re.DOTALL)
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_MARKED_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def open_text(markdown: str) -> str:
    r"""Return the words of a markdown text that stand outside its folds, without marks, code and addresses.

    Each heading, paragraph and point of a list ends with a full stop, so that sentences keep apart.

    Examples
    --------
    >>> open_text("## Try it\n\nTurn *Hops*.<details><summary>Why</summary>7 8 9</details>")
    'Try it. Turn Hops.'
    """
    text = _MARKED_LINK.sub(r"\1", _PICTURE.sub("", _CODE.sub("", _FOLD.sub("", markdown))))
    text = unescape(re.sub(r"<[^>]+>", " ", text))
    lines = []
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*|#]|\d+\.)\s?)", text):
        words = re.sub(r"^(?:[-*]|#+|\d+\.) ", "", block.strip())
        words = re.sub(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)", "", words)
        words = " ".join(words.replace("|", " ").split())
        if words.strip("-: "):
            lines.append(words if words[-1] in ".!?:" else f"{words}.")
    return " ".join(lines)


_MARK = re.compile(r"[\\`*_{}\[\]<>|$~^&@]|^[#+=%:.)-]|(?<=^\d)[.)]")


def in_markdown(words: str) -> str:
    r"""Return words so that Markdown shows them as they are: no link, no picture, no HTML and no directive.

    Examples
    --------
    >>> in_markdown("A relay, 1 of 3."), in_markdown("[a](b) <b>"), in_markdown("# a\n```{raw} html")
    ('A relay, 1 of 3.', '\\[a\\](b) \\<b\\>', '\\# a \\`\\`\\`\\{raw\\} html')
    """
    return _MARK.sub(r"\\\g<0>", " ".join(words.split()))


def word_count(text: str) -> int:
    """Count words; a number is one.

    Examples
    --------
    >>> word_count("The two ends' relays: 1,000 of them.")
    7
    """
    return len(re.findall(r"[\w'’,.%-]*\w[\w'’%-]*", text))


def sentences(text: str) -> list[str]:
    """Cut a text into sentences.

    Examples
    --------
    >>> sentences("It takes 3.7 hops. Is that much? No.")
    ['It takes 3.7 hops.', 'Is that much?', 'No.']
    """
    return [one for one in re.split(r"(?<=[.!?:])[”\"’)]* +(?=[A-Z0-9“(])", text) if one.strip()]


def numbers_in(sentence: str) -> list[str]:
    """List the numbers of a sentence: `1 in 100` is one; a date and the number of a lesson are none.

    Examples
    --------
    >>> numbers_in("In May 2022 it was 1 in 100, and 3 of 7 in lesson 04.")
    ['100', '3', '7']
    """
    plain = _LESSON.sub("", _DATE.sub("", _ASIDE.sub("", sentence)))
    return NUMBER.findall(re.sub(r"\b1 in (?=\d)", "", plain))


def identifiers_in(text: str) -> list[str]:
    """List the names of columns and ids that a text shows to a reader.

    Examples
    --------
    >>> identifiers_in("Ask net.topology, e.g. at https://example.org/a_b")
    ['net.topology']
    """
    found = IDENTIFIER.findall(_ADDRESS.sub("", text))
    return [one for one in found if one not in ("e.g", "i.e")]


def minutes(words: int, panels: int, tables: int) -> float:
    """Return how long a lesson takes: words to read, panels to move, tables and quizzes to look through.

    Examples
    --------
    >>> minutes(words=1200, panels=6, tables=2)
    20.0
    """
    return words / READ + PANEL * panels + TABLE * tables
