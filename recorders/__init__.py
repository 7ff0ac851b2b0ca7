"""Recorders: programs that run real servers on the loopback and write down what they show.

Nothing in guidekit imports them. Each has its own environment, and what it runs are separate programs.
"""
