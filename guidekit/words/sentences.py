"""Sentences: each is one template with named places, so that another language can order its parts anew."""

from __future__ import annotations

import difflib
import string
from collections.abc import Callable, Iterable
from typing import Any

from guidekit.words.numbers import form, percent, plural


class _Forms(string.Formatter):
    """A formatter whose format ``one|many`` picks the form of a word that fits a number."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """Write a place of a template; a text stands as it is."""
        one, bar, many = format_spec.partition("|")
        if not bar:
            return str(super().format_field(value, format_spec))
        if one.startswith("~"):
            return form(value, one[1:], many)
        return plural(value, one, many)


_FORMS = _Forms()


def fill(template: str, /, **places: object) -> str:
    """Fill the places of a template for one sentence.

    Parameters
    ----------
    template : str
        The sentence with its places in braces. ``{users:user|users}`` writes a number and the form of the
        word that fits it, and ``{users:~holds|hold}`` the word alone. A
        place without forms takes its text as it is: a name, a list of names, a number with its unit.
    **places : object
        What stands at each place: a number where a form is chosen, otherwise a text.

    Returns
    -------
    str
        The sentence. If it begins with a place, the first letter is made large.

    Raises
    ------
    KeyError
        If a place is not given.
    TypeError
        If a text stands where a number picks the form.

    Examples
    --------
    >>> fill("{hops:hop keeps|hops keep} a part of the way.", hops=1)
    '1 hop keeps a part of the way.'
    >>> fill("{who} {n:~is|are} off, and {n:~it keeps|they keep} nothing.", who="both servers", n=2)
    'Both servers are off, and they keep nothing.'
    """
    sentence = _FORMS.vformat(template, (), places)
    return large_first(sentence) if template.startswith("{") else sentence


def paragraph(*sentences: str) -> str:
    """Join the sentences that are there.

    Examples
    --------
    >>> paragraph("One server fails.", "", "All wait.")
    'One server fails. All wait.'
    """
    return " ".join(sentence for sentence in sentences if sentence)


def large_first(words: str) -> str:
    """Write words with a large first letter, as they begin a sentence.

    Examples
    --------
    >>> large_first("the server's owner")
    "The server's owner"
    """
    return words[:1].upper() + words[1:]


def small_first(words: str) -> str:
    """Write words with a small first letter, as they stand inside a sentence.

    Examples
    --------
    >>> small_first("A family")
    'a family'
    """
    return words[:1].lower() + words[1:]


def word_list(names: Iterable[str], last: str = "and") -> str:
    """Join names as a sentence would.

    Parameters
    ----------
    names : iterable of str
        The names.
    last : str
        The word before the last name.

    Returns
    -------
    str
        The names with commas and the word; empty where there are no names.

    Examples
    --------
    >>> word_list(["entry", "middle", "exit"])
    'entry, middle and exit'
    """
    names = list(names)
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def some(names: Iterable[str], wanted: str, most: int = 8) -> str:
    """List the names that are allowed, or those nearest to a wanted name when there are many.

    Parameters
    ----------
    names : iterable of str
        The names that are allowed.
    wanted : str
        The name that is not among them.
    most : int
        How many names are listed in full.

    Returns
    -------
    str
        All names in the order of the alphabet, or how many there are and up to three of them.

    Examples
    --------
    >>> some(["alice", "bob"], "alcie")
    'alice or bob'
    >>> some([f"node-{n}" for n in range(100)], "nod-7", most=1)
    'one of 100 names, such as node-7'
    """
    names = sorted(names)
    if len(names) <= most:
        return word_list(names, "or")
    near = difflib.get_close_matches(wanted, names, n=min(3, most), cutoff=0.3) or names[:3]
    return f"one of {len(names)} names, such as {word_list(near, 'or')}"


class Sentence(str):
    """A sentence of an exhibit that also carries the answer to the prediction of its panel.

    Attributes
    ----------
    answer : str or None
        The answer as the sentence writes it; None where nothing was asked.
    value : float or None
        The same answer as a number, in the unit of the prediction; a share for per cent.
    """

    answer: str | None = None
    value: float | None = None


def answered(text: str, value: float, write: Callable[[float], str] = percent) -> Sentence:
    """Return a sentence that carries its answer.

    Parameters
    ----------
    text : str
        The sentence that says what the exhibit shows.
    value : float
        The answer, in the unit of the prediction.
    write : callable
        The function that writes a number of this unit.

    Returns
    -------
    Sentence
        The text, with the answer in words and as a number.

    Examples
    --------
    >>> said = answered("It is likely.", 0.6339)
    >>> said, said.answer, said.value
    ('It is likely.', '63 %', 0.6339)
    """
    sentence = Sentence(text)
    sentence.answer, sentence.value = write(value), float(value)
    return sentence
