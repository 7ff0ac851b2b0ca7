"""Network observers: who watches links without holding a packet."""

from __future__ import annotations

from dataclasses import dataclass

from guidekit.exposure.journey import Journey


@dataclass(frozen=True)
class Watcher:
    """Someone on the wire or in radio range: sees addresses, time, size and clear outer layers.

    Attributes
    ----------
    name : str
        What a table calls it.
    hops : tuple of int
        The hops it watches, counted from 0.
    """

    name: str
    hops: tuple[int, ...]


def watchers(journey: Journey) -> tuple[Watcher, ...]:
    """List the network observers that a journey meets by itself.

    Each end that uses the internet has a provider (``alice's network``); ``global observer`` watches
    every link of the internet, ``listener nearby`` every link of radio.

    >>> from guidekit.exposure import journeys
    >>> [w.name for w in watchers(journeys()["tor-circuit"])]
    ["alice's network", "site's network", 'global observer']
    """
    wired = [h for h, hop in enumerate(journey.hops) if not hop.nearby]
    radio = tuple(h for h, hop in enumerate(journey.hops) if hop.nearby)
    found = []
    for end in (journey.sender, *journey.recipients):
        own = tuple(h for h in wired if end in journey.hops[h].ends)
        if own:
            found.append(Watcher(f"{end}'s network", own))
    if wired:
        found.append(Watcher("global observer", tuple(wired)))
    if radio:
        found.append(Watcher("listener nearby", radio))
    return tuple(found)
