"""A teacher's own file: what loads, and one clear error for each way to get it wrong."""

from __future__ import annotations

import csv
import io
import re

import pytest

from guidekit.exposure import Hop, Journey, Layer, Party, exposure, journeys
from guidekit.tables import TableError

COLUMNS = (
    "journey,hop,from,to,layer,key,reveals,medium,when,title,architecture,messenger,as_of,source_ids,note"
)
GOOD = f"""{COLUMNS}
post,1,alice,kiosk,envelope,anyone,sender;recipient,,,Through a kiosk,centralized,,2026-11,S-seed,Mine
post,1,alice,kiosk,end-to-end,alice;bob,content,,,,,,,,
post,2,kiosk,bob,envelope,anyone,sender;recipient,,later,,,,,,
post,2,kiosk,bob,end-to-end,alice;bob,content,,later,,,,,,
walk,1,alice,bob,end-to-end,alice;bob,content,nearby,,"Hand to hand, outside",,,,,
"""
PARTIES = "party,kind,label,count,ships_code_to,note\nkiosk,server,the kiosk,2,alice,\n"


@pytest.fixture
def write(tmp_path):
    def write(text=GOOD, parties=PARTIES, encoding="utf-8"):
        (tmp_path / "journeys.csv").write_bytes(text.encode(encoding))
        if parties is not None:
            (tmp_path / "parties.csv").write_text(parties, encoding="utf-8")
        return tmp_path

    return write


def test_a_teachers_folder_loads_like_the_shipped_one(write):
    own = journeys(write())
    assert list(own) == ["post", "walk"]
    assert own["post"].title == "Through a kiosk"
    assert [hop.later for hop in own["post"].hops] == [False, True]
    assert own["walk"].hops[0].nearby
    assert own["post"].party("kiosk").count == 2
    table = exposure(own["post"], ["kiosk"]).set_index("datum")
    assert table.reason["content"].startswith("ships the code of alice's client")


def test_a_file_by_any_name_loads_too(write):
    folder = write()
    (folder / "journeys.csv").rename(folder / "mine.csv")
    assert journeys(folder / "mine.csv")["post"].sender == "alice"


def test_shipped_parties_need_no_file(write):
    assert list(journeys(write(GOOD.replace("kiosk", "signal-server"), parties=None))) == ["post", "walk"]


def test_what_a_spreadsheet_saves_loads(write):
    text = GOOD.replace(";", " ; ").replace("\n", "\r\n") + "," * 14 + "\r\n"
    assert journeys(write(text, encoding="utf-8-sig")) == journeys(write())


def broken(*cells: tuple[int, str, str]) -> str:
    """The good file with some cells changed, each given as line, column and new value."""
    rows = list(csv.reader(io.StringIO(GOOD)))
    for line, column, value in cells:
        rows[line - 1][COLUMNS.split(",").index(column)] = value
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


BROKEN = [  # the cells to change; the first is where the error must point to, with these words
    ([(3, "key", "alice;nobody")], "'nobody' is not a party", "anyone, alice, bob or kiosk"),
    ([(5, "key", "")], "'' is empty: nobody could open this layer", "anyone, alice"),
    ([(4, "from", "entry"), (5, "from", "entry")], "'entry' does not connect", "alice or kiosk"),
    ([(2, "to", "kiosc"), (3, "to", "kiosc")], "'kiosc' is an unknown party", "kiosk"),
    ([(2, "reveals", "sender;shoe")], "'shoe' is an unknown datum", "content, sender"),
    ([(2, "reveals", "link")], "'link' follows from the path", "content, sender"),
    ([(4, "hop", "3"), (5, "hop", "3")], "'3' is out of order", "hop 2 here"),
    ([(6, "hop", "one")], "'one' does not fit", "a whole number: hops count 1, 2, 3 …"),
    ([(2, "title", "")], "an empty cell does not fit", "a title on the first line"),
    ([(3, "title", "Other")], "'Other' differs", "empty, or the same words"),
    ([(6, "medium", "pigeon")], "'pigeon' does not fit", "internet, nearby, or an empty cell"),
    ([(4, "when", "soon"), (5, "when", "soon")], "'soon' does not fit", "later, or an empty cell"),
    ([(3, "to", "bob")], "'bob' differs within hop 1", "'kiosk' on all its lines"),
    ([(6, "layer", "")], "an empty cell does not fit", "a name for the layer, such as"),
    (
        [(2, "architecture", "central")],
        "'central' does not fit",
        "centralized, federated, p2p, anonymous, or an empty cell",
    ),
    ([(2, "as_of", "last week")], "'last week' does not fit", "a date not in the future, as YYYY, YYYY-MM"),
    ([(6, "from", "")], "an empty cell does not fit", "a party"),
    ([(6, "to", "alice")], "'alice' is where the hop starts", "another party"),
]


@pytest.mark.parametrize(("cells", "problem", "allowed"), BROKEN, ids=[b[1] for b in BROKEN])
def test_a_broken_cell_is_one_line_with_its_place(write, cells, problem, allowed):
    line, column, _ = cells[0]
    with pytest.raises(TableError) as error:
        journeys(write(broken(*cells)))
    message, *others = str(error.value).splitlines()
    assert message.startswith(f"journeys.csv, line {line}, column {column}: {problem}")
    assert allowed in message.partition("; allowed: ")[2]
    assert len(others) < len(cells)  # several lines only where several cells are broken


NOT_A_TABLE = [
    ("", f"line 1: the file is empty; allowed: the header {COLUMNS} and"),
    (COLUMNS, "line 1: there is only a header; allowed: at least one row below it"),
    (GOOD.replace(",key,", ",keys,"), "line 1, column key: it is missing; allowed: journey, hop, from"),
    (GOOD.replace("Mine", "Mine,his"), "line 2: the row has 16 fields, the first is 'post'; allowed: 15"),
    (GOOD.replace("later,,,,,,", "later"), "line 4: the row has 9 fields, the first is 'post'; allowed: 15"),
    (
        GOOD.replace("walk,", ","),
        "line 6, column journey: an empty cell does not fit; allowed: one name on all",
    ),
    (GOOD + broken().splitlines()[1], "line 7, column journey: 'post' starts again"),
]


@pytest.mark.parametrize(("text", "message"), NOT_A_TABLE)
def test_a_broken_file_is_one_error(write, text, message):
    with pytest.raises(TableError, match=re.escape(f"journeys.csv, {message}")):
        journeys(write(text))


def test_a_file_in_another_encoding_says_how_to_save_it(write):
    with pytest.raises(TableError, match=r"line 2: byte .* is not UTF-8; allowed: .* again as CSV UTF-8"):
        journeys(write(GOOD.replace("Mine", "Müllers"), encoding="latin-1"))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(TableError, match=re.escape(f"journeys.csv: there is no such file in {tmp_path}")):
        journeys(tmp_path)


BROKEN_PARTIES = [
    ("server", "servant", "line 2, column kind: 'servant' is not a kind of party; allowed: end, device"),
    (",2,", ",two,", "line 2, column count: 'two' does not fit; allowed: a whole number from 1, or empty"),
    (",2,", ",0,", "line 2, column count: '0' does not fit; allowed: a whole number from 1, or empty"),
    ("alice,\n", "alise,\n", "line 2, column ships_code_to: 'alise' names an unknown party; allowed: one"),
    ("kiosk", "anyone", "line 2, column party: 'anyone' cannot be a name; allowed: a name of its own"),
    (
        "alice,\n",
        "alice,\nkiosk,relay,,,,\n",
        "line 3, column party: 'kiosk' does not fit; allowed: each value once",
    ),
]


@pytest.mark.parametrize(("good", "bad", "message"), BROKEN_PARTIES)
def test_a_broken_party_is_one_error(write, good, bad, message):
    with pytest.raises(TableError, match=re.escape(f"parties.csv, {message}")):
        journeys(write(parties=PARTIES.replace(good, bad)))


@pytest.mark.parametrize(
    ("hops", "message"),
    [
        ([], "hop 1, hop: '' is missing: a journey needs at least one hop"),
        ([Hop("alice", "bob", [Layer("seal", [])])], "hop 1, key: '' is empty: nobody could open this layer"),
        ([Hop("alice", "bob"), Hop("carol", "alice")], "hop 2, from: 'carol' does not connect"),
    ],
)
def test_a_journey_built_in_code_is_checked_the_same_way(hops, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        Journey("mine", hops, [Party(name, "end") for name in ("alice", "bob", "carol")])


def test_a_journey_of_too_many_parties_is_refused():
    names = [f"p{n}" for n in range(60)]
    with pytest.raises(ValueError, match="'p59' is party number 60; allowed: at most 50"):
        Journey("crowd", [Hop("p0", name) for name in names[1:]], [Party(name, "peer") for name in names])
