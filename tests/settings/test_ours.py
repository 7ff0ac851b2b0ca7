"""Nothing of the course changes what a person, a file or a library has set."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from guidekit.drawing.typeface import FOLDER

ALLOWED = {"fonts": {str(path) for path in FOLDER.glob("*.ttf")}}
"""The typeface of the course can be found by its name, Guidekit Sans, in any figure of this kernel."""


def run(tmp_path, *lines):
    """Run a program that compares its process before and after; return what differs."""
    file = tmp_path / "differs.json"
    code = "\n".join(["from tests.settings.process import *", *lines, f"tell({str(file)!r})"])
    env = os.environ | {"GUIDEKIT_JOURNAL": ":memory:"}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(file.read_text(encoding="utf-8"))


def test_the_whole_course_leaves_every_setting_as_it_was(tmp_path):
    differs = run(tmp_path, "set_some()", "note()", "import guidekit", "every_lesson()")
    assert set(differs.pop("fonts")[1]) - set(ALLOWED["fonts"]) == set()
    assert differs == {}


def test_the_comparison_sees_what_changes(tmp_path):
    changes = {
        "rc": "mpl.rcParams['lines.linewidth'] = 9",
        "backend": "mpl.use('svg')",
        "fonts": "font_manager.fontManager.ttflist.pop()",
        "colours": "mpl.colormaps.register(mpl.colormaps['magma'], name='mine')",
        "units": "units.registry[set] = units.ConversionInterface()",
        "scales": "scale.register_scale(type('Mine', (scale.LinearScale,), {'name': 'mine'}))",
        "pandas": "pd.set_option('display.max_rows', 3)",
        "errors": "np.seterr(all='ignore')",
        "print": "np.set_printoptions(precision=2)",
        "numpy random": "np.random.random()",
        "random": "random.random()",
        "warnings": "warnings.simplefilter('always')",
        "locale": "locale.setlocale(locale.LC_ALL, ('C', 'C.utf8')[locale.setlocale(locale.LC_ALL) == 'C'])",
        "decimals": "decimal.getcontext().prec = 3",
        "environment": "os.environ['X_ODD'] = '1'",
        "folder": "os.chdir('/')",
        "path": "sys.path.append('odd')",
        "signals": "signal.signal(signal.SIGINT, lambda *_: None)",  # some jobs ignore it already
        "all logging": "logging.disable()",
        "logging": "logging.getLogger('matplotlib').setLevel(7)",
        "threads": "threading.Thread(target=threading.Event().wait, daemon=True).start()",
        "hooks": "sys.excepthook = print",
        "recursion": "sys.setrecursionlimit(2000)",
        "builtins": "builtins.odd = 1",
        "collector": "gc.disable()",
        "figures": "plt.figure()",
        "formatters": "shell.display_formatter.formatters['text/html'].for_type(int, str)",
    }
    differs = run(tmp_path, "set_some()", "note()", *changes.values())
    assert set(differs) == set(changes)
