"""At both ends of every knob of every panel each sentence, cell and label reads well, and no two overlap.

What still does not is listed below by exhibit. The lists may only shrink: a name that is no longer needed
fails the last test, and so does one that is added without need.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations

import pytest

from guidekit.course.lessons import lesson_files, lesson_id
from guidekit.course.prose import NUMBER, identifiers_in, numbers_in, sentences
from guidekit.drawing.labels import ALLOWED
from tests.panels.every import Look, looks

ODD: set[str] = set()
"""Exhibits that still write a long number, an id or a wrong plural."""
MANY: set[str] = set()
"""Exhibits that still say more than two numbers in a sentence."""
CROWDED: set[str] = set()
"""Exhibits whose words still overlap or leave the picture."""

VERSION = re.compile(r"\d+\.\d+\.\d")
YEAR = re.compile(r"(?:19|20)\d\d")
THINGS = (
    "accounts|apps|backups|bits|bytes|cells|changes|circuits|contacts|copies|databases|days|devices|features"
    "|guards|hops|hours|joules|keys|layers|links|messages|minutes|mixes|months|nodes|others|packets|pairs"
    "|people|persons|phones|points|questions|relays|retries|rooms|rounds|rows|seconds|senders|servers|steps"
    "|strangers|teams|things|times|users|weeks|words|years"
)
PLURAL = re.compile(rf"(?<![\d.,/–:-])\b1 (?:(?!of|in|and|or|to|when|at)[a-z-]+ )?(?:{THINGS})\b")


def odd(words: str) -> list[str]:
    """List what a writer of numbers would not have written."""
    found = []
    for written in NUMBER.findall(words):
        whole, _, places = written.lstrip("-").partition(".")
        digits = (whole.replace(",", "") + places).lstrip("0")
        if not VERSION.match(written) and places and (len(digits) > 3 or len(places) > 4):
            found.append(f"long: {written}")
        if len(whole) > 3 and "," not in whole and not YEAR.fullmatch(whole):
            found.append(f"no comma: {written}")
        if written.startswith("-") and not digits:
            found.append(f"minus zero: {written}")
    found += re.findall(r"\b(?:nan|inf|NaN|None|True|False)\b|∞|\d[eE][+-]?\d", words)
    found += [f"id: {one}" for one in identifiers_in(words)]
    return found + [f"plural: {one}" for one in PLURAL.findall(words)]


def oddities(look: Look) -> list[str]:
    words = [look.sentence, *look.cells, *(text for text, _ in look.words)]
    small = [one for one in sentences(look.sentence) if one[0].islower()]
    small += re.findall(r"[.!?] [a-z]\w+", look.sentence)
    return [f"{what} in {text!r}" for text in words for what in odd(text)] + small


def crowded_sentences(look: Look) -> list[str]:
    return [one for one in sentences(look.sentence) if len(numbers_in(one)) > 2]


def crowded_labels(look: Look) -> list[str]:
    """List the words of a picture that overlap by more than is allowed, or that leave the picture."""
    found = []
    for (one, a), (other, b) in combinations(look.words, 2):
        across, upright = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
        if min(across, upright) > ALLOWED:
            found.append(f"{one!r} on {other!r}, {across:.0f} by {upright:.0f}")
    wide, high = look.size
    for words, (left, low, right, top) in look.words:
        if left < -1 or low < -1 or right > wide + 1 or top > high + 1:
            found.append(f"{words!r} leaves the picture")
    return found


CHECKS: list[tuple[Callable[[Look], list[str]], set[str]]] = [
    (oddities, ODD),
    (crowded_sentences, MANY),
    (crowded_labels, CROWDED),
]


@pytest.mark.parametrize(("check", "excepted"), CHECKS, ids=["numbers", "sentences", "labels"])
@pytest.mark.parametrize("path", lesson_files(), ids=lesson_id)
def test_all_reads_well_at_both_ends(path, check, excepted):
    found = [
        f"{look.place}: {what}"
        for look in looks(path)
        if look.exhibit not in excepted
        for what in check(look)
    ]
    assert not found, "\n".join(found)


def test_no_exception_is_left_over(record_property):
    seen = [look for path in lesson_files() for look in looks(path)]
    for check, excepted in CHECKS:
        assert {look.exhibit for look in seen if check(look)} >= excepted
    record_property("states", len(seen))
    print(f"{len(seen)} states of {len({look.exhibit for look in seen})} exhibits")
    assert len(seen) > 5 * len(lesson_files())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("It is 99.9999 %, or 0.12345.", ["long: 99.9999", "long: 0.12345"]),
        ("It is 65.4 servers, tor 0.4.9.11, in 2018, 1 in 1,230,000.", []),
        ("rooms of 1000, -0 %, nan, 1e-5", ["no comma: 1000", "minus zero: -0", "nan", "1e-5"]),
        ("net.topology of signal_server at https://github.com", ["id: net.topology", "id: signal_server"]),
        ("1 hops, 21 hops, 1 hop, 1 of 5 hops, 0.1 days", ["plural: 1 hops"]),
        ("1 dummy messages", ["plural: 1 dummy messages"]),
    ],
)  # fmt: skip
def test_what_is_odd_is_found(words, expected):
    assert odd(words) == expected


def test_numbers_are_counted_as_a_reader_would():
    said = "In November 2026 (tor 0.4.9, recorded in May 2026) 3 of 4 relays fail, which is 1 in 1,000."
    assert numbers_in(said) == ["3", "4", "1,000"]
