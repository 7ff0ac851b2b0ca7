"""How fast the course is: every step of every panel, every model, and a slider to its pixels."""
