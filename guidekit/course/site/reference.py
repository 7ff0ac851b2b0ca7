"""The reference: a page for each room of the package, with the docstring of every public name."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from types import ModuleType

import guidekit


def reference_pages() -> Iterator[tuple[str, str]]:
    """Write a page for each room whose names are public, and one for what stands on the face.

    Yields
    ------
    tuple of str
        The name of the file, and Markdown that lets Sphinx fill in the docstrings.
    """
    names = [(name, guidekit._FACE[name]) for name in guidekit._FACE]
    yield "api/face.md", _api_page("What a notebook calls", [f"{module}.{name}" for name, module in names])
    for room in guidekit._ROOMS:
        module = importlib.import_module(f"guidekit.{room}")
        yield f"api/{room}.md", _api_page(f"guidekit.{room}", list(_public(module)), module.__doc__)
    listed = "\n".join(["face", *guidekit._ROOMS])
    yield (
        "api/index.md",
        f"# Reference\n\nEvery public name of the course.\n\n```{{toctree}}\n\n{listed}\n```\n",
    )


def _public(module: ModuleType) -> Iterator[str]:
    """List where the public classes and functions of a room are defined, those of its subjects, too."""
    for name in getattr(module, "__all__", vars(module)):
        found = getattr(module, name)
        if isinstance(found, ModuleType):
            if found.__name__.startswith(f"{module.__name__}."):
                yield from _public(found)
        elif callable(found) and not name.startswith("_") and found.__module__.startswith(module.__name__):
            yield f"{found.__module__}.{found.__qualname__}"


def _api_page(title: str, names: Sequence[str], doc: str | None = None) -> str:
    """Write a page of the reference with the docstring of each name."""
    parts = [f"# {title}", *filter(None, [(doc or "").partition("\n")[0]])]
    for name in dict.fromkeys(names):
        module, _, last = name.rpartition(".")
        kind = (
            "autoclass"
            if isinstance(getattr(importlib.import_module(module), last), type)
            else "autofunction"
        )
        members = "\n   :members:" if kind == "autoclass" else ""
        parts.append(f"## {last}\n\n```{{eval-rst}}\n.. {kind}:: {name}{members}\n```")
    return "\n\n".join(parts) + "\n"
