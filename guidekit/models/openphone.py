"""An open phone in other hands: what stands on its screen, beside what its keys open."""

from __future__ import annotations

from dataclasses import dataclass

from guidekit.knobs import Model, knob, switch
from guidekit.models.ratchet import Theft

HOURS = {"never": float("inf"), "a day": 24.0, "six hours": 6.0, "an hour": 1.0}
"""How long a message stays on the phones before it vanishes, in hours."""


@dataclass(frozen=True)
class OpenPhone(Model):
    """Alice's phone is open in other hands for an hour, in a conversation of forty messages.

    Who holds the phone reads what it still shows, and copies the keys that apps keep. Who links a second
    device meanwhile also reads what comes later, as long as nobody removes that device. A message that
    vanishes is gone from the screen once it is as old as the timer says.

    The model leaves out: backups, notices, photographs of the screen, what Bob's phone shows, and old
    messages that an app hands to a linked device, as Signal can since 2025. Who
    writes, the moment and the time between messages are those of `Theft`, and so assumptions.

    Examples
    --------
    >>> phone = OpenPhone()
    >>> len(phone.on_screen()), len(phone.read("signal")), len(phone.read("static"))
    (20, 22, 40)
    >>> phone.but(vanish="a day").on_screen()
    [13, 14, 15, 16, 17, 18, 19, 20]
    """

    vanish: str = knob(
        "never", label="Messages vanish after", help="A timer on the phones of both; the newest is just read",
        choices=tuple(HOURS), ordered=True,
    )  # fmt: skip
    linked: str = knob(
        "no", label="The thief links a computer", help="It stays linked, because nobody looks",
        choices=("no", "yes"),
    )  # fmt: skip

    def theft(self) -> Theft:
        """Return the theft, with the keys that apps keep."""
        return Theft(keys="apps")

    def on_screen(self, timer: bool = True) -> list[int]:
        """List the messages that the phone still shows.

        Parameters
        ----------
        timer : bool
            Whether the app has a timer at all; without one nothing vanishes.
        """
        switch("timer", timer)
        theft = self.theft()
        most = HOURS[self.vanish] if timer else HOURS["never"]
        age = theft.minutes_between / 60
        return [m for m in range(1, theft.snapshot + 1) if (theft.snapshot - m) * age < most]

    def on_device(self, linkable: bool = True) -> list[int]:
        """List the messages that a linked device receives: all that come after the theft."""
        switch("linkable", linkable)
        theft = self.theft()
        if self.linked == "no" or not linkable:
            return []
        return list(range(theft.snapshot + 1, len(theft.turns) + 1))

    def read(self, protocol: str, timer: bool = True, linkable: bool = True) -> list[int]:
        """List every message that is read, on the screen, with the keys or on a linked device."""
        keys = self.theft().opened(protocol)
        return sorted({*self.on_screen(timer), *keys, *self.on_device(linkable)})
