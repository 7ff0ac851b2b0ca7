"""Sweeps: a model asked at every point of a grid of its knobs, by as many processes as there are."""

from __future__ import annotations

from guidekit.sweeps.sweeping import sweep

__all__ = ["sweep"]
