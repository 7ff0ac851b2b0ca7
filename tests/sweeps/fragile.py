"""A model that goes wrong at chosen points; a module of its own, so that other processes find it."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass

from guidekit.knobs import Model, knob


@dataclass(frozen=True)
class Fragile(Model):
    a: int = knob(0, 0, 10_000, "things")
    b: float = knob(0.5, 0.0, 1.0, "share of things")
    way: str = knob("calm", choices=("calm", "wild"))

    def value(self, factor: float = 1.0) -> float:
        return (self.a + self.b) * factor / 3

    def refuses(self, at: int) -> float:
        if self.a == at:
            raise ValueError(f"{at} things are\n one too many")
        return float(self.a)

    def dies(self, at: int) -> float:
        if self.a == at:
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))  # Windows has but one
        return float(self.a)

    def sleeps(self, seconds: float) -> float:
        time.sleep(seconds)
        return self.value()


@dataclass(frozen=True)
class Pair(Model):
    whole: int = knob(5, 0, 100, "things")
    part: int = knob(2, 0, 100, "things")

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.part > self.whole:
            raise ValueError(f"Pair.part = {self.part} is more than the whole; allowed: 0 to {self.whole}")

    def rest(self) -> int:
        return self.whole - self.part


def plus_one(model: Fragile) -> float:
    return model.a + 1


def is_deaf(model: Fragile) -> bool:
    return signal.getsignal(signal.SIGINT) == signal.SIG_IGN


def follow_no_one(parent: int) -> None:
    """Stand in for what a worker does first."""
