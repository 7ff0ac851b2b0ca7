"""A thousand kernels are killed at random moments; no answer that was confirmed is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE

KILLS = 1000


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork a writer")
def test_no_confirmed_answer_is_lost_in_a_thousand_kills(own_journal):
    script = Path(__file__).with_name("kill_journal.py")
    command = [sys.executable, str(script), str(own_journal), str(KILLS)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=5 * PATIENCE, check=False)
    assert done.returncode == 0, done.stderr
    confirmed, lost, found = map(int, done.stdout.split())
    assert lost == 0
    assert confirmed >= KILLS * 3 / 4  # the kills came while answers were being written
    assert found >= confirmed
