"""Say whether a release may be published, and print what is new in it.

``python -m tools.release 0.2.0 https://github.com/OWNER/NAME`` ends with 1, and says why, unless all of the
files that name a version or the repository agree with it.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import yaml

from guidekit import __version__

HERE = Path(__file__).resolve().parent.parent


def news(changelog: str, version: str) -> str:
    """Return what a changelog says of one version.

    Parameters
    ----------
    changelog : str
        Markdown with a heading of the second level for each version, as in ``## 0.2.0 (2027-01-31)``.
    version : str
        The version.

    Returns
    -------
    str
        The text below its heading, empty if there is none.
    """
    parts = re.split(r"^## (\S+).*$", changelog, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True)).get(version, "").strip()


def obstacles(version: str, repository: str, root: Path = HERE) -> list[str]:
    """List what forbids to publish a version from a repository; nothing if it may be published."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    cited = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    listed = project["urls"]["Repository"]
    changes = news((root / "CHANGELOG.md").read_text(encoding="utf-8"), version)
    return [
        *([] if version == __version__ else [f"guidekit/__init__.py has version {__version__}"]),
        *([] if version == cited["version"] else [f"CITATION.cff has version {cited['version']}"]),
        *([] if changes else [f"CHANGELOG.md has nothing under '## {version}'"]),
        *([] if listed == repository else [f"pyproject.toml has the repository {listed}"]),
    ]


if __name__ == "__main__":
    _, wanted, address = sys.argv
    if found := obstacles(wanted, address):
        sys.exit(f"{wanted} from {address} may not be published:\n" + "\n".join(found))
    print(news((HERE / "CHANGELOG.md").read_text(encoding="utf-8"), wanted))
