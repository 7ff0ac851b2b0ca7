"""Radio: what it costs a phone to stay reachable without a shared push channel."""

from __future__ import annotations

from dataclasses import dataclass

from guidekit.knobs import Model, knob, switch

DAY = 86_400


@dataclass(frozen=True)
class Radio(Model):
    """A phone that wakes its radio again and again so that a connection stays open.

    After each wake-up the radio stays at full power for a tail, whatever was sent. If the next
    wake-up comes before the tail ends, the radio never sleeps. A push channel of the system does the
    same, but seldom, and once for all apps together.

    The two pauses have sources: Briar's longest silence on a connection, and what was seen of Android's
    push channel in 2015. The tail and the power are assumptions, and do not change how many times the
    one takes the energy of the other, as long as the tail is shorter than both pauses. So compare the two
    ways, and do not read the joules as those of a battery.

    The model leaves out: what the messages themselves cost, the screen, and bad reception.

    References
    ----------
    Balasubramanian, Balasubramanian and Venkataramani, Energy consumption in mobile phones: a measurement
    study and implications for network applications (2009), who measured that a tail exists and that it
    dominates. ``briar.max_idle_s`` and ``push.heartbeat_mobile_s`` in ``parameters.csv``.

    Examples
    --------
    >>> Radio().wakeups_per_day()
    2880.0
    >>> round(Radio().times_push(), 1), round(Radio(keepalive=60).times_push(), 1)
    (56.0, 28.0)
    """

    keepalive: float = knob(
        30.0,
        10,
        3600,
        "s",
        "Keep-alive",
        "Time between two signs of life of the app's own connection",
        log=True,
        source="briar.max_idle_s",
    )
    tail: float = knob(11.0, 0.1, 30, "s", "Tail", "How long the radio stays at full power afterwards")
    power: float = knob(1.0, 0.1, 5, "W", "Power", "What the radio takes at full power")
    push_keepalive: float = knob(
        1680.0,
        60,
        7200,
        "s",
        "Push keep-alive",
        "Time between two signs of life of the push channel",
        log=True,
        source="push.heartbeat_mobile_s",
    )
    apps: int = knob(1, 1, 50, "apps", "Apps on the push channel", "How many apps share the push channel")

    def wakeups_per_day(self, push: bool = False) -> float:
        """Count the wake-ups a day of the app's own connection, or its share of those of the push channel."""
        pause = self.push_keepalive * self.apps if switch("push", push) else self.keepalive
        return DAY / pause

    def awake_share(self, push: bool = False) -> float:
        """Compute the share of the day that the radio is at full power, min(1, tail / keep-alive)."""
        if switch("push", push):
            return min(1.0, self.tail / self.push_keepalive) / self.apps
        return min(1.0, self.tail / self.keepalive)

    def joules_per_day(self, push: bool = False) -> float:
        """Compute the energy a day to stay reachable.

        Returns
        -------
        float
            Joules: power · wake-ups · min(tail, time to the next wake-up).

        Examples
        --------
        >>> Radio(keepalive=60, tail=11, power=1).joules_per_day()
        15840.0
        """
        interval = self.push_keepalive if switch("push", push) else self.keepalive
        return self.power * self.wakeups_per_day(push) * min(self.tail, interval)

    def times_push(self) -> float:
        """Compute how many times the energy of the push channel the app's own connection takes."""
        return self.joules_per_day() / self.joules_per_day(push=True)
