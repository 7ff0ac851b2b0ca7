"""The models: what each architecture does, as numbers. NumPy only; no figures, no widgets."""

from guidekit.models.knobs import Knob, Model, knob, knobs
from guidekit.models.onion import OnionRouting
from guidekit.models.ratchet import Ratchet
from guidekit.models.theft import Theft

__all__ = ["Knob", "Model", "OnionRouting", "Ratchet", "Theft", "knob", "knobs"]
