"""How long the Ratchet model and the real libraries take for one conversation.

Run: python -m benchmarks.protocols [messages]. Medians in milliseconds of one run on this machine. The model
has to move at slider speed (20 ms); the libraries have to answer within a second for 100 messages.
"""

from __future__ import annotations

import platform
import sys
from importlib.metadata import version

from benchmarks.timing import median_ms
from guidekit.models import Ratchet
from guidekit.models.ratchet import PROTOCOLS
from guidekit.protocols import bramble, megolm, olm, onion, pin, prekeys, sealed, static

LONG = "AB" * 500


def timeline(turns: str) -> None:
    """Do what a slider step of the timeline asks: five models, made anew, one frame each."""
    for protocol in PROTOCOLS:
        Ratchet(protocol=protocol, turns=turns).readable(len(turns) // 2)


def rows(messages: int) -> list[tuple[str, float, str]]:
    turns = ("AB" * messages)[:messages]
    half = messages // 2
    table = [
        (
            f"model {name}, 1,000 messages",
            median_ms(lambda n=name: Ratchet(n, LONG).readable(500), 50),
            "20 ms",
        )
        for name in PROTOCOLS
    ]
    table.append(("model, all five, 1,000 messages", median_ms(lambda: timeline(LONG), 50), "20 ms"))
    runs = {"olm": olm.theft, "megolm": megolm.theft, "bramble": bramble.theft, "static": static.theft}
    for name, run in runs.items():
        table.append(
            (f"{name}, {messages} messages, one theft", median_ms(lambda r=run: r(turns, half), 5), "1 s")
        )
        table.append((f"{name}, {messages} messages, every theft", median_ms(lambda r=run: r(turns), 3), ""))
    table += [
        ("onion, 3 relays, naive", median_ms(lambda: onion.hop_by_hop(3), 20), ""),
        ("onion, 3 relays, padded", median_ms(lambda: onion.hop_by_hop(3, padded=True), 20), ""),
        ("sealed envelope, fields", median_ms(sealed.fields, 20), ""),
        ("one-time and fallback key", median_ms(prekeys.theft, 20), ""),
        ("PIN 4831, 4,832 + 10 guesses", median_ms(pin.theft, 3), ""),
    ]
    return table


def main() -> None:
    messages = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    libraries = ", ".join(
        f"{name} {version(name)}" for name in ("vodozemac", "cryptography", "pynacl", "pandas")
    )
    print(f"Python {platform.python_version()}, {platform.machine()}; {libraries}\n")
    print(f"{'run':44}{'median ms':>10}  allowed")
    for name, taken, allowed in rows(messages):
        print(f"{name:44}{taken:10.2f}  {allowed}")


if __name__ == "__main__":
    main()
