"""Drawing: figures that move, the canvas they are drawn on, and pages of tables."""
