"""guidekit: how messengers carry a message, and what each way costs."""

__version__ = "0.1.0"
