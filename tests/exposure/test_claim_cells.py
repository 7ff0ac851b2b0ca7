from __future__ import annotations

import pytest

from guidekit.claims.cells import COLUMNS, claim_cells
from guidekit.exposure.lines import read_lines
from guidekit.paths import course_folder

# The claims whose evidence is exposure, as the design lists them.
CLAIMS = [
    "signal.e2ee-all",
    "signal.contacts-pin",
    "signal.profiles",
    "signal.sealed-sender",
    "element.private-rooms",
    "element.unencrypted-metadata",
    "element.group-calls",
    "element.web-trust",
    "briar.tor",
    "session.three-nodes",
    "session.closed-groups",
    "session.open-groups",
    "centralized.pro.trusted-self-host",
    "federated.pro.own-data",
    "federated.pro.verifiable-server",
    "federated.con.metadata",
    "federated.con.trust-admin",
    "p2p.direct",
    "p2p.observer",
    "p2p.pro.minimal-information",
    "p2p.pro.default-e2ee",
    "p2p.con.ip-exposed",
    "anonymous.definition",
    "anonymous.onion",
    "anonymous.rendezvous",
    "anonymous.nodes-blind",
    "anonymous.pro.minimal-information",
]


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_stands_on_cells_that_hold(claim):
    cells = claim_cells(claim)
    assert set(cells.claim) == {claim}
    assert cells.holds.all(), cells[~cells.holds].to_string()


def test_every_claim_of_the_table_is_one_of_the_guide():
    lines = read_lines(course_folder("data") / "exposure_claims.csv", COLUMNS)
    assert {line["claim"] for line in lines} == set(CLAIMS)


def test_the_cells_would_notice_a_wrong_level():
    cells = claim_cells()
    assert set(cells.expected) > {0.0, 1.0}  # neither all 0 nor all 1, so a stuck engine fails
    assert ((cells.expected - cells.level).abs() < 1e-9).all()


def test_an_unknown_claim_is_refused():
    with pytest.raises(ValueError, match=r"no exposure answers the claim 'fast'; allowed: signal\.e2ee-all"):
        claim_cells("fast")
