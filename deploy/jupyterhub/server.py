"""Lay the lessons into a learner's folder, never over what somebody wrote, and start their JupyterLab.

The hub does not do the first by itself: it would read and write wherever a link in that folder leads.
"""

import sys
from pathlib import Path

from jupyterhub.singleuser import main

from guidekit.course.lessons import copy_lessons

try:
    copy_lessons(Path.home() / "lessons")
except OSError as problem:  # who can open JupyterLab can mend it
    print(f"The lessons were not brought up to date: {problem}", file=sys.stderr, flush=True)
main()
