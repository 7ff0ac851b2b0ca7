"""Layered packets: one layer for each key, sizes that tell and sizes that do not, and changed bits."""

from __future__ import annotations

import pytest

from guidekit.protocols import onion
from guidekit.protocols.packets import RECIPIENT, PathParty, peel, peel_padded, wrap, wrap_padded
from guidekit.protocols.steal import attempt

both = pytest.mark.parametrize("padded", [False, True], ids=["naive", "padded"])


def test_the_naive_packet_shrinks_by_52_bytes_a_hop():
    assert onion.hop_by_hop(3).packet_bytes.tolist() == [412, 360, 308, 256]
    for hops in range(1, 9):
        assert set(-onion.hop_by_hop(hops).packet_bytes.diff().dropna()) == {52}


def test_the_position_can_be_read_off_the_naive_size():
    for hops in range(1, 9):
        frame = onion.hop_by_hop(hops)
        assert ((frame.packet_bytes - 256) // 52 == hops + 1 - frame.position).all()


def test_padded_packets_are_all_alike():
    sizes = {size for hops in range(1, 9) for size in onion.hop_by_hop(hops, padded=True).packet_bytes}
    assert sizes == {1024}


@both
@pytest.mark.parametrize("hops", range(1, 9))
def test_each_party_sees_the_next_hop_and_only_the_recipient_the_text(padded, hops):
    frame = onion.hop_by_hop(hops, padded)
    assert frame.next_hop.tolist() == [*(f"relay {n}" for n in range(2, hops + 1)), "recipient", ""]
    assert frame.can_read_payload.tolist() == [False] * hops + [True]


@both
def test_three_relays_open_one_layer_each(padded):
    frame = onion.openings(3, padded)
    assert len(frame) == 16
    assert (frame.opens == (frame.party == frame.layer)).all()
    assert frame.refused[~frame.opens].str.contains("does not fit").all()


@both
@pytest.mark.parametrize("before", [1, 2, 3, 4])
def test_a_flipped_bit_is_refused_where_it_arrives(padded, before):
    frame = onion.bit_flips(3, before=before, padded=padded)
    assert frame.position.tolist() == list(range(1, before + 1))
    assert frame.opens.tolist() == [True] * (before - 1) + [False]


@both
def test_every_bit_of_a_packet_is_vouched_for(padded):
    relay = PathParty(1)
    packet = (wrap_padded if padded else wrap)(b"noon", [relay, PathParty(RECIPIENT)])
    open_layer = peel_padded if padded else peel
    for bit in range(0, 8 * len(packet), 7):  # 7: each place in a byte has its turn
        changed = onion.flip_bit(packet, bit)
        assert not attempt(lambda changed=changed: open_layer(changed, relay))[0], bit
    # The last bit of the public key carries no meaning for X25519, and is vouched for all the same.
    assert not attempt(lambda: open_layer(onion.flip_bit(packet, 31 * 8), relay))[0]
    assert attempt(lambda: open_layer(packet, relay))[0]


@both
@pytest.mark.parametrize("length", [0, 31, 32, 47, 48, 100, -1])
def test_a_packet_cut_short_is_refused(padded, length):
    relay = PathParty(1)
    packet = (wrap_padded if padded else wrap)(b"noon", [relay, PathParty(RECIPIENT)])
    opens, refused = attempt(lambda: (peel_padded if padded else peel)(packet[:length], relay))
    assert not opens
    assert refused


@both
def test_texts_come_out_as_they_went_in(padded):
    for text in (b"", b"\0\0", b"x" * 206):
        recipient = PathParty(RECIPIENT)
        packet = (wrap_padded if padded else wrap)(text, [recipient])
        assert (peel_padded if padded else peel)(packet, recipient).text == text
    with pytest.raises(ValueError, match="207 bytes; allowed: 0 to 206"):
        (wrap_padded if padded else wrap)(b"x" * 207, [PathParty(RECIPIENT)])


def test_what_a_padded_relay_passes_on_does_not_end_in_zeros():
    relays = [PathParty(1), PathParty(2), PathParty(RECIPIENT)]
    packet = wrap_padded(b"noon", relays)
    first = peel_padded(packet, relays[0]).packet
    assert first[-52:] != bytes(52)
    assert first[:-52] not in packet  # nothing of the inside shows on the outside


@pytest.mark.parametrize("hops", [0, 9, 2.5, "3"])
def test_paths_of_other_lengths_are_refused(hops):
    for run in (onion.hop_by_hop, onion.openings, onion.bit_flips):
        with pytest.raises(ValueError, match="allowed: 1 to 8 relays"):
            run(hops)


@pytest.mark.parametrize("wrong", [{"before": 0}, {"before": 5}, {"bit": 412 * 8}])
def test_bits_and_positions_that_are_not_there(wrong):
    with pytest.raises(ValueError, match=f"{next(iter(wrong))} = "):
        onion.bit_flips(3, **wrong)
