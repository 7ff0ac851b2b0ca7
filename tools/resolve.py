"""Ask whether there are packages for every Python and system that pyproject.toml names, oldest and newest.

Nothing is installed: an index is asked for what an installer would take. A reader needs no compiler, so only
wheels count; what the tests need may be built, and is left out. Where a Python is newer than the oldest
packages, what it takes in their place is named: an older one was not built for it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from itertools import product
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SYSTEMS = {
    "POSIX :: Linux": "x86_64-manylinux_2_28",
    "MacOS": "aarch64-apple-darwin",
    "Microsoft :: Windows": "x86_64-pc-windows-msvc",
}
"""What the classifiers call a system, and what uv does."""
ENDS = {"oldest": "lowest-direct", "newest": "highest"}
UNREACHED = ("error sending request", "Failed to fetch", "network was disabled", "dns error")
"""What uv says where it reaches no index."""


class UnreachedError(OSError):
    """No index could be asked."""


def pythons() -> list[str]:
    """List the Pythons that the classifiers name."""
    return re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"]))


def systems() -> list[str]:
    """List the systems that the classifiers name, as uv calls them."""
    named = [line.partition("Operating System :: ")[2] for line in PROJECT["classifiers"]]
    return [SYSTEMS[name] for name in named if name]


def lowest() -> dict[str, str]:
    """Return the oldest version of each package that the course asks for."""
    lines = [
        *PROJECT["dependencies"],
        *(x for name in extras() for x in PROJECT["optional-dependencies"][name]),
    ]
    found = (re.match(r"([\w-]+)>=([\d.]+)", line) for line in lines)
    return {one[1].lower().replace("_", "-"): one[2] for one in found if one}


def extras() -> list[str]:
    """List the optional parts of the course that a reader installs: all but the tests."""
    return [name for name in PROJECT["optional-dependencies"] if name != "test"]


def resolve(python: str, system: str, resolution: str, *options: str) -> dict[str, str]:
    """Return the version of each package that an installer would take.

    Raises
    ------
    UnreachedError
        If there is no network.
    ValueError
        If no set of packages fits.
    """
    uv = shutil.which("uv", path=Path(sys.executable).parent) or shutil.which("uv")
    if uv is None:
        raise FileNotFoundError("uv is missing; `make resolve` installs it")
    command = [uv, "pip", "compile", "--quiet", "--no-annotate", "--no-header", "--only-binary", ":all:"]
    command += [f"--python-version={python}", f"--python-platform={system}", f"--resolution={resolution}"]
    command += [*(f"--extra={name}" for name in extras()), *options, "pyproject.toml"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        if any(sign in done.stderr for sign in UNREACHED):
            raise UnreachedError("no index of packages could be reached; this check needs a network")
        raise ValueError(done.stderr.strip())
    return dict(re.findall(r"^([\w.-]+)==(\S+)", done.stdout, re.M))


def newer(taken: dict[str, str]) -> list[str]:
    """Name the packages that are newer than the oldest that is allowed, with the version that was taken."""
    asked = {name: re.sub(r"(\.0)+$", "", version) for name, version in lowest().items()}
    return sorted(
        f"{name} {taken[name]}" for name in asked if re.sub(r"(\.0)+$", "", taken[name]) != asked[name]
    )


def lines() -> Iterator[tuple[bool, str]]:
    """Yield for each Python, system and end whether there is a set of packages, and a line that says so."""
    for python, system, end in product(pythons(), systems(), ENDS):
        where = f"Python {python}, {system}, {end}"
        try:
            taken = resolve(python, system, ENDS[end])
        except ValueError as refusal:
            yield False, f"BAD  {where}: {refusal}"
            continue
        instead = newer(taken) if end == "oldest" else []
        more = f"; newer than the bounds: {', '.join(instead)}" if instead else ""
        yield True, f"ok   {where}: {len(taken)} packages{more}"


def main() -> int:
    """Print a line for each; return 0 if all are well, 1 if not, 2 if no index could be asked."""
    well = True
    try:
        for good, line in lines():
            print(line, flush=True)
            well = well and good
    except OSError as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
