"""Onion routing: what hostile relays can link, what guards change, and what hops cost."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from guidekit.knobs import Model, amounts, count, counts, knob, probability, switch, within

if TYPE_CHECKING:
    import pandas as pd

MOST_CIRCUITS = 10_000_000  # of which rows are made
CIRCUITS_PER_DAY = 144  # assumption: a new circuit every ten minutes, day and night


@dataclass(frozen=True)
class OnionRouting(Model):
    """A client that sends through a circuit of relays, some of which work together against it.

    A circuit is *compromised* when its entry and its exit relay are both hostile: together they see
    who talks and to whom, by matching the times and sizes of what passes. Relays are chosen by
    capacity and independently, so a hostile share `adversary` of the capacity is also the chance
    that one chosen relay is hostile.

    The model leaves out: an observer of the network itself, traffic fingerprinting, relays that
    refuse honest circuits on purpose, and how long a relay stays in the list.

    References
    ----------
    Syverson, Tsudik, Reed and Landwehr, Towards an analysis of onion routing security (2000), for the two
    ends of a circuit; Øverlier and Syverson, Locating hidden servers (2006), for guards in Tor. Tor path
    specification and guard specification (``tor.path_len``, ``tor.guard_lifetime_days`` in
    ``parameters.csv``).

    Examples
    --------
    One relay in ten is hostile, so one circuit in a hundred is compromised:

    >>> tor = OnionRouting(adversary=0.1)
    >>> round(tor.circuit_compromise(), 6)
    0.01

    More hops do not change that, because only the two ends matter:

    >>> round(tor.but(hops=6).circuit_compromise(), 6)
    0.01
    """

    relays: int = knob(8000, 100, 10_000, "relays", "Relays in the network", "How many there are", log=True)
    adversary: float = knob(
        0.1,
        0.0,
        0.5,
        "share of capacity",
        "Hostile share",
        "Share of all relays, counted by capacity, that one adversary runs",
        source="adversary.hostile",
    )
    hops: int = knob(3, 1, 8, "relays", "Hops", "How many relays a message passes", source="tor.path_len")
    guards: int = knob(
        1, 0, 5, "relays", "Guards", "Fixed entry relays of a client; 0 is a new entry for each circuit"
    )
    guard_lifetime: float = knob(
        120.0, 1, 365, "days", "Guard lifetime", "Days until a new guard", source="tor.guard_lifetime_days"
    )
    hop_failure: float = knob(
        0.03, 0.0, 0.5, "probability", "Failure of a hop", "The chance that one relay on the path fails"
    )
    link_ms: float = knob(
        40.0, 5, 500, "ms", "Link delay", "The median time of one link between two relays", log=True
    )
    link_spread: float = knob(
        0.6, 0.0, 1.5, "sigma", "Spread of link delays", "Sigma of the log-normal delay; 0: all links alike"
    )

    def circuit_compromise(self, uniform: bool = False) -> float:
        """Compute the probability that entry and exit of one circuit are both hostile.

        Parameters
        ----------
        uniform : bool
            False: relays are chosen by capacity, f². True: they are chosen uniformly without
            replacement among `relays`, c(c−1)/(n(n−1)) with c = round(adversary · relays).

        Returns
        -------
        float
            A probability. With a single hop the entry is the exit, so it is f.

        Examples
        --------
        >>> round(OnionRouting(relays=8000, adversary=0.1).circuit_compromise(uniform=True), 8)
        0.00998875
        """
        uniform = switch("uniform", uniform)
        hostile = round(self.adversary * self.relays)
        if self.hops == 1:
            return hostile / self.relays if uniform else self.adversary
        if uniform:
            return hostile * (hostile - 1) / (self.relays * (self.relays - 1))
        return self.adversary**2

    def path_compromise(self) -> float:
        """Compute the probability that every hop of one circuit is hostile, f^hops."""
        return float(self.adversary**self.hops)

    def compromise_over(self, circuits: int | Iterable[int]) -> pd.DataFrame:
        """Compute the probability that at least one circuit so far was compromised.

        Parameters
        ----------
        circuits : int or iterable of int
            A number n gives the rows 1 … n; an iterable gives the rows it lists. Up to ten million.

        Returns
        -------
        pandas.DataFrame
            Columns ``circuits``, ``with_guards`` and ``without_guards`` (probabilities).

        Raises
        ------
        ValueError
            If one is not a whole number from 1 on.

        Notes
        -----
        Without guards 1−(1−f²)ⁿ. With one guard f·[1−(1−f)ⁿ]: the guard is hostile or it is not, and
        only then can an exit complete the pair. With g guards, each circuit uses one of them at
        random; the sum runs over how many of the g are hostile. With a single hop the guard is the exit,
        too, and needs nobody to complete it. Guards are not replaced here.

        Examples
        --------
        >>> OnionRouting(adversary=0.1).compromise_over([100]).round(8)
           circuits  with_guards  without_guards
        0       100     0.099997        0.633968
        """
        import pandas as pd

        rows, guarded, without = self.compromises(circuits)
        return pd.DataFrame({"circuits": rows, "with_guards": guarded, "without_guards": without})

    def compromises(self, circuits: int | Iterable[int]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Return the three columns of `compromise_over`."""
        if isinstance(circuits, Iterable):
            listed = circuits if isinstance(circuits, (str, bytes, bytearray)) else list(circuits)
            rows = counts("circuits", listed, 1, 1e15, "circuits")
        else:
            rows = np.arange(1, count("circuits", circuits, 1, MOST_CIRCUITS, "circuits") + 1)
        without = _tried(self.circuit_compromise(), rows)
        guarded = without
        if self.guards:
            f, g = self.adversary, self.guards
            exit_too = 1.0 if self.hops == 1 else f
            guarded = np.zeros(len(rows))
            for hostile in range(1, g + 1):
                weight = math.comb(g, hostile) * f**hostile * (1 - f) ** (g - hostile)
                guarded = guarded + weight * _tried(exit_too * hostile / g, rows)
        return rows, guarded, without

    def guard_compromise_within(self, days: float) -> float:
        """Compute the probability that a client holds a hostile guard at some time within so many days.

        Parameters
        ----------
        days : float
            Days since the client began, 0 to inf.

        Returns
        -------
        float
            1−(1−f)^(guards·⌈days/lifetime⌉): the guards of the first day count, and a new set for each
            lifetime that has passed. A client that is met at a random moment of its guards' time replaces
            them sooner, and has more to fear: with one guard and f = 0.1 it is 14.5 % and not 10 % within
            60 days, and 19 % and not 10 % within 120. A year makes 35 % and 34 %, hardly a difference.
            Without guards each circuit brings a new entry; the number of circuits a day is then an
            assumption (`CIRCUITS_PER_DAY`).

        Notes
        -----
        That all guards of a client are replaced at once, after exactly the lifetime, is an assumption. Tor
        spreads the moments, and replaces a guard earlier that has left the network.

        Examples
        --------
        The first guard, and three renewals within a year:

        >>> [round(OnionRouting(adversary=0.1).guard_compromise_within(days), 4) for days in (0, 365)]
        [0.1, 0.3439]
        """
        time = within("days", days, 0.0, math.inf, "days")
        lifetime = self.guard_lifetime if self.guards else 1 / CIRCUITS_PER_DAY
        sets = max(1.0, float(np.ceil(time / lifetime * (1 - 1e-12))))  # a day's last circuit is not one more
        return float(_tried(self.adversary, np.float64((self.guards or 1) * sets)))

    def reliability(self, retries: int = 0) -> float:
        """Compute the probability that a message gets through.

        Parameters
        ----------
        retries : int
            How many more circuits are tried after one fails; each is built of new relays.

        Returns
        -------
        float
            1 − (1 − s)^(retries+1), where s = (1 − hop_failure)^hops: no relay on the path fails.

        Examples
        --------
        >>> round(OnionRouting(hop_failure=0.03, hops=3).reliability(), 6)
        0.912673
        >>> round(OnionRouting(hop_failure=0.03, hops=3).reliability(retries=2), 6)
        0.999334
        """
        failure = 1 - (1 - self.hop_failure) ** self.hops
        return float(1 - failure ** (1 + count("retries", retries, 0, 1_000_000, "retries")))

    def latency(self, samples: int = 10_000, seed: int = 1) -> NDArray[np.float64]:
        """Draw one-way delays from sender to recipient, over hops + 1 links.

        Parameters
        ----------
        samples : int
            How many messages to draw.
        seed : int
            The seed of the generator; the same seed gives the same delays.

        Returns
        -------
        numpy.ndarray
            Seconds, shape (samples,). Links are independent and log-normal: an assumption of shape.
        """
        size = count("samples", samples, 1, 10_000_000, "messages")
        links = np.random.default_rng(count("seed", seed, 0, math.inf)).standard_normal((self.hops + 1, size))
        return np.asarray(self.link_ms / 1000 * np.exp(self.link_spread * links).sum(axis=0))

    def delays(self) -> tuple[float, float, float]:
        """Return the 5 %, 50 % and 95 % quantiles of 20,000 drawn delays, in seconds.

        Examples
        --------
        >>> round(OnionRouting(hops=3, link_ms=40).delays()[1], 2)
        0.18
        """
        return _quantiles(self.hops, self.link_ms, self.link_spread)

    def hundred_delays(self) -> NDArray[np.float64]:
        """Return the delays of a hundred typical messages: the middle of each hundredth of 20,000 drawn ones.

        Returns
        -------
        numpy.ndarray
            Seconds in rising order, shape (100,). Half of them are below the median of `delays`.

        Examples
        --------
        >>> delays = OnionRouting().hundred_delays()
        >>> int((delays < OnionRouting().delays()[1]).sum())
        50
        """
        return _hundredths(self.hops, self.link_ms, self.link_spread)

    def round_trip(self, samples: int = 10_000, seed: int = 1) -> NDArray[np.float64]:
        """Draw the time of a question and its answer, which takes the same links back as fast.

        Parameters
        ----------
        samples, seed : int
            As in `latency`.

        Returns
        -------
        numpy.ndarray
            Seconds, shape (samples,). Against Torperf 2019 (``measured.csv``) the median fits and the
            spread is too small.
        """
        return 2 * self.latency(samples, seed)


# Only these three knobs decide: the others turn without drawing 20,000 delays for each bar again.
@functools.lru_cache(maxsize=1024)
def _quantiles(hops: int, link_ms: float, link_spread: float) -> tuple[float, float, float]:
    drawn = OnionRouting(hops=hops, link_ms=link_ms, link_spread=link_spread).latency(20_000)
    low, median, high = np.quantile(drawn, (0.05, 0.5, 0.95))
    return float(low), float(median), float(high)


@functools.lru_cache(maxsize=1024)
def _hundredths(hops: int, link_ms: float, link_spread: float) -> NDArray[np.float64]:
    drawn = OnionRouting(hops=hops, link_ms=link_ms, link_spread=link_spread).latency(20_000)
    found: NDArray[np.float64] = np.quantile(drawn, np.arange(0.005, 1, 0.01))
    found.flags.writeable = False
    return found


def at_least_one(chance: float, times: ArrayLike) -> NDArray[np.float64]:
    """Compute the probability that something happens at least once in so many tries, 1 − (1−chance)^times.

    Parameters
    ----------
    chance : float
        The chance of one try, 0 to 1.
    times : float or array_like
        How many tries, 0 to inf, which need not be whole numbers.

    Returns
    -------
    numpy.ndarray
        Probabilities, of the shape of `times`.

    Examples
    --------
    >>> float(at_least_one(0.5, 2))
    0.75
    """
    return np.asarray(_tried(probability("chance", chance), amounts("times", times, unit="tries")))


def _tried(chance: float, tries: Any) -> Any:
    """Compute `at_least_one` of numbers that were checked."""
    if chance in (0.0, 1.0):  # for ever is no trouble then
        return np.where(tries > 0, float(chance), 0.0)
    return -np.expm1(tries * math.log1p(-chance))
