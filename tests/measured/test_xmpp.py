"""What two XMPP servers keep of a message, and that it crosses. Kinds are exact; times have wide limits."""

from __future__ import annotations

import pytest

from tests.measured.recorded import recording

tables = recording("xmpp", "slixmpp", "vodozemac", program="prosody", marked=True)


def kinds(tables, encrypted: int):
    table = tables("xmpp_archive")
    return table[table.encrypted_message == encrypted].pivot(
        index="field", columns="role", values="value_kind"
    )


@pytest.mark.parametrize("field", ["body", "sender", "sender_device", "recipient", "time"])
def test_both_servers_archive_an_open_message_whole(tables, field):
    assert (kinds(tables, 0).loc[field] == "clear").all()


def test_a_sealed_body_still_names_both_ends_and_the_time(tables):
    found = kinds(tables, 1)
    assert (found.loc["body"] == "cipher").all()
    assert (found.loc[["sender", "recipient", "time"]] == "clear").all(axis=None)


def test_contacts_stay_at_home_and_passwords_are_nowhere(tables):
    found = kinds(tables, 0)
    assert found.loc["contact_name"].to_dict() == {"sender": "clear", "recipient": "absent"}
    assert (found.loc["password"] == "absent").all()


def test_the_server_keeps_what_comes_while_the_recipient_is_away(tables):
    assert kinds(tables, 0).loc["waiting_body", "recipient"] == "clear"
    offline = tables("xmpp_delivery").query("case == 'offline'")
    assert (offline.ms > 3000).all()  # so long was he away


def test_once_the_servers_know_each_other_messages_are_quick(tables):
    online = tables("xmpp_delivery").query("case == 'online'").sort_values("n").ms
    assert online.iloc[1:].median() < 200  # 2 ms on a quiet machine
    assert online.iloc[1:].median() < online.iloc[0]  # the first waits until they have called back
