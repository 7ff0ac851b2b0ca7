"""Sweeps: a model asked at every point of a grid of its knobs, by as many processes as there are."""

from guidekit.sweeps.running import sweep

__all__ = ["sweep"]
