"""The check of the lessons can fail: a number that differs is reported with its sentence."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from nbval.plugin import get_sanitize_patterns

from guidekit.course.lessons import lesson_files
from guidekit.panels.still import still_figure

CONFIG = Path(__file__).with_name("nbval.cfg")


def test_a_number_that_changed_fails_with_the_sentence_as_the_difference(tmp_path):
    (lesson,) = [path for path in lesson_files() if path.stem.startswith("00")]
    text = lesson.read_text(encoding="utf-8")
    assert "a message takes 453 ms" in text
    changed = tmp_path / lesson.name
    changed.write_text(text.replace("a message takes 453 ms", "a message takes 400 ms"), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "--rootdir", str(tmp_path)]
    command += ["--nbval-sanitize-with", str(CONFIG), "-o", "verbosity_assertions=2"]
    command += ["-p", "no:cacheprovider", str(changed)]
    env = {**os.environ, "NO_COLOR": "1"}
    env.pop("SLIPCOVER_ENABLED", None)  # it would count lines in that process, too
    done = subprocess.run(command, cwd=tmp_path, env=env, text=True, capture_output=True, check=False)
    assert done.returncode == 1
    assert "Over 3 relays a message takes 400 ms" in done.stdout
    assert "Over 3 relays a message takes 453 ms" in done.stdout
    assert "1 failed, 9 passed" in done.stdout


def test_pixels_may_differ_with_the_machine_and_nothing_else_of_a_picture():
    def compared(html):
        for pattern, instead in get_sanitize_patterns(CONFIG.read_text(encoding="utf-8")):
            html = re.sub(pattern, instead, html)
        return html

    every_letter = bytes(range(256)) * 3
    here = compared(still_figure(every_letter, "Over 3 relays."))
    for png in (b"P", b"PN", b"PNG", every_letter[::-1]):
        assert compared(still_figure(png, "Over 3 relays.")) == here
    assert compared(still_figure(every_letter, "Over 4 relays.")) != here
    assert compared(still_figure(b"", "Over 3 relays.")) != here
    assert here.count("Over 3 relays.") == 2
