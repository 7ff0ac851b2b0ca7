"""The cells that claims stand on: derived from journeys, and beside them what the claim needs."""

from __future__ import annotations

import pytest

from guidekit.claims.cells import claim_cells
from guidekit.tables.rows import course_rows

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


def test_every_claim_whose_evidence_is_exposure_stands_on_cells_that_hold():
    cells = claim_cells()
    assert {cell.claim for cell in cells} == set(CLAIMS)
    assert [cell for cell in cells if not cell.holds] == []
    assert all(abs(cell.expected - cell.level) < 1e-9 for cell in cells)
    assert {cell.expected for cell in cells} > {0.0, 1.0}  # neither all 0 nor all 1, so a stuck engine fails


def test_a_claim_has_its_own_cells_and_a_wrong_level_is_noticed(monkeypatch):
    cells = claim_cells("p2p.direct")
    assert {cell.claim for cell in cells} == {"p2p.direct"}
    wrong = tuple(row._replace(level=1 - row.level) for row in course_rows("exposure_claims"))
    monkeypatch.setattr("guidekit.claims.cells.course_rows", lambda name: wrong)
    assert not any(cell.holds for cell in claim_cells("p2p.direct"))


def test_an_unknown_claim_is_refused():
    with pytest.raises(ValueError, match=r"no exposure answers the claim 'fast'; allowed: signal\.e2ee-all"):
        claim_cells("fast")
