"""Guessing a PIN of four digits behind Argon2id, with and without a limit on the guesses."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from typing import NamedTuple

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from guidekit.frames import as_frame
from guidekit.knobs import count

PINS = 10_000
QUICK = (64, 1)  # KiB of memory and rounds: weak on purpose, so that a lesson can try every PIN
SIGNAL = (16 * 1024, 32)  # Signal's clients, libsignal rust/account-keys/src/hash.rs
SALT = b"guidekit pin run"  # the same in each run: the thief who has the stretched PIN has its salt too


class PinTheft(NamedTuple):
    """What a thief got under one limit."""

    limit: str
    guesses: int
    found: bool
    chance: float


@as_frame
def theft(pin: str = "4831", limits: Iterable[int | None] = (None, 10)) -> list[PinTheft]:
    """Try the PINs 0000, 0001, … against the stretched PIN until one fits or the guesses run out.

    Without a limit stands for a thief who holds the stretched PIN and computes at home. With a limit
    stands for a guard that counts wrong guesses, as Signal's enclave does; ten is an assumption.

    Parameters
    ----------
    pin : str
        Four digits.
    limits : iterable of int or None
        How many guesses are allowed; None is no limit.

    Returns
    -------
    pandas.DataFrame
        ``limit`` (none or a number), ``guesses`` made, ``found``, and the ``chance`` that a thief under this
        limit finds a PIN drawn at random.

    Raises
    ------
    ValueError
        If `pin` is not four digits or a limit is below 1.

    Examples
    --------
    >>> theft("0123")
      limit  guesses  found  chance
    0  none      124   True   1.000
    1    10       10  False   0.001
    """
    target = stretch(pin)
    rows = []
    for limit in limits:
        allowed = PINS if limit is None else count("limit", limit, 1, math.inf)
        guesses = (f"{number:04}" for number in range(min(allowed, PINS)))
        made, found = guess_pin(guesses, target)
        named = "none" if limit is None else str(limit)
        rows.append(PinTheft(named, made, found, min(allowed, PINS) / PINS))
    return rows


def stretch(pin: str, memory_kib: int = QUICK[0], rounds: int = QUICK[1]) -> bytes:
    """Stretch a PIN with Argon2id: the same PIN and salt give the same key.

    Parameters
    ----------
    pin : str
        Four digits.
    memory_kib : int
        Memory that each guess takes, in KiB.
    rounds : int
        How often that memory is passed through.

    Returns
    -------
    bytes
        A key of 32 bytes.

    Raises
    ------
    ValueError
        If `pin` is not four digits.

    References
    ----------
    Biryukov, Dinu, Khovratovich and Josefsson, Argon2 memory-hard function for password hashing and
    proof-of-work applications, RFC 9106 (2021).

    Examples
    --------
    >>> stretch("0000") == stretch("0000"), stretch("0000") == stretch("0001")
    (True, False)
    """
    if not (isinstance(pin, str) and len(pin) == 4 and pin.isascii() and pin.isdigit()):
        raise ValueError(f"pin = {pin!r} is not four digits; allowed: 0000 to 9999")
    kdf = Argon2id(salt=SALT, length=32, iterations=rounds, lanes=1, memory_cost=memory_kib)
    return kdf.derive(pin.encode())


def guess_pin(guesses: Iterable[str], target: bytes) -> tuple[int, bool]:
    """Guess until one fits; return how many guesses were made and whether one did."""
    made = 0
    for made, guess in enumerate(guesses, 1):
        if stretch(guess) == target:
            return made, True
    return made, False


class GuessSpeed(NamedTuple):
    """How fast this machine guesses at one cost."""

    cost: str
    memory_kib: int
    rounds: int
    guesses: int
    guesses_per_second: float
    hours_for_all: float


@as_frame
def speed(guesses: int = 3) -> list[GuessSpeed]:
    """Measure how fast this machine guesses, and work out how long all 10,000 PINs would take.

    The only frame here that changes from run to run. One core, one guess at a time: a thief with more
    cores is faster by that factor.

    Parameters
    ----------
    guesses : int
        How many guesses to time at Signal's cost, at about half a second each; at the quick cost it is a
        hundred times as many.

    Returns
    -------
    pandas.DataFrame
        ``cost``, ``memory_kib``, ``rounds``, ``guesses`` timed, ``guesses_per_second`` measured, and
        ``hours_for_all`` worked out from it.

    Raises
    ------
    ValueError
        If `guesses` is not from 1 to 100.
    """
    guesses = count("guesses", guesses, 1, 100, "guesses")
    rows = []
    for name, (memory, rounds), times in (("quick", QUICK, 100 * guesses), ("Signal's", SIGNAL, guesses)):
        begin = time.perf_counter()
        for number in range(times):
            stretch(f"{number:04}", memory, rounds)
        rate = times / (time.perf_counter() - begin)
        rows.append(GuessSpeed(name, memory, rounds, times, rate, PINS / rate / 3600))
    return rows
