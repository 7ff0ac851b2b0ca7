"""Independent computations: each model beside one that was written from its definition, not from its formula.

None of these tests uses the formula of the model, and all are at values other than the defaults.

- Enumeration: every pair of relays, every kind of path, every loss of a copy, every step to a contact.
- A matrix exponential or a linear system: the chain of who is online, of who carries, of a pool that mixes.
- Direct simulation: circuits, guards, swarms, retries, look-ups among real identifiers, meetings, outages,
  queues, lives of keys, spam, and an observer who weighs arrivals.

`CHECKED` says by which test each model is checked; `test_checked.py` holds it to be complete. A few of them
stand beside the other tests of their model, and those of the ratchets run the real libraries.
"""

from __future__ import annotations

HERE = "tests.models.independently"

CHECKED = {
    "CatchUp": f"{HERE}.test_servers:test_catching_up_agrees_with_a_server_that_goes_up_and_down",
    "ClosedServers": "tests.models.test_federation:test_closed_servers_agree_with_drawn_pairs",
    "ContactReach": f"{HERE}.test_keys:test_contacts_are_summed_over_every_step_that_is_done_or_not",
    "Deletion": "tests.models.test_deletion:test_what_stays_is_what_a_thousand_rooms_show",
    "FeatureRace": f"{HERE}.test_servers:test_a_race_is_level_where_it_flips",
    "FeatureRollout": "tests.models.test_features:test_agrees_with_drawn_pairs",
    "Federation": "tests.models.test_federation:test_rooms_agree_with_drawn_members",
    "FirstDay": f"{HERE}.test_servers:test_the_first_day_is_drawn_contact_by_contact",
    "FirstRelay": f"{HERE}.test_relays:test_people_keep_their_first_relay_for_some_circuits",
    "Fragility": f"{HERE}.test_servers:test_one_pass_agrees_with_walking_about",
    "Island": f"{HERE}.test_servers:test_an_island_is_filled_contact_by_contact",
    "KademliaLookup": f"{HERE}.test_peers:test_look_ups_are_those_among_real_identifiers",
    "KeyBackup": f"{HERE}.test_keys:test_backups_agree_with_drawn_lives",
    "KeyStrip": "tests.models.test_openphone:test_what_a_strip_loses_follows_from_its_secrets",
    "NearbyPeople": f"{HERE}.test_peers:test_one_carrier_on_a_walk_arrives_as_often_as_the_formula_says",
    "NewNodes": f"{HERE}.test_relays:test_new_nodes_are_counted_one_by_one",
    "NodeLoss": "tests.exhibits.operator.test_shapes:test_what_hangs_together_is_the_largest_part_of_a_walk",
    "OfflineQueue": f"{HERE}.test_servers:test_a_queue_drops_what_waits_too_long",
    "OnionRouting": f"{HERE}.test_relays:test_circuits_are_drawn_relay_by_relay",
    "OpenPhone": "tests.models.test_openphone:test_what_is_read_is_read_somewhere",
    "Patience": f"{HERE}.test_keys:test_a_file_is_sent_byte_by_byte",
    "PhoneWeek": f"{HERE}.test_peers:test_two_phones_that_really_come_and_go_wait_as_the_closed_form_says",
    "PoissonMixnet": f"{HERE}.test_mixing:test_entropy_is_what_an_observer_of_both_ends_computes",
    "Presence": f"{HERE}.test_peers:test_presence_is_the_chain_of_three_states",
    "Proximity": f"{HERE}.test_peers:test_proximity_is_that_of_drawn_meetings",
    "Radio": f"{HERE}.test_servers:test_a_radio_is_played_second_by_second",
    "RankedShares": f"{HERE}.test_relays:test_ranked_relays_are_added_up_and_drawn",
    "Ratchet": "tests.protocols.test_agreement:test_olm",
    "Retries": f"{HERE}.test_relays:test_retries_are_played_try_by_try",
    "SealedSender": "tests.models.test_sealed:test_agrees_with_counting_every_account",
    "Spam": f"{HERE}.test_servers:test_spam_is_drawn_message_by_message",
    "StoredCopies": f"{HERE}.test_relays:test_copies_are_summed_over_every_loss_and_absences_are_drawn",
    "SwarmStorage": f"{HERE}.test_relays:test_swarms_are_drawn_node_by_node",
    "Theft": "tests.models.test_ratchet:test_every_protocol_is_asked_the_same",
    "Trilemma": f"{HERE}.test_mixing:test_the_trilemma_is_counted_round_by_round",
    "Upkeep": f"{HERE}.test_servers:test_upkeep_is_booked_month_by_month",
    "Watch": "tests.models.test_sealed:test_agrees_with_counting_every_account",
}
