"""Signs: which of them a reader can see, and how those that nobody sees are shown and named.

What looks like nothing can still make two words differ, turn a line round or hide a text in a text. So
whoever reads what a person wrote asks here first. Three rules say what can be seen:

- A letter, a digit, a mark or a picture can be seen. A blank is seen where it stands between words, and a
  line break by the line that follows.
- What joins letters or parts them is seen where it changes what is drawn: inside a word of a script that
  joins its letters (Arabic, Persian, Hindi and others), and inside a picture that is made of several.
- Nothing else can be seen: control characters, marks of zero width, turns of the direction, fillers, and
  what this Python does not know or cannot know.
"""

from __future__ import annotations

import re
import unicodedata

# These count as letters or marks but are drawn as nothing, or stand where a letter was lost.
_FILLERS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc\ufffd"
    "\U00016fe4\U0001d159\U000e0100-\U000e01ef]"
)
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_JOINED = "[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af]"  # Arabic, Indic, Burmese, Khmer, Mongolian
_VIRAMAS = "[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca]"
_PICTURES = "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u27ff\u2900-\u2bff\u3030\u303d\U0001f000-\U0001faff"
_NEEDED = re.compile(
    f"(?<={_JOINED})[\u200c\u200d](?={_JOINED})|(?<={_VIRAMAS})[\u200c\u200d]|"
    f"(?<={_PICTURES}\ufe0f])\u200d(?={_PICTURES}])|(?<={_PICTURES}])[\ufe0e\ufe0f]|"
    "(?<=[0-9#*])\ufe0f(?=\u20e3)"
)
_CONTROLS = {
    **{"\0": "NUL", "\t": "TAB", "\n": "LINE BREAK", "\x0b": "VERTICAL TAB", "\x0c": "FORM FEED"},
    **{"\r": "CARRIAGE RETURN", "\x1a": "END OF FILE", "\x1b": "ESCAPE", "\x7f": "DELETE"},
}
_KINDS = {"Cc": "a control character", "Co": "a sign for private use", "Cs": "half of a sign"}
_LONGEST = 200  # letters of a value that are shown


def plain_blanks(text: str) -> str:
    r"""Write letters with their accents as one sign, and every kind of blank as the plain one.

    A text looks the same before and after, so nobody can tell by eye which way it was typed.

    Examples
    --------
    >>> plain_blanks("Cafe\u0301\u00a0noir")
    'Café noir'
    """
    return text if text.isascii() else _BLANKS.sub(" ", unicodedata.normalize("NFC", text))


def unseen_signs(text: str) -> tuple[str, ...]:
    r"""List the signs of a text that no reader can see, each once, in their order.

    Examples
    --------
    >>> [sign_name(sign) for sign in unseen_signs("yes\u200b")]
    ['U+200B ZERO WIDTH SPACE']
    >>> unseen_signs("“Größe” × Привет می\u200cخواهم")
    ()
    """
    odd = [s for s in set(text) if s != "\n" and (not s.isprintable() or _FILLERS.match(s))]
    if not odd:
        return ()
    return tuple(sign for sign in dict.fromkeys(_NEEDED.sub("", text)) if sign in odd)


def without_unseen(text: str) -> str:
    r"""Return a text with a question mark on a black ground in place of each sign that nobody sees.

    Examples
    --------
    >>> without_unseen("Sig\x1b[2Jnal\n")
    'Sig�[2Jnal\n'
    """
    for sign in unseen_signs(text):
        text = text.replace(sign, "\N{REPLACEMENT CHARACTER}")
    return text


def sign_name(sign: str) -> str:
    r"""Name a sign by its number and its name.

    >>> sign_name("\0"), sign_name("ѕ")
    ('U+0000 NUL', 'U+0455 CYRILLIC SMALL LETTER DZE')
    """
    kind = _KINDS.get(unicodedata.category(sign), "a sign that this Python does not know")
    return f"U+{ord(sign):04X} {_CONTROLS.get(sign) or unicodedata.name(sign, kind)}"


def look_alikes(text: str) -> tuple[str, ...]:
    """List the signs of a word or number that look like others: digits, dashes, letters of another alphabet.

    Examples
    --------
    >>> [sign_name(sign) for sign in look_alikes("sіgnal")]
    ['U+0456 CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I']
    >>> look_alikes("−5"), look_alikes("café"), look_alikes("Привет")
    (('−',), (), ())
    """
    if text.isascii():
        return ()
    plain = any(sign.isascii() and sign.isalpha() for sign in text)
    others = [s for s in dict.fromkeys(text) if not s.isascii() and "LATIN" not in sign_name(s)[:14]]
    wide = [s for s in dict.fromkeys(text) if "FULLWIDTH" in sign_name(s)]
    odd = {s for s in others if s.isdigit() or s == "−" or unicodedata.category(s) == "Pd"}
    odd |= {s for s in others if plain and s.isalpha()} | {*wide}
    return tuple(s for s in dict.fromkeys(text) if s in odd)


def visible(text: str) -> str:
    r"""Write a text in one line, with an escape for each sign that nobody could see.

    >>> print(visible("a\u200bb"))
    a\u200bb
    """
    return _escaped(text)[1:-1] + _rest(text)


def shown(text: str) -> str:
    r"""Write a text in quotes as `visible` does, the end of a very long one left out.

    >>> print(shown("a\0b"), shown("\u3164"))
    'a\x00b' '\u3164'
    """
    return _escaped(text) + _rest(text)


def _escaped(text: str) -> str:
    return _FILLERS.sub(lambda found: ascii(found[0])[1:-1], repr(text[: _cut(text)]))


def _rest(text: str) -> str:
    return f"… ({len(text):,} letters)" if len(text) > _cut(text) else ""


def _cut(text: str) -> int:
    """Return how many letters of a text are shown: fewer where each of them needs an escape."""
    return _LONGEST if len(repr(text[:_LONGEST])) < 2 * _LONGEST else _LONGEST // 5
