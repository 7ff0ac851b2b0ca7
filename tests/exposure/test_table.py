from __future__ import annotations

import subprocess
import sys

import pytest

from guidekit.exposure import DATA, Hop, Journey, Layer, Party, clues_of, exposure, journeys


@pytest.mark.parametrize("name", journeys())
def test_every_cell_has_a_level_and_a_reason(name):
    table = exposure(name, adversary=0.2, correlate=True)
    assert list(table.columns) == ["observer", "datum", "level", "reason"]
    assert list(table.observer.unique()) == [*clues_of(name).bits, "adversary"]
    assert table.level.between(0, 1).all()
    assert (table.reason.str.len() > 5).all()
    assert not table.duplicated(["observer", "datum"]).any()
    assert set(table.datum) <= set(DATA)


@pytest.mark.parametrize("name", journeys())
@pytest.mark.parametrize("correlate", [False, True])
def test_a_reason_never_contradicts_its_level(name, correlate):
    no = ("cannot open", "is not ", "no layer", "knows neither", "knows both ends, but", "there is no")
    for row in exposure(name, correlate=correlate).itertuples():
        denies = row.reason.startswith(no) or ", but nothing of" in row.reason
        assert denies == (row.level == 0), row


@pytest.mark.parametrize("name", journeys())
def test_the_message_arrives(name):
    """Each end can read what was sent to it; a journey that forgets a key would be wrong."""
    journey = journeys()[name]
    content = [d for d in ("content", "profile", "reaction", "contacts") if d in journey.data]
    assert content
    table = exposure(journey, [journey.sender, *journey.recipients])
    assert (table[table.datum.isin(content)].level == 1).all()
    assert (table[(table.datum == "link") & (table.observer == journey.sender)].level == 1).all()


def test_a_coalition_is_a_tuple_and_a_name_stands_alone():
    table = exposure("tor-circuit", ["entry", ("entry", "exit"), ["exit", "middle"]])
    assert list(table.observer.unique()) == ["entry", "entry + exit", "exit + middle"]
    assert list(exposure("tor-circuit", "entry").observer.unique()) == ["entry"]


def test_a_coalition_pools_keys_and_packets():
    table = exposure("mail", [("global observer", "alice-mail")]).set_index("datum")
    assert table.level["content"] == 1
    pooled = exposure("tor-circuit", [("alice's network", "entry", "middle", "exit")]).set_index("datum")
    assert pooled.level["link"] == 1


def test_one_member_may_hold_the_packet_and_another_the_key():
    sealed = Layer("end-to-end", ["bob", "vault"], ["content"])
    hops = [Hop("alice", "vault"), Hop("alice", "server", [sealed]), Hop("server", "bob", [sealed])]
    kinds = {"alice": "end", "bob": "end", "server": "server", "vault": "server"}
    backup = Journey("backup", hops, [Party(name, kind) for name, kind in kinds.items()])
    table = exposure(backup, ["server", "vault", ("server", "vault")])
    content = table[table.datum == "content"].set_index("observer")
    assert content.level.tolist() == [0, 0, 1]
    assert content.reason["server + vault"] == (
        "server holds the packet, and with the keys of vault the coalition opens the end-to-end layer"
    )


def test_only_the_adversary_can_be_asked_for():
    assert list(exposure("tor-circuit", [], 0.1).observer.unique()) == ["adversary"]


@pytest.mark.parametrize(
    ("journey", "observers", "message"),
    [
        ("tor", None, "there is no journey 'tor'; there are: signal-unsealed"),
        ("tor-circuit", ["guard"], "'guard' is no observer of 'tor-circuit'; it has: alice, entry"),
        ("tor-circuit", [("entry", "bob")], "'bob' is no observer"),
        ("tor-circuit", [()], "a coalition needs a member"),
    ],
)
def test_an_unknown_name_is_refused(journey, observers, message):
    with pytest.raises(ValueError, match=message):
        exposure(journey, observers)


def test_data_that_no_layer_carries_do_not_apply():
    assert "reaction" not in set(exposure("tor-circuit").datum)
    assert "reaction" in set(exposure("matrix-reaction").datum)


def test_a_lesson_pays_for_neither_pandera_nor_scipy():
    code = "import sys; from guidekit.exposure import exposure; exposure('tor-circuit'); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "pandas" in loaded
    assert not {"pandera", "scipy", "matplotlib"} & set(loaded)


def reason(journey, observers, datum, correlate=False):
    table = exposure(journey, [observers], correlate=correlate)
    return table.set_index("datum").reason[datum]


@pytest.mark.parametrize(
    ("journey", "observers", "datum", "correlate", "expected"),
    [
        ("tor-circuit", "entry", "sender_address", False, "is alice's neighbour on the path"),
        ("tor-circuit", "alice's network", "sender_address", False, "watches alice's link"),
        ("tor-circuit", "alice", "sender_address", False, "has this address itself"),
        ("tor-circuit", "middle", "link", True, "knows neither end"),
        ("tor-circuit", "exit", "link", True, "knows the recipient, but nothing of the sender"),
        (
            "tor-circuit", "exit", "content", False,
            "cannot open the page layer, whose key alice and site hold",
        ),
        ("matrix-private", "bob-server", "sender", False, "reads the clear event"),
        ("session-direct", "swarm", "recipient", False, "opens the storage request layer"),
        ("tor-circuit", "exit", "sender", False, "no layer it can open reveals it"),
        (
            "session-direct", ("node-1", "bob-node-1"), "link", True,
            "knows both ends, but the message waited in between, so timing does not join them",
        ),
        (
            "tor-circuit", ("entry", "exit"), "link", False,
            "knows both ends, but holds no unbroken run of hops between them and compares no times",
        ),
        (
            "tor-circuit", ("entry", "exit"), "link", True,
            "knows the sender's address (entry is alice's neighbour on the path) "
            "and the recipient (exit reads the clear request), joined by timing",
        ),
        (
            "mail", "alice-mail", "link", True,
            "knows the sender (reads the clear message) and the recipient (reads the clear message)",
        ),
    ],
)  # fmt: skip
def test_a_reason_says_it_in_words(journey, observers, datum, correlate, expected):
    assert reason(journey, observers, datum, correlate) == expected


def test_observers_of_the_wire_and_of_radio_watch_their_own_links():
    hops = [Hop("alice", "bob", nearby=True), Hop("bob", "carol"), Hop("carol", "dora", nearby=True)]
    mixed = Journey("mixed", hops, [Party(name, "end") for name in ("alice", "bob", "carol", "dora")])
    watching = {watcher.name: watcher.hops for watcher in clues_of(mixed).watchers}
    assert watching == {
        "bob's network": (1,), "carol's network": (1,), "global observer": (1,), "listener nearby": (0, 2)
    }  # fmt: skip
