"""The list of what is checked by what: complete, and true."""

from __future__ import annotations

import ast
import importlib.util
import inspect
from pathlib import Path

import pytest

from guidekit import models
from tests.models.independently import CHECKED


def test_every_model_is_checked():
    assert set(CHECKED) == {name for name in models.__all__ if inspect.isclass(getattr(models, name))}


@pytest.mark.parametrize("place", sorted(set(CHECKED.values())))
def test_what_is_named_is_there(place):
    module, _, name = place.partition(":")
    found = importlib.util.find_spec(module)
    assert found is not None
    assert found.origin is not None
    tree = ast.parse(Path(found.origin).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
