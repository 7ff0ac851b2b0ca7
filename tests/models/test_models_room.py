"""The room of the models: a model is imported when it is used, and nothing heavier than it needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from guidekit import models


def test_importing_the_models_waits_for_nothing():
    code = (
        "import sys, guidekit.models as m;"
        "assert not {'numpy', 'scipy', 'pandas'} & set(sys.modules);"
        "m.OnionRouting, m.KademliaLookup, m.SealedSender, m.Proximity;"
        "assert not {'scipy', 'pandas', 'matplotlib', 'ipywidgets'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_exported_name_is_there_and_no_other():
    for name in models.__all__:
        assert getattr(models, name) is not None
        assert name in dir(models)
    with pytest.raises(AttributeError, match="Telepathy"):
        _ = models.Telepathy
