"""Where the course lies and how it is installed again, and how files of people are read and written whole."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

from guidekit import __version__
from guidekit.words import Findings, sign_name, unseen_signs
from guidekit.writing import write_whole as write_whole
from guidekit.writing import written as written

JUPYTER = Path(__file__).resolve().parent / "course" / "jupyter"
"""What JupyterLab finds by $JUPYTER_CONFIG_PATH and $JUPYTER_PATH: its settings (nobody is asked about news),
and the extension that shows the last picture of a panel whose kernel is gone."""


WHEEL = f"guidekit-{__version__}-py3-none-any.whl"
"""The name of the file that a checkout is built into."""


def environment_with(folder: Path, *variables: str) -> dict[str, str]:
    """Return the environment of this process, with a folder before those that some variables list.

    Parameters
    ----------
    folder : pathlib.Path
        The folder to put first.
    *variables : str
        The names of lists of folders, such as ``"JUPYTER_PATH"``.
    """
    lists = {name: [str(folder), *filter(None, [os.environ.get(name)])] for name in variables}
    return os.environ | {name: os.pathsep.join(folders) for name, folders in lists.items()}


def course_folder(name: str) -> Path:
    """Return the folder ``data``, ``notebooks`` or ``docs`` of the course.

    Parameters
    ----------
    name : str
        ``"data"``, ``"notebooks"`` or ``"docs"``.

    Returns
    -------
    pathlib.Path
        The folder inside the installed package, or beside it in a checkout.

    Raises
    ------
    FileNotFoundError
        If neither place has it: the installation is broken.
    """
    package = Path(__file__).resolve().parent
    for place in (package / name, package.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"guidekit's folder {name!r} is missing; {way_back(name)}")


def checkout() -> Path | None:
    """Return the folder of the checkout that this package lies in, or None if it was installed."""
    root = Path(__file__).resolve().parent.parent
    return root if (root / "pyproject.toml").is_file() else None


def way_back(name: str) -> str:
    """Say how a file or folder of the course becomes again what it was, as a line to run if one does it.

    Parameters
    ----------
    name : str
        Its path inside the checkout, such as ``"data"``.
    """
    root = checkout()
    if root is None:
        return f"run: {install_command('--force-reinstall', '--no-deps')}"
    if (root / ".git").exists():
        return f'run: git -C "{root}" restore {name}'
    return f"put {name} back into {root} from the archive that you unpacked there"


def install_command(*options: str, extra: str = "") -> str:
    """Write the line that installs the course again, from where it was installed before.

    No package index has the course, so no line may ask one for its name: whoever took the name would be
    installed. A checkout is installed from its folder, a wheel from the address that the installer wrote
    down beside it [1]_, and otherwise from the file of the wheel.

    Parameters
    ----------
    *options : str
        What to tell the installer, such as ``"--no-deps"``.
    extra : str
        An optional part of the course, such as ``"apps"``.

    Returns
    -------
    str
        A line for a shell, in which this Python is named.

    References
    ----------
    .. [1] PEP 610, "Recording the Direct URL Origin of installed distributions", 2019.
    """
    return " ".join([installer(), *options, install_source(extra)])


def install_source(extra: str = "") -> str:
    """Write what an installer must be told to get the course: a checkout, an address or a file."""
    chosen = f"[{extra}]" if extra else ""
    root = checkout()
    if root:
        return f'--editable "{root}{chosen}"'
    address = _written_address()
    return f'"guidekit{chosen} @ {address}"' if address else f'"./{WHEEL}{chosen}"'


def installer() -> str:
    """Write the start of a line that installs packages for this Python, with pip or, without pip, with uv."""
    if importlib.util.find_spec("pip") is None:
        return f'uv pip install --python "{sys.executable}"'
    return f'"{sys.executable}" -m pip install'


def _written_address() -> str:
    """Return the address that the course was installed from, or nothing if none was written down."""
    try:
        origin = importlib.metadata.distribution("guidekit").read_text("direct_url.json")
        return str(json.loads(origin)["url"]) if origin else ""
    except (importlib.metadata.PackageNotFoundError, OSError, ValueError, KeyError, TypeError):
        return ""


def check_folder(folder: Path) -> None:
    """Refuse a folder that is not there and cannot be made.

    Raises
    ------
    NotADirectoryError
        If the path is a file.
    FileNotFoundError
        If the parent folder does not exist.
    """
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(f"{folder} is a file, not a folder")
    check_parent(folder)


def check_parent(path: Path) -> None:
    """Refuse a path whose folder does not exist.

    Raises
    ------
    FileNotFoundError
        If there is no folder to put the file or folder into.
    """
    if not path.absolute().parent.is_dir():
        raise FileNotFoundError(f"there is no folder {path.absolute().parent} to put {path.name} into")


class UserFileError(ValueError):
    """A file that a person wrote does not fit.

    Parameters
    ----------
    where : object
        The file, or how the message calls the text.
    problems : sequence of str
        What does not fit: the key, the value and what is allowed. Each gets a line of its own.

    Attributes
    ----------
    kind, effect : str
        What the file should be, and what was not done with it; a subclass names both.
    """

    kind, effect = "file for guidekit", "read"

    def __init__(self, where: object, problems: Sequence[str]) -> None:
        self.where, self.problems = str(where), list(problems)
        found = Findings(line for problem in problems for line in problem.splitlines())
        lines = "".join(f"\n  {line}" for line in found.told())
        super().__init__(f"{where} is not a {self.kind}; nothing was {self.effect}:{lines}")


def read_small(file: Path, most: int) -> bytes:
    """Read a file that a person chose, and never more of it than such a file may have.

    Parameters
    ----------
    file : pathlib.Path
        The file. Nothing that is not a plain file is opened: a pipe would wait, a device never ends.
    most : int
        How many bytes it may have; anything larger is something else.

    Returns
    -------
    bytes
        All of it.

    Raises
    ------
    OSError
        If it is not there or cannot be read.
    ValueError
        If it is no plain file, or too large; the message says what is allowed.
    """
    mode = os.stat(file).st_mode
    if not stat.S_ISREG(mode):
        kind = next((words for test, words in _KINDS.items() if test(mode)), "a device")
        raise ValueError(f"it is {kind}; allowed: a file")
    with open(file, "rb") as source:
        content = source.read(most + 1)
        if len(content) > most:
            size = max(len(content), os.fstat(source.fileno()).st_size)
            raise ValueError(f"it has {size:,} bytes; allowed: at most {most:,}")
    return content


_KINDS = {stat.S_ISDIR: "a folder", stat.S_ISFIFO: "a pipe", stat.S_ISSOCK: "a socket"}


def read_text(file: Path, most: int, error: type[UserFileError]) -> str:
    """Read a small text file that a person wrote, also as the editor of Windows writes it.

    Parameters
    ----------
    file : pathlib.Path
        The file, in UTF-8, with or without a byte order mark.
    most : int
        How many bytes it may have; anything larger is something else.
    error : type of UserFileError
        What to raise.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    UserFileError
        If it is a folder, has too many bytes, is no text, or has signs that nobody sees.
    """
    try:
        text = read_small(file, most).decode("utf-8-sig")
    except FileNotFoundError:
        raise FileNotFoundError(f"there is no file {file}") from None
    except UnicodeDecodeError as problem:
        raise error(file, [f"byte {problem.start} is no text; allowed: UTF-8"]) from None
    except ValueError as problem:
        raise error(file, [str(problem)]) from None
    if unseen := [sign for sign in unseen_signs(text) if sign not in "\t\r"]:
        line = text.count("\n", 0, text.index(unseen[0])) + 1
        raise error(file, [f"line {line} holds {sign_name(unseen[0])}; allowed: signs that can be seen"])
    return text


def digest(content: bytes) -> str:
    """Return the SHA-256 digest of a content, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def make_folder(folder: Path) -> None:
    """Make a folder, if it is not there; that above it has to be.

    Raises
    ------
    OSError
        If it cannot be made; the message names it, and a note says what to do.
    """
    check_folder(folder)
    with written(folder):
        folder.mkdir(exist_ok=True)
