"""Which signs can be seen, and how problems are told in few lines."""

from __future__ import annotations

import unicodedata

import pytest

from guidekit.paths import UserFileError
from guidekit.words import (
    MOST_LINES,
    Findings,
    Problem,
    look_alikes,
    plain_blanks,
    shown,
    sign_name,
    unseen_signs,
    visible,
)

SEEN = [
    *(
        "“Größe” – naïve café × ½ ≤ € 𝔘",
        "Привет",
        "你好，世界",
        "こんにちは",
        "안녕하세요",
        "سلام",
        "שלום עולם",
    ),
    *("नमस्ते", "สวัสดี", "Ελλάδα", "ኢትዮጵያ", "ქართული", "Tiếng Việt", "two\nlines", "👍🏽 🇨🇭 ✓ ☎"),
    *(
        "می\u200cخواهم",
        "क\u094d\u200dष",
        "ക\u0d4d\u200d",
        "👩\u200d🔬",
        "🏳\ufe0f\u200d🌈",
        "❤\ufe0f",
        "1\ufe0f\u20e3",
    ),
]


@pytest.mark.parametrize("text", SEEN)
def test_what_people_write_in_any_script_can_be_seen(text):
    assert unseen_signs(text) == ()
    assert plain_blanks(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("sign", "name"),
    {
        **{"\0": "NUL", "\t": "TAB", "\x0b": "VERTICAL TAB", "\x0c": "FORM FEED", "\r": "CARRIAGE RETURN"},
        **{"\x1a": "END OF FILE", "\x1b": "ESCAPE", "\x7f": "DELETE", "\x85": "a control character"},
        **{"\u00ad": "SOFT HYPHEN", "\u034f": "COMBINING GRAPHEME JOINER", "\u061c": "ARABIC LETTER MARK"},
        **{"\u115f": "HANGUL CHOSEONG FILLER", "\u2800": "BRAILLE PATTERN BLANK"},
        **{"\u200b": "ZERO WIDTH SPACE", "\u200c": "ZERO WIDTH NON-JOINER", "\u200d": "ZERO WIDTH JOINER"},
        **{"\u200f": "RIGHT-TO-LEFT MARK", "\u202e": "RIGHT-TO-LEFT OVERRIDE", "\u2028": "LINE SEPARATOR"},
        **{"\u2029": "PARAGRAPH SEPARATOR", "\u2060": "WORD JOINER", "\u2066": "LEFT-TO-RIGHT ISOLATE"},
        **{"\u2063": "INVISIBLE SEPARATOR", "\u3164": "HANGUL FILLER", "\ufe0f": "VARIATION SELECTOR-16"},
        **{"\ufeff": "ZERO WIDTH NO-BREAK SPACE", "\ufffd": "REPLACEMENT CHARACTER"},
        **{"\u180e": "MONGOLIAN VOWEL SEPARATOR", "\uffa0": "HALFWIDTH HANGUL FILLER"},
        **{"\ud800": "half of a sign", "\ue000": "a sign for private use"},
        **{"\u0378": "a sign that this Python does not know"},
        **{"\U000e0041": "TAG LATIN CAPITAL LETTER A", "\U000e0100": "VARIATION SELECTOR-17"},
    }.items(),
)  # fmt: skip
def test_what_nobody_sees_is_named(sign, name):
    assert unseen_signs(f"a{sign}b") == (sign,)
    assert sign_name(sign).endswith(f" {name}")
    assert unseen_signs(shown(f"a{sign}b")) == ()
    assert shown(f"a{sign}b").isprintable()
    assert f"{ord(sign):x}" in shown(f"a{sign}b") or sign in "\t\r"


@pytest.mark.parametrize(
    "text", ["ya\u200cb", "x\u200d", "\u200cخ", "a\ufe0f", "👩\u200d", "❤\ufe0f\ufe0f", "ی\u200c"]
)
def test_a_joiner_that_joins_nothing_is_not_seen(text):
    assert unseen_signs(text)


def test_blanks_of_every_width_become_plain_ones_and_accents_belong_to_their_letter():
    blanks = [sign for sign in map(chr, range(0x110000)) if unicodedata.category(sign) == "Zs"]
    assert len(blanks) >= 17
    for blank in blanks:
        assert plain_blanks(f"a{blank}b") == "a b"
    assert plain_blanks("Cafe\u0301 \u212b") == "Café Å"


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("sіgnal", "і"),
        ("４０", "４０"),
        ("٤", "٤"),
        ("−5", "−"),
        ("5–6", "–"),
        ("café", ""),
        ("Привет", ""),
        ("x", ""),
    ],
)
def test_signs_that_look_like_others_are_found(text, odd):
    assert "".join(look_alikes(text)) == odd


def test_a_long_value_is_shown_cut_and_counted():
    assert shown("x" * 5000) == f"'{'x' * 200}'… (5,000 letters)"
    assert visible("x" * 5000) == f"{'x' * 200}… (5,000 letters)"
    assert shown("\u200b" * 5000) == f"'{(chr(92) + 'u200b') * 40}'… (5,000 letters)"
    assert shown("x" * 200) == repr("x" * 200)


def test_few_problems_are_all_told_and_many_in_as_many_lines_with_their_number():
    few = [Problem(f"line {n}: no", "no") for n in range(MOST_LINES)]
    assert Findings(few).told() == few
    assert Findings([*few, "and that"]).told() == ["line 0: no (and 8 more like it)", "and that"]
    kinds = [Problem(f"line {n}: of kind {n % 100}", f"{n % 100}") for n in range(1234)]
    told = Findings(kinds).told()
    assert len(told) == MOST_LINES
    assert told[0] == "line 0: of kind 0 (and 12 more like it)"
    assert told[-1] == f"and {1234 - 8 * 13:,} more problems of 92 other kinds"


def test_findings_of_several_files_are_counted_together():
    one, other = Findings(), Findings()
    for n in range(500):
        one.add(Problem(f"a, line {n}", "a"))
        other.add(Problem(f"b, line {n}", "b"))
    one.add_all(other)
    assert len(one) == 1000
    assert one.told() == ["a, line 0 (and 499 more like it)", "b, line 0 (and 499 more like it)"]


def test_what_a_problem_quotes_makes_no_line_of_its_own():
    assert Findings(["x is not\nallowed"]).told() == ["x is not\\nallowed"]
    assert len(Findings(["x" * 9999]).told()[0]) == 1001


def test_a_file_of_a_person_is_refused_in_ten_lines():
    error = UserFileError("my.json", [f"key {n} is unknown" for n in range(1000)])
    assert len(str(error).splitlines()) == 10
    assert str(error).endswith("and 992 more problems of 992 other kinds")
