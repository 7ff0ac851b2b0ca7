"""Designing a messenger: its parts, the journey that follows, three requirements, and a file to share it."""

from __future__ import annotations

from guidekit.design.build import journey_of
from guidekit.design.design import Design
from guidekit.design.files import DesignFileError, as_text, from_text, load_design, save_design
from guidekit.design.report import Report, check
from guidekit.design.requirements import REQUIREMENTS, Verdict, judge

__all__ = [
    "REQUIREMENTS",
    "Design",
    "DesignFileError",
    "Report",
    "Verdict",
    "as_text",
    "check",
    "from_text",
    "journey_of",
    "judge",
    "load_design",
    "save_design",
]
