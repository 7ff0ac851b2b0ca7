"""Settings that a person, a file or another library may have made: each changes one thing of this process."""

from __future__ import annotations

import contextlib
import datetime
import decimal
import gc
import io
import locale
import logging
import random
import shutil
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot
import numpy as np
import pandas as pd
from matplotlib import font_manager, patheffects, style, units

from guidekit.drawing import typeface

COMMA = {"decimal_point": ",", "thousands_sep": ".", "grouping": [3, 3, 0]}
"""How Germans write numbers, for machines that have no such locale."""


def other_rc(keep: tuple[str, ...] = ("backend", "interactive")) -> dict[str, Any]:
    """Return another valid value for each of matplotlib's settings that has one."""
    found = {"font.style": "italic", "font.variant": "small-caps"}
    for name, usual in dict.items(mpl.rcParamsDefault):
        validate = mpl.RcParams.validate.get(name)
        for other in _others(usual, validate) if validate and name not in (*keep, *found) else ():
            try:
                with warnings.catch_warnings(action="error"):
                    taken = validate(other)
            except Exception:
                continue
            if repr(taken) != repr(usual):
                found[name] = taken
                break
    return found


def _others(usual: Any, validate: Any) -> Iterator[Any]:
    """Suggest values that a setting may take: one of its words, or something of the kind that it has."""
    words = getattr(validate, "valid", {})
    yield from (word for word in (words.values() if isinstance(words, dict) else words) if word != usual)
    if isinstance(usual, bool):
        yield not usual
    elif isinstance(usual, (int, float)):
        yield from (usual * 1.7 + 1, usual / 2, int(usual) + 1)
    elif isinstance(usual, (list, tuple)) and usual and all(isinstance(x, (int, float)) for x in usual):
        yield [x * 1.5 + 1 for x in usual]
        yield [x / 2 for x in usual]
    yield from (
        mpl.cycler(color=["#12ab34", "#ff00ff"], marker=["x", "+"]),
        "#12ab34",
        "fantasy",
        ["fantasy"],
    )
    yield from ("center", "top", "projecting", "round", "dashed", "x", "bold", "large", "both", "tight")
    yield from (True, 3, 0.37, (3, 10, 2), [2.0, 3.0], "de", "vertical", "magma", "svg", "%d.%m.%Y", "log")


def rc(**changes: Any) -> Callable[[], None]:
    """Change some of matplotlib's settings; a name is written with two underscores for its point."""

    def change() -> None:
        with warnings.catch_warnings(action="ignore"):  # some are deprecated
            mpl.rcParams.update({name.replace("__", "."): value for name, value in changes.items()})

    return change


def every_rc() -> None:
    """Give each of matplotlib's settings another value, whatever it means."""
    dict.update(mpl.rcParams, other_rc())


def all_pandas() -> None:
    """Give each option of pandas another value that it takes."""
    with warnings.catch_warnings(action="ignore"):  # some are deprecated
        for name in pandas_options():
            usual = pd.get_option(name)
            for other in _other_options(usual):
                try:
                    pd.set_option(name, other)
                except (ValueError, TypeError, ImportError, KeyError, AttributeError):
                    continue
                if pd.get_option(name) != usual:
                    break


def pandas_options() -> list[str]:
    """Name all options of pandas, its engines for reading and writing other formats left out."""
    described = pd._config.config._registered_options
    return [name for name in described if not name.startswith(("io.", "plotting.backend"))]


def _other_options(usual: Any) -> Iterator[Any]:
    if isinstance(usual, bool):
        yield not usual
    elif isinstance(usual, int):
        yield from (1, 2)
    yield from (True, 1, 2, 7.5, "python", "pyarrow", "left", "raise", "de", "{:.1f}".format, "utf-16")


def comma_locale() -> None:
    """Take a locale with a decimal comma, or, where none is installed, what one answers."""
    for name in ("de_DE.UTF-8", "fr_FR.UTF-8", "German_Germany.1252"):
        with contextlib.suppress(locale.Error):
            locale.setlocale(locale.LC_ALL, name)
    if locale.localeconv()["decimal_point"] != ",":
        usual, formatted = locale.localeconv() | COMMA, locale.format_string
        locale.localeconv = lambda: usual  # type: ignore[assignment]
        locale.format_string = lambda *how, **more: formatted(*how, **more).replace(".", ",")
    rc(axes__formatter__use_locale=True, axes__unicode_minus=False)()


def own_fonts() -> None:
    """Register a font of another look under the name of ours, as somebody may have installed one."""
    folder = Path(tempfile.mkdtemp())
    source = font_manager.findfont("DejaVu Serif")
    for weight in (400, 600, 700):
        file = folder / f"own-{weight}.ttf"
        shutil.copy(source, file)
        entry = font_manager.FontEntry(
            fname=str(file),
            name=typeface.NAME,
            style="normal",
            variant="normal",
            weight=weight,
            size="scalable",
        )
        font_manager.fontManager.ttflist.insert(0, entry)
    font_manager.fontManager._findfont_cached.cache_clear()  # type: ignore[attr-defined]


def fonts_anew() -> None:
    """Read the fonts of the machine anew, as somebody does who has installed one."""
    vars(font_manager.fontManager).update(vars(font_manager.FontManager()))


class _Words(units.ConversionInterface):
    """A converter that would put every number at another place."""

    @staticmethod
    def convert(value: Any, unit: Any, axis: Any) -> Any:
        return np.asarray(value, float) * 0 + 0.123

    @staticmethod
    def default_units(x: Any, axis: Any) -> str:
        return "odd"


def converters() -> None:
    """Register converters, as pandas and libraries of units do."""
    pd.plotting.register_matplotlib_converters()
    for kind in (datetime.date, decimal.Decimal, str):
        units.registry[kind] = _Words()


def tight_decimals() -> None:
    """Let decimal fractions have three digits, and trap whatever can be trapped."""
    context = decimal.getcontext()
    context.prec = 3
    for signal in context.traps:
        context.traps[signal] = True


def odd_random() -> None:
    """Leave both global generators somewhere else."""
    random.seed(123)
    np.random.seed(321)


def silent_streams() -> None:
    """Close what is printed to, as a service without a terminal has it."""
    sys.stdout, sys.stderr = None, io.StringIO()  # type: ignore[assignment]


def raising() -> None:
    np.seterr(all="raise")


def calling() -> None:
    def told(kind: str, flag: int) -> None:
        raise FloatingPointError(kind)

    np.seterrcall(told)
    np.seterr(all="call")


def short_numpy() -> None:
    np.set_printoptions(precision=1, threshold=3, edgeitems=1, linewidth=20, suppress=True, sign="+")


def strict() -> None:
    warnings.simplefilter("error")


def no_collector() -> None:
    gc.disable()


def cramped() -> None:
    sys.setrecursionlimit(400)


def no_logs() -> None:
    logging.disable(logging.CRITICAL)
    logging.raiseExceptions = False


def all_logs() -> None:
    logging.basicConfig(level=1, stream=io.StringIO(), force=True)


EFFECTS = [patheffects.withStroke(linewidth=6, foreground="#00ff00")]
SETTINGS: dict[str, Callable[[], None]] = {
    "classic": partial(style.use, "classic"),
    "dark": partial(style.use, "dark_background"),
    "all styles": partial(style.use, style.available),
    "xkcd": lambda: mpl.pyplot.xkcd() and None,
    "usetex": rc(text__usetex=True),
    "effects": rc(path__effects=EFFECTS),
    "sketch": rc(path__sketch=(3, 10, 2)),
    "markers": rc(
        lines__marker="s", lines__markersize=23, lines__linestyle=":", lines__dash_capstyle="round"
    ),
    "titles": rc(axes__titlelocation="right", axes__titley=0.3, axes__titleweight="bold", axes__titlepad=40),
    "saving": rc(savefig__dpi=33, savefig__transparent=True, savefig__bbox="tight", savefig__facecolor="red"),
    "layout": rc(figure__autolayout=True, figure__dpi=33, figure__constrained_layout__w_pad=0.6),
    "hinting": rc(text__hinting="none", text__antialiased=False, text__parse_math=False),
    "paths": rc(agg__path__chunksize=3, path__simplify=False, path__snap=False, lines__antialiased=False),
    "fonts": rc(font__family=["Nowhere Sans"], font__size=31, mathtext__fontset="stix", font__weight="bold"),
    "legends": rc(legend__frameon=True, legend__loc="center", legend__fontsize=30, legend__handlelength=9),
    "every rc": every_rc,
    "comma": comma_locale,
    "numpy raises": raising,
    "numpy calls": calling,
    "numpy prints": short_numpy,
    "pandas": all_pandas,
    "strict": strict,
    "decimals": tight_decimals,
    "random": odd_random,
    "own fonts": own_fonts,
    "fonts anew": fonts_anew,
    "converters": converters,
    "gc": no_collector,
    "recursion": cramped,
    "streams": silent_streams,
    "no logs": no_logs,
    "all logs": all_logs,
}
