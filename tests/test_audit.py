"""`make audit`: what could not be asked about is never called fine."""

from __future__ import annotations

import json

import pytest

from tools import audit

FINE = {"name": "a", "version": "1", "vulns": []}
HOLE = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3"]}]}
SKIPPED = {"name": "c", "skip_reason": "Dependency not found on PyPI and could not be audited: c (1)"}
NPM = {
    "vulnerabilities": {"x": {"severity": "high", "range": "<2"}},
    "metadata": {"dependencies": {"total": 37}},
}


def pip(*packages):
    return audit.read_pip_audit(json.dumps({"dependencies": packages, "fixes": []}), "")


def npm(**report):
    return audit.read_npm_audit(json.dumps(report), "")


@pytest.mark.parametrize(
    ("audits", "code"),
    [
        ([pip(FINE)], audit.FINE),
        ([pip(FINE, HOLE)], audit.KNOWN),
        ([pip(SKIPPED)], audit.UNASKED),
        ([pip(FINE, SKIPPED)], audit.UNASKED),
        ([pip(HOLE, SKIPPED)], audit.KNOWN),
        ([pip(FINE), npm(**NPM | {"vulnerabilities": {}})], audit.FINE),
        ([pip(FINE), npm(**NPM)], audit.KNOWN),
        ([pip(FINE), npm(message="405 Method Not Allowed")], audit.UNASKED),
        ([pip(FINE), npm(error={"code": "ENOLOCK"})], audit.UNASKED),
        ([pip()], audit.UNASKED),
        ([audit.read_pip_audit("", "no network")], audit.UNASKED),
        ([audit.read_npm_audit("<html>", "no network")], audit.UNASKED),
        ([audit.Audit(0, 0, [], "npm is not installed")], audit.UNASKED),
    ],
)
def test_the_exit_code_tells_fine_from_known_and_from_not_asked(audits, code):
    assert audit.judge(audits) == code


def test_a_hole_is_named_with_the_version_that_mends_it():
    (hole,) = pip(HOLE).holes
    assert hole == "b 2: PYSEC-1, mended in 3"


def test_what_was_not_asked_is_said_in_one_line(monkeypatch, capsys):
    monkeypatch.setattr(audit, "of_environment", lambda python: pip(FINE, SKIPPED))
    monkeypatch.setattr(audit, "of_proxy", lambda: npm(message="405 Method Not Allowed"))
    assert audit.main(["python"]) == audit.UNASKED
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if "NOT asked" in line and "1 of 2" in line]
    assert [line for line in lines if "NOT asked" in line and "405" in line]


def test_a_database_that_does_not_answer_is_no_success(monkeypatch):
    monkeypatch.setattr(audit, "said", lambda command: ("", "no network"))
    monkeypatch.setattr(
        audit.subprocess, "run", lambda *_, **__: audit.subprocess.CompletedProcess([], 0, "a==1")
    )
    assert audit.of_environment("python") == audit.Audit(0, 0, [], "no network")
