"""Rows broken on purpose: each is one line with file, line, column, value and what is allowed."""

from __future__ import annotations

import pytest

from guidekit.tables import TableError, check_tables
from guidekit.tables.csvfile import course_csv

TABLE = {"messenger": "whatsapp", "attribute": "net.topology"}  # on a table that somebody else made
MAKER = {"messenger": "whatsapp", "attribute": "content.e2ee_calls_1to1"}
PRESS = {"messenger": "signal", "attribute": "block.known"}
BOTH = {"messenger": "threema", "attribute": "content.deniability"}
EVENT = {"messenger": "element", "attribute": "content.e2ee_calls_group", "value": "yes"}
UNDATED = {"messenger": "signal", "attribute": "group.max_members"}
DATED = {"messenger": "signal", "attribute": "avail.ttl_days"}
BACKUP = {"messenger": "signal", "attribute": "backup.history"}
WAYS = {"messenger": "briar", "attribute": "block.ways"}
PRICE = {"messenger": "threema", "attribute": "price.euro_to_use"}
TIMER = {"messenger": "element", "attribute": "message.disappearing"}
PROTEST = {"by": "Privacy Guides", "situation": "protest_net_may_be_cut"}
DAILY = {"organisation": "Protect"}
ROWS = {  # the table and the row, what is written, what is allowed
    "dated by a typo": ("facts", EVENT, {"dated_by": "evnt"}, "event, source: what happened on valid_from"),
    "dated by nothing": ("facts", EVENT, {"dated_by": ""}, "event, source: what happened on valid_from"),
    "an event after its evidence": (
        "facts", EVENT, {"valid_from": "2025-02"}, "the date of an event up to as_of, 2024-10-29",
    ),
    "a word of confidence that is none": (
        "facts", MAKER, {"confidence": "claim"}, "verified, claimed, secondary, derived, disputed, guide",
    ),
    "a claim that only the press repeats": (
        "facts", PRESS, {"confidence": "claimed"}, "secondary, or a source of the kind official_doc, spec",
    ),
    "a table taken for first-hand": (
        "facts", TABLE, {"confidence": "verified"}, "secondary, or a source of the kind official_doc, spec",
    ),
    "a dispute with one voice": (
        "facts", BOTH, {"source_ids": "S-eyl"}, "both sources that disagree",
    ),
    "a dispute that shows one reading": (
        "facts", BOTH, {"summary": "A table says no."}, "both readings if and only if the confidence says",
    ),
    "a dispute in words only": (
        "facts", BOTH, {"confidence": "secondary"}, "both readings if and only if the confidence says",
    ),
    "a page without a date that looks fresh": (
        "facts", UNDATED, {"note": ""}, "'undated page', because no source bears a date up to 2026-11",
    ),
    "a dated page called undated": (
        "facts", DATED, {"note": "undated page"}, "no 'undated page': a source bears a date",
    ),
    "a backup of another kind": (
        "facts", BACKUP, {"value": "cloud"}, "none, local, server_e2ee, server_e2ee_optional",
    ),
    "a way round a block that is not built in": (
        "facts", WAYS, {"value": "tor; vpn"}, "fronting, own_proxy, socks_proxy, tor, tor_bridges",
    ),
    "a claim about nobody": (
        "claims", {"id": "signal.category"}, {"subject": "signl"},
        "guide, centralized, federated, p2p, anonymous, or an id of messengers.csv, such as signal",
    ),
    "a protocol without a model": (
        "messengers", {"id": "wire"}, {"ratchet": "proteus"}, "signal, olm, megolm, bramble, static",
    ),
    "a price in words": ("facts", PRICE, {"value": "free"}, "a number of euro, or unknown, not_applicable"),
    "a timer now and then": (
        "facts", TIMER, {"value": "sometimes"}, "yes, partial, no, unknown, not_applicable",
    ),
    "an attribute that asks nothing": (
        "attributes", {"id": "net.mesh"}, {"question": "Mesh."}, "what a layperson would ask",
    ),
    "a topology that the attribute does not know": (
        "messengers", {"id": "bitchat"}, {"topology": "mesh"}, "centralized, federated, p2p",
    ),
    "advice for no situation": (
        "advice", PROTEST, {"situation": "protest"}, "source_and_journalist, protest_net_may_be_cut",
    ),
    "advice for a messenger with a typo": (
        "advice", PROTEST, {"advised_for": "signl"}, "an id of messengers.csv, such as signal",
    ),
    "advice for and against one": (
        "advice", PROTEST, {"advised_against": "briar"}, "a messenger that does not stand in advised_for",
    ),
    "advice younger than its source": (
        "advice", PROTEST, {"date": "2026-02"}, "a date up to its newest source, 2025-01-27",
    ),
    "advice without the date it has": (
        "advice", PROTEST, {"date": ""}, "a date up to its newest source, 2025-01-27",
    ),
    "advice read in days to come": ("advice", PROTEST, {"read": "2999-01"}, "a date not in the future"),
    "advice by nobody known": (
        "advice", PROTEST, {"source_ids": "S-pg-prott"}, "an id of sources.csv, such as S-pg-prot",
    ),
    "help at no address": ("help", DAILY, {"address": ""}, "a public address, https://…"),
    "help at half an address": (
        "help", DAILY, {"address": "protect-advice.org.uk"}, "a public address, https://…",
    ),
    "a telephone number in words": (
        "help", DAILY, {"phone": "see their page"}, "a telephone number in digits, or an empty cell",
    ),
    "help dated in words": ("help", DAILY, {"date": "May 2022"}, "a date not in the future, as YYYY"),
    "help tried at some time": ("help", DAILY, {"tried": "yes"}, "a date not in the future, as YYYY"),
    "help for nobody": ("help", DAILY, {"for_whom": ""}, "something, it must not be empty"),
}  # fmt: skip


@pytest.mark.parametrize("case", ROWS)
def test_a_broken_row_is_one_clear_error(case, tmp_path):
    name, where, cells, allowed = ROWS[case]
    shipped = course_csv(name)
    frame = shipped.frame.copy()
    [row] = frame.index[(frame[list(where)] == list(where.values())).all(axis=1)]
    frame.loc[row, list(cells)] = list(cells.values())
    frame.to_csv(tmp_path / f"{name}.csv", index=False)
    with pytest.raises(TableError) as error:
        check_tables(tmp_path)
    [told] = str(error.value).splitlines()
    place, _, rest = told.partition(": ")
    column = place.rpartition(" ")[2]
    assert place == f"{name}.csv, line {shipped.lines[row]}, column {column}"
    shown = repr(frame.loc[row, column]) if frame.loc[row, column] else "an empty cell"
    value, _, right = rest.partition(" does not fit; allowed: ")
    assert value == shown
    assert allowed in right
    assert column in cells or case == "a dispute in words only"
