"""Tables: what stands open and what lies in a fold, shading, the order of what is unknown, and contrast."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit import panels
from guidekit.drawing.page import MOST_COLUMNS, MOST_ROWS, TableCell, table
from tests.drawing.test_drawing_figure import luminance

CSS = (Path(panels.__file__).parent / "page" / "page.css").read_text(encoding="utf-8")


class Tables(HTMLParser):
    """Collects the rows of every table, names included, and whether a fold holds it."""

    def __init__(self, html):
        super().__init__()
        self.found, self.depth = [], 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.depth += tag == "details"
        if tag == "table":
            self.found.append((self.depth > 0, []))
        elif tag == "tr":
            self.found[-1][1].append([])
        elif tag in ("td", "th"):
            self.found[-1][1][-1].append("")

    def handle_endtag(self, tag):
        self.depth -= tag == "details"

    def handle_data(self, data):
        if self.found and self.found[-1][1] and self.lasttag in ("td", "th"):
            self.found[-1][1][-1][-1] += data


@given(st.integers(1, 20), st.integers(1, 12))
def test_seven_rows_and_six_columns_stand_open_and_nothing_is_lost(rows, columns):
    lines = [(f"r{row}", [f"{row}-{column}" for column in range(columns)]) for row in range(rows)]
    (folded, first), *more = Tables(table(["", *(f"c{n}" for n in range(columns))], lines)).found
    assert not folded
    assert len(first) <= 1 + MOST_ROWS
    assert len(first[0]) <= 1 + MOST_COLUMNS
    assert all(inside for inside, _ in more)
    cells = [(row[0], head, words) for _, (heads, *body) in [(folded, first), *more] for row in body
             for head, words in zip(heads[1:], row[1:], strict=True)]  # fmt: skip
    assert sorted(cells) == sorted(
        (f"r{r}", f"c{c}", f"{r}-{c}") for r in range(rows) for c in range(columns)
    )


def test_a_table_may_say_how_many_rows_stand_open():
    (_, first), *more = Tables(table(["", "c"], [(str(n), ["x"]) for n in range(9)], most=8)).found
    assert len(first) == 1 + 8
    assert len(more) == 1


@given(
    st.lists(
        st.lists(st.sampled_from(["✔ yes", "? unknown"]), min_size=4, max_size=4), min_size=1, max_size=7
    )
)
def test_rows_of_which_nothing_is_known_come_last_and_all_else_keeps_its_place(rows):
    lines = [(str(nth), row) for nth, row in enumerate(rows)]
    html = table(["", *"abcd"], lines, gather=True)
    ((_, (heads, *body)),) = Tables(html).found
    assert heads[1:] == list("abcd")
    silent = [set(row[1:]) == {"? unknown"} for row in body]
    assert silent == sorted(silent)
    for part in (True, False):
        places = [int(row[0]) for row, nothing in zip(body, silent, strict=True) if nothing is part]
        assert places == sorted(places)
    assert all(row[1:] == rows[int(row[0])] for row in body)
    assert html.count("gk-unknown") == sum(row.count("? unknown") for row in rows)


@pytest.mark.parametrize("share", [0.062, 0.5, 1.0])
def test_a_cell_is_shaded_by_its_share(share):
    assert f"--gk-share:{100 * share:g}%" in table(["", "a"], [("x", [TableCell("◐", "part", share=share)])])
    assert re.search(
        r"gk-part \{ background: linear-gradient\(90deg, .* var\(--gk-share, 0%\), transparent 0\)", CSS
    )


def test_numbers_end_below_each_other_and_words_begin_below_each_other():
    html = table(["", "n", "w"], [("x", ["1,200", "12 of them are new"]), ("y", ["7 %", "7"])])
    sides = re.findall(r'<t[hd](?: scope="col")? style="text-align:(\w+)">([^<]+)', html)
    assert sides == [("right", "n"), ("left", "w"), ("right", "1,200"), ("left", "12 of them are new"),
                     ("right", "7 %"), ("left", "7")]  # fmt: skip


def themes():
    """Return the colours of both themes as the style sheet sets them."""
    light, dark, _system, _forced = re.findall(r"--gk-paper: .*?(?=color-scheme|\}|font:)", CSS, re.S)
    return [dict(re.findall(r"--gk-([\w-]+): (#[0-9a-f]{3,6})", part)) for part in (light, dark)]


def contrast(one, other):
    full = [c if len(c) == 7 else "#" + "".join(2 * digit for digit in c[1:]) for c in (one, other)]
    dark, light = sorted(map(luminance, full))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", themes(), ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("text", "paper"), ("text", "seen-tint"), ("text", "changed"), ("text", "wash"), ("text", "faint"),
        ("seen", "paper"), ("muted", "paper"), ("muted", "faint"), ("muted", "wash"),
    ],
)  # fmt: skip
def test_the_words_of_every_kind_of_cell_can_be_read(theme, ink, ground):
    """A cell with a probability has words in `text`, on the tint as far as its share and on paper beyond."""
    assert contrast(theme[ink], theme[ground]) >= 4.5
