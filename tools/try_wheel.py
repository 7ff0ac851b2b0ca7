"""Build the wheel, install it in a fresh environment, and use it as someone who has no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from guidekit.course.lessons import course_files
from guidekit.paths import course_folder

PARQUET = """
import pandas as pd, guidekit as gk
grid = {"hops": [2, 3], "adversary": [0.1, 0.2]}
what = gk.models.OnionRouting, grid, ["reliability", "guard_compromise_within(365)"]
table = gk.sweep(*what, workers=1, out="hops.parquet")
pd.testing.assert_frame_equal(pd.read_parquet("hops.parquet"), table, check_exact=True)
pd.testing.assert_frame_equal(gk.sweep(*what, workers=1, out="hops.parquet"), table, check_exact=True)
"""

HERE = Path(__file__).resolve().parent.parent
UV = [str(Path(sys.executable).with_name("uv"))]


def run(*command: str | Path, cwd: Path, **extra: str) -> str:
    """Run one command away from the checkout; show what it said if it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=os.environ | extra,
        text=True,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def main() -> None:
    """Build, install, check, copy the lessons and run the first one."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        run(*UV, "build", "--quiet", "--wheel", "--out-dir", place, HERE, cwd=place)
        (wheel,) = place.glob("guidekit-*.whl")
        print(f"built {wheel.name}, {wheel.stat().st_size / 1e6:.1f} MB")
        run(sys.executable, "-m", "venv", "--without-pip", place / "env", cwd=place)
        python = place / "env/bin/python"
        # Not compiled: what is used below compiles itself, and most of what is installed is not used.
        run(*UV, "pip", "install", "--quiet", "--python", python, wheel, cwd=place)
        guidekit = place / "env/bin/guidekit"
        journal = {"GUIDEKIT_JOURNAL": str(place / "journal.sqlite3")}
        print(run(guidekit, "check", cwd=place, **journal), end="")
        run(guidekit, "lab", place / "course", "--copy-only", cwd=place, **journal)
        laid = [path for path in (place / "course").rglob("[!.]*") if path.is_file()]
        copied = sorted(path.relative_to(place / "course").as_posix() for path in laid)
        if copied != sorted(
            path.relative_to(course_folder("notebooks")).as_posix() for path in course_files()
        ):
            sys.exit(f"the wheel's lessons are not the checkout's: {copied}")
        extension = place / "env/share/jupyter/labextensions/guidekit/package.json"
        if not extension.is_file():
            sys.exit("the wheel does not bring the extension that shows panels without a kernel")
        first = place / "course" / copied[0]
        execute = ("-m", "nbconvert", "--execute", "--to", "notebook", "--stdout")
        run(python, *execute, first, cwd=place, **journal)
        print(f"copied {len(copied)} files from the wheel and ran {copied[0]}")
        print(run(guidekit, "sweep", HERE / "docs/sweep-example.toml", "-o", "out", cwd=place), end="")
        # Last, because pandas keeps text in another way once pyarrow is there.
        parquet = f"guidekit[parquet] @ {wheel.as_uri()}"
        run(*UV, "pip", "install", "--quiet", "--python", python, parquet, cwd=place)
        run(python, "-c", PARQUET, cwd=place)
        print("wrote a sweep as Parquet, went on from it and read it back")


if __name__ == "__main__":
    main()
