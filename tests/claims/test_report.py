"""The command, and the table that a lesson shows."""

from __future__ import annotations

import json
import sys
import types

import pytest

import guidekit as gk
from guidekit.claims import check_claim, sayings
from guidekit.claims.report import claim_lines, progress_bar
from guidekit.cli import main
from guidekit.tables.query import load
from guidekit.tables.snapshot import guide_claims


def printed(capsys, *arguments: str) -> str:
    assert main(["claims", *arguments]) == 0
    out = capsys.readouterr()
    assert out.err == ""
    return out.out


def about(subject: str) -> int:
    return int((load("claims").subject == subject).sum())


def test_the_table_is_aligned_and_counted(capsys):
    text = printed(capsys, "--subject", "element")
    head, *rest = text.splitlines()
    rows = [line for line in rest if line.startswith("element.")]
    assert len(rows) == about("element")
    place = head.index("today")
    words = {"holds", "incomplete", "changed", "obsolete", "misleading"}
    assert all(row[place:].split()[0] in words for row in rows)
    assert (
        f"{len(rows)} claims: {sum(' yes ' in row for row in rows)} borne out (2 measured on real systems, "
        in text
    )
    assert f"; {sum(' NO ' in row for row in rows)} contradict the guide (" in text
    assert "contradicts the guide" in text
    assert all(line == line.rstrip() for line in text.splitlines())


def test_only_what_fails_is_shown_and_all_is_counted(capsys):
    text = printed(capsys, "--subject", "element", "--only-failing")
    rows = [line.split()[0] for line in text.splitlines() if line.startswith("element.")]
    assert rows[:5] == [  # and then what a fork claims of its own
        *("element.category", "element.reference-client", "element.group-calls"),
        *("element.audit", "element.olm"),
    ]
    assert f"{about('element')} claims" in text


def test_json_is_whole_and_the_same_as_the_answers(capsys):
    found = json.loads(printed(capsys, "--subject", "p2p", "--json"))
    assert len(found) == about("p2p")
    waiting = next(one for one in found if one["claim"] == "p2p.con.both-online")
    answer = check_claim("p2p.con.both-online")
    assert waiting["sentence"] == str(answer)
    assert (waiting["verdict"], waiting["kind"]) == ("yes", "assumed")
    assert waiting["flips_at"]["knob"] == "Scenario.on_hours"
    assert waiting["flips_at"]["at"] == answer.flips_at.at
    assert waiting["value"] == answer.value
    assert waiting["facts"] == list(answer.facts)


def test_an_unknown_subject_is_one_clear_line(capsys):
    assert main(["claims", "--subject", "signl"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("guidekit: there is no subject 'signl'; allowed: signal")
    assert error.count("\n") == 1


def test_below_a_contradiction_stands_the_reason():
    one = check_claim("session.whitepaper")
    text = claim_lines([one])
    assert text.splitlines()[-1] == f"    contradicts the guide. {one}"


def test_a_bar_is_shown_in_a_terminal_only(monkeypatch):
    assert progress_bar() is None
    asked = {}
    bar = types.ModuleType("tqdm")
    bar.tqdm = lambda ids, **how: asked.update(how) or ids
    monkeypatch.setitem(sys.modules, "tqdm", bar)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert list(progress_bar()(["a", "b"])) == ["a", "b"]
    assert asked["delay"] == 1
    assert asked["file"] is sys.stderr


def test_a_lesson_shows_what_was_computed():
    shown = gk.guide_says("anonymous.con.slow", "session.audit")
    slow, audit = (str(check_claim(name)) for name in ("anonymous.con.slow", "session.audit"))
    text, html = repr(shown), shown._repr_html_()
    assert f"Computed (modelled from assumptions): {slow}" in text
    assert f"Computed (derived from sourced facts or packets): {audit}" in text
    assert html.count("modelled from assumptions") == 1
    assert check_claim("anonymous.con.slow").found in html
    assert "no longer so" not in html
    assert repr(gk.guide_says("anonymous.con.slow", "session.audit")) == text


def test_an_unknown_claim_in_a_lesson_is_named():
    with pytest.raises(ValueError, match=r"nearest are: anonymous\.con\.slow"):
        gk.guide_says("anonymous.con.slaw")


def test_what_is_not_the_guides_is_not_shown_as_a_sentence_of_it(monkeypatch):
    briar = [claim for claim in guide_claims() if claim.subject == "briar"]
    monkeypatch.setattr(sayings, "guide_claims", lambda: briar)
    with pytest.raises(ValueError, match=r"no sentence of the guide 'signal\.spec'"):
        gk.guide_says("signal.spec")


def test_a_claim_without_a_verdict_says_so_once():
    shown = gk.guide_says("anonymous.node-hosting")
    assert "Computed: True by definition: 2,000 more honest relays" in repr(shown)
    assert (repr(shown) + shown._repr_html_()).lower().count("by definition") == 2
