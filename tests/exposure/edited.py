"""Journeys with something changed, to see what it changes for those who watch."""

from __future__ import annotations

import dataclasses


def with_layer(journey, layer, hops=None, depth=0):
    """The same journey with one more layer on some hops, counted from 1; `depth` layers stay outside it."""
    chosen = range(1, len(journey.hops) + 1) if hops is None else hops
    changed = [
        dataclasses.replace(hop, packet=(*hop.packet[:depth], layer, *hop.packet[depth:]))
        if number in chosen
        else hop
        for number, hop in enumerate(journey.hops, 1)
    ]
    return dataclasses.replace(journey, hops=changed)


def with_own(journey, name):
    """The same journey with one of its parties run by the people who talk."""
    parties = [dataclasses.replace(p, kind="own") if p.name == name else p for p in journey.parties]
    return dataclasses.replace(journey, parties=parties)
