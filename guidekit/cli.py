"""The command line, with one command for each thing that a person does with the course."""

from __future__ import annotations

import argparse
import io
import os
import socket
import subprocess
import sys
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from guidekit import __version__
from guidekit.paths import JUPYTER, check_parent, environment_with, make_folder, write_whole

if TYPE_CHECKING:
    from guidekit.course.journal import Journal


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str, optional
        What stands behind ``guidekit`` on the command line; by default what this process was given.

    Returns
    -------
    int
        0 if it went well, 1 if something is not good to go, 2 on bad input, 130 if it was interrupted.
    """
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a pipe on Windows may lack a sign such as ≥
    try:
        code: int = options.run(options)
        return code
    except (OSError, ValueError, KeyboardInterrupt) as stop:
        for line in filter(None, (str(stop), *getattr(stop, "__notes__", ()))):
            print(f"guidekit: {line}", file=sys.stderr)
        return 130 if isinstance(stop, KeyboardInterrupt) else 2
    except ImportError as missing:  # rooms are imported when a command needs them
        print(f"guidekit: {missing}; `guidekit check` says what to run", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="guidekit", description="A course on how messengers carry a message."
    )
    parser.add_argument("--version", action="version", version=f"guidekit {__version__}")
    commands = parser.add_subparsers(required=True, metavar="command")
    lab = commands.add_parser("lab", help="copy the lessons to a folder and open them in JupyterLab")
    lab.add_argument("--copy-only", action="store_true", help="copy the lessons and stop")
    lab.set_defaults(run=_lab)
    apps = commands.add_parser(
        "apps", help="copy the lessons to a folder and serve them as pages without code"
    )
    apps.set_defaults(run=_apps, copy_only=False)
    for opens, port in ((lab, 8888), (apps, 8866)):
        where = "where the lessons go (default: ./guidekit-lessons); what you wrote in them is kept"
        opens.add_argument(
            "folder", nargs="?", default="guidekit-lessons", type=Path, metavar="DIR", help=where
        )
        served = f"the port to serve on (default: the first free one from {port})"
        opens.add_argument("--port", type=int, help=served)
        opens.add_argument(
            "--no-browser", action="store_true", help="print the address instead of opening a browser"
        )
    check = commands.add_parser("check", help="say whether everything is good to go, and what to run if not")
    check.add_argument(
        "--lessons", action="store_true", help="hold the lessons to the lesson shape, and run them"
    )
    check.add_argument("places", nargs="*", type=Path, metavar="FILE",
                       help="hold these notebooks, or folders of them, to the lesson shape")  # fmt: skip
    check.add_argument("--no-run", action="store_true", help="read the lessons, do not run them")
    check.set_defaults(run=_check)
    claims = commands.add_parser("claims", help="check every sentence of the guide, and say where it flips")
    claims.add_argument("--subject", metavar="S", help="only the claims about S, such as signal or p2p")
    claims.add_argument(
        "--only-failing",
        action="store_true",
        help="only what is not borne out, or not true today as it stands",
    )
    claims.add_argument("--json", action="store_true", help="everything that is known of each claim, as JSON")
    claims.set_defaults(run=_claims)
    progress = commands.add_parser("progress", help="show what you predicted and answered so far")
    progress.add_argument("--export", metavar="FILE", help="write all of it to FILE as CSV (- prints it)")
    progress.add_argument("--reset", action="store_true", help="delete all of it, after asking")
    progress.add_argument("--yes", action="store_true", help="with --reset: do not ask")
    progress.set_defaults(run=_progress)
    sheets = commands.add_parser(
        "sheets", help="print one page to keep from each lesson, and the terms, as PDF"
    )
    sheets.add_argument("file", type=Path, metavar="FILE.pdf", help="where the pages go")
    sheets.add_argument("--lessons", nargs="+", default=[], metavar="NN",
                        help="only the sheets of these lessons, such as 03 05, and their terms")  # fmt: skip
    sheets.set_defaults(run=_sheets)
    site = commands.add_parser("site", help="build the course as pages that play without Python")
    site.add_argument(
        "folder", type=Path, metavar="DIR", help="where the pages go: a new folder, or an older site"
    )
    site.add_argument("--lessons", nargs="+", default=[], metavar="NN",
                      help="only the panels of these lessons play; the others show their start")  # fmt: skip
    site.add_argument("--states", type=int, metavar="N", help="the most pictures of a panel (default: 225)")
    site.add_argument(
        "--workers", type=int, metavar="N", help="how many processes (default: one a processor)"
    )
    site.set_defaults(run=_site)
    sweep = commands.add_parser(
        "sweep", help="ask a model at every point of a grid; goes on where it stopped"
    )
    sweep.add_argument("file", type=Path, metavar="FILE", help="a TOML file: a model, a grid and outcomes")
    into = "where the table goes, under the name of the file (default: here)"
    sweep.add_argument("-o", "--out", default=Path(), type=Path, metavar="DIR", help=into)
    sweep.add_argument(
        "--workers", type=int, metavar="N", help="how many processes (default: one a processor)"
    )
    sweep.set_defaults(run=_sweep)
    return parser


def _lab(options: argparse.Namespace) -> int:
    _copy(options)
    return 0 if options.copy_only else _serve(options)


def _apps(options: argparse.Namespace) -> int:
    from guidekit.course import glossary
    from guidekit.course import voila as apps

    command = apps.command(options.folder, options.port, not options.no_browser)
    _copy(options, {"glossary.ipynb": glossary.notebook()})
    return subprocess.run(command, env=apps.environment(), check=False).returncode


def _copy(options: argparse.Namespace, more: Mapping[str, bytes] | None = None) -> None:
    from guidekit.course.lessons import copy_lessons

    if options.port is not None and not options.copy_only:
        _refuse_taken(options.port)
    done = copy_lessons(options.folder, more)
    for outcome, words in (
        ("new", "copied"),
        ("updated", "brought up to date"),
        ("kept", "kept, because you edited it"),
        ("beside", "the new version, laid beside yours"),
    ):
        for name in done[outcome]:
            print(f"{name}: {words}")
    print(f"The lessons are in {options.folder.resolve()}")


def _serve(options: argparse.Namespace) -> int:
    from guidekit.course.lessons import lesson_files

    first = lesson_files()[0].name
    command = [
        sys.executable, "-m", "jupyterlab",
        f"--ServerApp.root_dir={options.folder.resolve()}",
        f"--LabApp.default_url=/lab/tree/{first}",
        "--LabApp.news_url=None",  # the course works offline: nothing asks the network for news or updates
        "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
    ]  # fmt: skip
    if options.port is not None:
        command += [f"--ServerApp.port={options.port}", "--ServerApp.port_retries=0"]
    if options.no_browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    return subprocess.run(
        command, env=environment_with(JUPYTER, "JUPYTER_CONFIG_PATH", "JUPYTER_PATH"), check=False
    ).returncode


def _refuse_taken(port: int) -> None:
    if not 1 <= port <= 65_535:
        raise ValueError(f"port {port} does not exist; allowed: 1 to 65535")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise OSError(
                f"port {port} cannot be used ({error.strerror}); choose another with --port, or leave it out"
            ) from error


def _check(options: argparse.Namespace) -> int:
    from guidekit.course.health import checks

    if options.lessons or options.places:
        return _check_lessons(options)
    well = True
    for check in checks():
        print(check, flush=True)
        well = well and check.well
    print("Good to go." if well else "Not yet good to go: see the lines marked BAD.")
    return 0 if well else 1


def _claims(options: argparse.Namespace) -> int:
    from guidekit.claims.report import report

    print(report(options.subject, options.only_failing, options.json))
    return 0


def _check_lessons(options: argparse.Namespace) -> int:
    from guidekit.course.verdicts import lesson_verdicts

    problems = 0
    for verdict in lesson_verdicts(options.places, run=not options.no_run):
        print(verdict, flush=True)
        problems += len(verdict.problems)
    print("Every lesson has the lesson shape." if not problems else f"{problems} to mend.")
    return 1 if problems else 0


def _progress(options: argparse.Namespace) -> int:
    from guidekit.course.journal import Journal, journal
    from guidekit.course.progress import export, progress

    if options.export and options.export != "-":
        check_parent(Path(options.export))
    with warnings.catch_warnings(action="ignore"):  # the warning says the same as the error below
        store = journal()
        count = sum(entry.kind != "result" for entry in store.all())
        text = export(store) if options.export else "" if options.reset else f"{progress()}\n"
    if store.problem:  # a lesson goes on in memory; here that would replace an earlier export by nothing
        named = str(store.path) != ":memory:"
        why = (
            f"the journal {store.path} cannot be used ({Journal.trouble(store.path)})"
            if named
            else store.problem
        )
        raise OSError(f"{why}; `guidekit check` says what to run")
    if options.export and options.export != "-":
        write_whole(Path(options.export).absolute(), text.encode())
        text = f"{count} entries are in {options.export}\n"
    print(text, end="")
    return _reset(store, count, options.yes) if options.reset else 0


def _reset(store: Journal, count: int, agreed: bool) -> int:
    print(f"{store.path} holds {count} predictions and answers. --export FILE keeps a copy.")
    if not agreed and not _says_yes("Delete them all? Type yes: "):
        print("Nothing was deleted.")
        return 1
    store.clear()
    print("All of it is deleted.")
    return 0


def _says_yes(question: str) -> bool:
    try:
        return input(question).strip().lower() == "yes"
    except EOFError:  # no terminal is there to answer
        return False


def _sheets(options: argparse.Namespace) -> int:
    from tqdm import tqdm

    from guidekit.course.paper import check_engine
    from guidekit.course.stills import printed_course

    check_engine()
    check_parent(options.file)
    silent = not sys.stderr.isatty()
    pdf, pages, words = printed_course(
        options.lessons, lambda all: tqdm(all, unit="sheet", leave=False, file=sys.stderr, disable=silent)
    )
    write_whole(options.file.absolute(), pdf)
    print(f"{options.file}: {pages} sheets and {words} terms")
    return 0


def _site(options: argparse.Namespace) -> int:
    from guidekit.course.site.build import build_site

    for name, least in (("states", 1), ("workers", 1)):
        value = getattr(options, name)
        if value is not None and value < least:
            raise ValueError(f"--{name} {value} is too small; allowed: {least} or more")
    said = build_site(options.folder, options.lessons, options.states, options.workers)
    for line in said:
        print(line, file=sys.stderr)
    size = sum(path.stat().st_size for path in options.folder.rglob("*") if path.is_file())
    print(f"The site is in {options.folder.resolve()} ({size / 1e6:,.0f} MB)")
    return 1 if said else 0


def _sweep(options: argparse.Namespace) -> int:
    from guidekit.sweeps import sweep
    from guidekit.sweeps.plan import read_sweep

    arguments = read_sweep(options.file)
    make_folder(options.out)
    table = options.out / f"{options.file.stem}.csv"
    found = sweep(*arguments, workers=options.workers, out=table)
    failed = found.error.dropna()
    print(f"{table}: {len(found):,} points")
    if failed.empty:
        return 0
    print(f"{len(failed):,} of them failed; the column error says why, as in line {failed.index[0] + 2}:")
    print(f"  {failed.iloc[0]}")
    return 1
