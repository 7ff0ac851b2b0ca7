"""Comparison: its table is that of the four, with the knobs where they belong."""

from __future__ import annotations

from guidekit.scenario import WAYS, Comparison


def test_the_table_is_that_of_the_four():
    one = Comparison(adversary=0.2, mailbox="yes", swarm=5)
    table = one.table()
    assert list(table.columns) == list(WAYS)
    for name, way in one.four().items():
        assert table[name].to_list() == way.outcomes().value.to_list()
    assert one.four()["anonymous"].swarm == 5
    assert one.four()["federated"].scenario.adversary == 0.2
