"""Figures that move, the canvas that they are drawn on, the ticks of their axes, and pages of tables."""
