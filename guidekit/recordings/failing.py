"""Relays that fail: how long a real client waited for one, and what that does to a message."""

from __future__ import annotations

from dataclasses import dataclass

from guidekit.knobs import knob
from guidekit.models import Retries
from guidekit.recordings.tor import failure_times

LOUD, SILENT = "loud", "silent"


@dataclass(frozen=True)
class RelayFailures(Retries):
    """`Retries` with what a real client noticed of a relay that failed, in place of a time-out of ours.

    A relay that is killed closes its connections. One that falls silent tells nobody: the client of the
    recording had noticed nothing when the recording ended, so its time is a bound.

    References
    ----------
    Our own recording of a Tor network on one machine (``data/measured/tor_failure.csv``). How often relays
    fail is an assumption, as in `OnionRouting`.

    Examples
    --------
    >>> RelayFailures(fails="loud").noticed(), RelayFailures(fails="silent").noticed()
    ((0.037, True), (15.0, False))
    """

    fails: str = knob(
        LOUD, label="A relay that fails", help="Whether it closes its connections or just says nothing more",
        choices=(LOUD, SILENT), titles=("closes its connections", "keeps silent"),
    )  # fmt: skip

    def noticed(self) -> tuple[float, bool]:
        """Return after how many seconds the client noticed, and whether it noticed at all.

        If it did not, the seconds are those for which it was watched.
        """
        row = failure_times()["killed" if self.fails == LOUD else "frozen"]
        noticed = row.detected_s is not None
        return float(row.detected_s if noticed else row.waited_s), noticed

    def late(self) -> float:
        """Return the seconds of a usual message whose first try fails: the wait, and one way more."""
        return self.noticed()[0] + self.delays()[1]
