"""Ask public databases whether what is installed here has known holes.

    python -m tools.audit PYTHON…

asks about every package of some environments, and about those of the hub's proxy. Nothing here is locked,
so what is asked about is what is installed. It ends with 0 if all was asked and nothing is known, with 1 if a
hole is known, and with 3 if not all could be asked: then nobody knows.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
PROXY = ROOT / "deploy" / "jupyterhub" / "package.json"
FINE, KNOWN, UNASKED = 0, 1, 3
HOLE = "{package}: {hole}{mended}"
ASKED = "{what}: {count} packages were asked about; {known}."
NOT_ASKED = "{what}: NOT asked about {count} of {every} packages, so nothing is known of them ({why})."


class Audit(NamedTuple):
    """What a database said: how many packages it was asked about, how many it skipped, and holes."""

    asked: int
    skipped: int
    holes: list[str]
    why: str = ""


def main(pythons: Sequence[str]) -> int:
    """Ask about some environments and about the proxy of the hub; print what comes back."""
    audits = {f"The environment of {python}": of_environment(python) for python in pythons}
    audits["The proxy of the hub"] = of_proxy()
    for what, audit in audits.items():
        for hole in audit.holes:
            print(hole)
        known = f"{len(audit.holes)} known holes" if audit.holes else "no hole is known"
        if audit.asked:
            print(ASKED.format(what=what, count=audit.asked, known=known))
        if audit.skipped or not audit.asked:
            every = audit.asked + audit.skipped
            print(
                NOT_ASKED.format(what=what, count=audit.skipped or "any", every=every or "its", why=audit.why)
            )
    return judge(list(audits.values()))


def judge(audits: Sequence[Audit]) -> int:
    """Return the exit code: a known hole counts most, and what was not asked is never fine."""
    if any(audit.holes for audit in audits):
        return KNOWN
    return UNASKED if any(audit.skipped or not audit.asked for audit in audits) else FINE


def of_environment(python: str) -> Audit:
    """Ask PyPI's database about what is installed beside a Python; the course itself is not on it."""
    uv = str(Path(sys.executable).parent / "uv")
    freeze = [uv, "pip", "freeze", "--quiet", "--exclude-editable", "--python", python]
    listed = subprocess.run(freeze, capture_output=True, text=True, check=True).stdout
    with tempfile.TemporaryDirectory() as folder:
        names = Path(folder, "installed.txt")
        names.write_text(listed, encoding="utf-8")
        command = [uv, "tool", "run", "--quiet", "pip-audit", "--requirement", str(names), "--no-deps"]
        command += ["--disable-pip", "--format", "json", "--progress-spinner", "off"]
        return read_pip_audit(*said(command))


def of_proxy() -> Audit:
    """Ask npm's database about the proxy and what it needs, as it would be installed today."""
    if shutil.which("npm") is None:
        return Audit(0, 0, [], "npm is not installed")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(PROXY, folder)
        lock = [
            "npm",
            "install",
            "--prefix",
            folder,
            "--package-lock-only",
            "--no-audit",
            "--no-fund",
            "--silent",
        ]
        subprocess.run(lock, capture_output=True, check=False)  # without a lock npm says so itself
        return read_npm_audit(*said(["npm", "audit", "--prefix", folder, "--json"]))


def said(command: Sequence[str]) -> tuple[str, str]:
    """Return what a program prints, and the last thing that it complains of."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    return done.stdout, (done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"])[-1]


def read_pip_audit(out: str, complaint: str) -> Audit:
    """Read the report of pip-audit. It calls a package that it could not ask about no failure; we do."""
    report = _object(out).get("dependencies")
    if not report:
        return Audit(0, 0, [], complaint)
    skipped = [one["skip_reason"] for one in report if "skip_reason" in one]
    holes = [
        HOLE.format(
            package=f"{one['name']} {one['version']}", hole=hole["id"], mended=_mended(hole["fix_versions"])
        )
        for one in report
        for hole in one.get("vulns", ())
    ]
    return Audit(len(report) - len(skipped), len(skipped), holes, skipped[0] if skipped else "")


def read_npm_audit(out: str, complaint: str) -> Audit:
    """Read the report of npm."""
    report = _object(out)
    if "vulnerabilities" not in report:
        return Audit(0, 0, [], report.get("message", complaint))
    holes = [
        HOLE.format(package=name, hole=f"{one['severity']}, versions {one['range']}", mended="")
        for name, one in report["vulnerabilities"].items()
    ]
    return Audit(report["metadata"]["dependencies"]["total"], 0, holes)


def _mended(versions: Sequence[str]) -> str:
    return f", mended in {', '.join(versions)}" if versions else ", not mended yet"


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
