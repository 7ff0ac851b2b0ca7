"""All claims: answered by their subject's file alone, well-formed, not at odds with today's verdict."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import guidekit.claims.answers
from guidekit.claims import VERDICTS, World, check_claim, check_claims
from guidekit.claims.answers import unanswered_claims
from guidekit.claims.evidence import OPEN
from guidekit.tables.csvfile import course_csv
from guidekit.tables.query import load
from tests.frames import with_frame

CLAIMS = load("claims").set_index("id")

TOUCHED = """
import sys
for claim in sys.argv[1:]:
    for name in [name for name in sys.modules if name.startswith("guidekit")]:
        del sys.modules[name]
    from guidekit.claims import check_claim
    check_claim(claim)
    print(*{module.__file__ for name, module in sys.modules.items() if name.startswith("guidekit")})
"""
WORDS = ("words", "wording")  # what every claim is said with does not count
FEW = 26  # files of the package
ALONE = (  # claims that stand on tables, or on a model that stands in one file
    *("signal.spec", "briar.audit", "p2p.con.features", "centralized.con.restricted", "p2p.proximity"),
    *("anonymous.con.media", "anonymous.con.key-backup"),
)
MORE = {  # a larger model, a run or a recording brings its own files, and the exposure engine most
    **{"centralized.pro.easy-start": 28, "element.olm": 29},
    **{"p2p.dht": 29, "anonymous.con.reliability": 27},
    **{"briar.tor": 30, "p2p.con.ip-exposed": 31, "signal.contacts-pin": 32, "signal.sealed-sender": 39},
    **{"p2p.con.both-online": 57, "guide.threat-model": 57},  # the four ways ask many models, and the engine
}


@pytest.fixture(scope="module")
def touched() -> dict[str, set[str]]:
    """Name the files that each claim runs when it is asked alone."""
    claims = [*ALONE, *MORE]
    command = [sys.executable, "-c", TOUCHED, *claims]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    files = [
        {file for file in line.split() if {Path(file).stem, Path(file).parent.name}.isdisjoint(WORDS)}
        for line in done.stdout.splitlines()
    ]
    return dict(zip(claims, files, strict=True))


def test_one_claim_alone_touches_few_files(touched):
    for claim, files in touched.items():
        assert len(files) <= MORE.get(claim, FEW), (claim, sorted(files))


def test_one_claim_alone_leaves_other_rooms_and_subjects_alone(touched):
    def rooms(claim):
        return {Path(file).parent.name for file in touched[claim]} - {"guidekit", "claims", "answers"}

    assert rooms("signal.spec") <= {"tables", "models", "knobs"}
    assert rooms("anonymous.con.key-backup") == {"tables", "models", "knobs"}
    assert rooms("p2p.dht") == {"tables", "models", "knobs", "recordings"}
    assert rooms("element.olm") == {"tables", "models", "knobs", "protocols"}
    assert rooms("briar.tor") == {"tables", "models", "knobs", "exposure"}
    for claim, files in touched.items():
        subjects = {Path(file).stem for file in files if Path(file).parent.name == "answers"}
        assert subjects == {"__init__", CLAIMS.subject[claim]}


def test_each_claim_has_one_answer_in_the_file_of_its_subject():
    assert unanswered_claims() == []
    folder = Path(guidekit.claims.answers.__file__).parent
    assert {path.stem for path in folder.glob("*.py")} == {"__init__", *CLAIMS.subject}
    for subject, claims in CLAIMS.groupby("subject"):
        home = import_module(f"guidekit.claims.answers.{subject}").ANSWERS
        assert sorted(home) == sorted(claims.index)


@pytest.mark.parametrize(
    ("claim", "spoil", "told"),
    [
        (
            "signal.spec",
            lambda patch: patch.delitem(
                import_module("guidekit.claims.answers.signal").ANSWERS, "signal.spec"
            ),
            "has no evidence; allowed: an entry of ANSWERS in guidekit/claims/answers/signal.py",
        ),
        (
            "briar.spec",
            lambda patch: patch.setattr(guidekit.claims.answers, "find_spec", lambda name: None),
            "has no evidence; allowed: a new file with its ANSWERS, such as session.py has: "
            "guidekit/claims/answers/briar.py",
        ),
        (
            "p2p.dht",
            lambda patch: patch.setattr(guidekit.claims.answers, "course_csv", kinds_without("p2p.dht")),
            "is of no kind; allowed: a row of claim_kinds.csv, which says what decides it",
        ),
    ],
)
def test_a_claim_without_evidence_is_told_what_to_add(claim, spoil, told, monkeypatch):
    spoil(monkeypatch)
    row = list(CLAIMS.index).index(claim)
    line = f"claims.csv, line {course_csv('claims').lines[row]}, column id: {claim!r} {told}"
    with pytest.raises(ValueError, match=f"^{re.escape(line)}$"):
        check_claim(claim)
    assert line in unanswered_claims()


def kinds_without(claim: str):
    def without(name):
        file = course_csv(name)
        frame = file.frame
        return with_frame(file, frame[frame.claim != claim]) if name == "claim_kinds" else file

    return without


def test_all_are_answered_in_the_order_of_the_table(answers):
    assert list(answers) == list(CLAIMS.index)


def test_every_answer_is_well_formed(answers):
    for claim, one in answers.items():
        assert one.today == CLAIMS.today[claim]
        assert math.isfinite(one.value), claim
        assert math.isfinite(one.threshold), claim
        assert one.unit
        assert one.how.endswith(".")
        sentence = str(one)
        assert re.fullmatch(r"((Yes|No)(, by our [^:]+)?|[TN][^:]+): .+[^.]\.", sentence), sentence
        assert not re.search(r"\bnan\b|\binf\b|None|\{|\bunknown\b", sentence), sentence
        assert "  " not in sentence + one.how, sentence


def test_pros_and_cons_say_where_they_flip(answers):
    """Those that stand on a knob do; a measurement has none, and a claim without a verdict needs none."""
    for claim, one in answers.items():
        flip = one.flips_at
        assert (flip is None) == (one.line is None), claim
        if flip is None:
            assert CLAIMS.kind[claim] not in ("pro", "con") or one.kind in ("measured", *OPEN), claim
        else:
            assert flip.holds == one.holds == one.line.holds(one.line.start), claim
            assert flip.knob in str(one)


def test_the_answer_differs_on_the_two_sides_of_a_flip(answers):
    for claim in (claim for claim, one in answers.items() if one.flips_at):
        flip = answers[claim].flips_at

        def holds(setting, claim=claim, knob=flip.knob):
            return check_claim(claim, World(turned={knob: setting})).holds

        if flip.at is None:
            assert {holds(end) for end in (flip.low, flip.high)} == {flip.holds}, claim
            continue
        assert (holds(flip.still), holds(flip.at)) == (flip.holds, not flip.holds), claim
        if flip.side != "at":
            assert abs(flip.at - flip.still) <= max(1e-4 * abs(flip.at), isinstance(flip.at, int)), claim


def test_two_claims_in_three_stand_on_their_own_number(answers):
    """Two sentences with one value, one bar and one pair of sides would be one result counted twice."""
    seen: dict[tuple[object, ...], str] = {}
    for claim, one in answers.items():
        if one.line is not None and one.line.sides and one.verdict == "yes":
            key = (one.value, one.threshold, *one.line.sides)
            assert seen.setdefault(key, claim) == claim, (claim, seen[key])


def test_networks_flip_a_claim_where_both_providers_do(answers):
    """Both providers must watch, and our bar is a half: the message passes machines between their links."""
    assert answers["centralized.pro.trusted-self-host"].flips_at.at == pytest.approx(0.5**0.5, rel=2e-4)


def test_what_was_computed_is_not_at_odds_with_the_verdict(answers):
    world = World()
    for claim, one in answers.items():
        assert one.today in VERDICTS
        if one.today == "holds":
            assert one.verdict != "no", str(one)
        if one.today in ("misleading", "obsolete"):
            assert one.verdict == "no", str(one)
        if one.today in ("changed", "obsolete"):
            assert world.moved(claim), claim


def test_facts_come_with_their_sources_and_their_age(answers):
    for claim in CLAIMS.index[CLAIMS.facts.notna()]:
        cited = answers[claim].facts
        assert len(cited) == len(CLAIMS.facts[claim].split())
        for line in cited:
            assert re.search(r" = .+ \(S-[\w -]+, \d{4}[\d-]*, [\d,]+ days old, \w+\)$", line), line


def test_two_runs_are_equal(answers):
    assert check_claims() == list(answers.values())


def test_progress_sees_every_claim():
    seen = []
    check_claims(["signal.spec", "briar.spec"], progress=lambda ids: (seen.append(i) or i for i in ids))
    assert seen == ["signal.spec", "briar.spec"]


@pytest.mark.parametrize(
    ("wrong", "near"),
    [
        ("anonymous.con.slo", "anonymous.con.slow"),
        ("signal.pin", "signal.spec"),
        ("p2p.zzzzzzzzzz", "p2p.con.battery"),
    ],
)
def test_an_unknown_claim_is_refused_before_the_work_begins(wrong, near):
    with pytest.raises(ValueError, match=rf"no claim '{wrong}'.*{near}"):
        check_claim(wrong)
    with pytest.raises(ValueError, match=wrong):
        check_claims(["signal.spec", wrong], progress=lambda ids: pytest.fail("the work began"))
