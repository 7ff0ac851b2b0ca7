"""README as an index of packages shows it: there is no repository around it, so every link is absolute."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

LINK = re.compile(r"(?P<before>\]\(|(?P<picture>(?:src|srcset)=\"))(?![a-z]+:|#)(?P<path>[^)\"\s]+)")


def absolute(readme: str, repository: str) -> str:
    """Make the links of a README absolute: a page as the host shows it, a picture as it is.

    Parameters
    ----------
    readme : str
        Markdown, with links such as ``[text](docs/page.md)`` and pictures such as ``src="docs/a.png"``.
    repository : str
        The address of the repository, as GitHub writes it.

    Examples
    --------
    >>> absolute('[A](a.md) <img src="b.png">', "https://example.org/us/it")
    '[A](https://example.org/us/it/blob/HEAD/a.md) <img src="https://example.org/us/it/raw/HEAD/b.png">'
    """
    base = repository.rstrip("/")
    return LINK.sub(
        lambda m: f"{m['before']}{base}/{'raw' if m['picture'] else 'blob'}/HEAD/{m['path']}", readme
    )


class IndexReadme(MetadataHookInterface):
    """What hatchling calls when it builds the package."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the README of the package."""
        text = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        text = absolute(text, metadata["urls"]["Repository"])
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
