"""Start servers and kernels from one process that has imported everything they need: a fork server.

Thirty learners import the same 200 MB of libraries twice each. Here one process imports them once, and each
server and kernel begins as its copy: Linux lets copies share the memory that none of them has written to, and
a copy is made in milliseconds. The hub runs

    python preload.py serve               as a service: imports, then makes copies
    python preload.py run MODULE ARG…     in place of python -m MODULE ARG…; also FILE.py ARG…

``run`` hands its arguments, environment, folder and output to a copy, passes signals on to it, and ends when
it ends, so that whoever started it sees an ordinary process. Without a fork server it starts MODULE itself.
Both find each other at the socket $GUIDEKIT_PRELOAD. Only for processes of one and the same user.

Where $GUIDEKIT_APART lists folders, MODULE runs on a machine of its own, on which only these and $HOME can be
seen (apart.py); never on the common one, whatever fails. The first process of that machine is a copy, too,
and makes the copies for those who call from inside it. So no call from inside leads outside: the socket of
the first fork server does not exist there.
"""

import contextlib
import json
import os
import resource
import select
import signal
import socket
import struct
import sys

# What a server and a kernel import, early or late; `import_course` adds what a lesson imports. What is
# missing each copy imports for itself, into memory of its own (docs/classroom.md says how much that was).
# None of them may start a thread or draw a random number, since all copies would share it.
MODULES = (
    "jupyterhub.singleuser.extension", "jupyterlab.labapp", "jupyter_server.serverapp", "nbconvert.exporters",
    *(f"jupyter_server.services.{name}.handlers" for name in (
        "api", "config", "contents", "events", "kernels", "kernelspecs", "nbconvert", "security", "sessions",
    )),
    *(f"jupyter_server.{name}.handlers" for name in ("kernelspecs", "nbconvert", "view")),
    "jupyter_server.services.shutdown", "jupyter_core.migrate", "jinja2.ext", "anyio._backends._asyncio",
    "tornado.platform.asyncio", "encodings.unicode_escape", "encodings.ascii", "encodings.latin_1",
    "ipykernel.kernelapp", "ipykernel.zmqshell", "ipykernel.kernelspec", "ipykernel.debugger",
    *(f"IPython.core.{name}" for name in ("completer", "completerlib", "debugger", "logger", "oinspect")),
    "IPython.extensions.storemagic", "matplotlib_inline.backend_inline", "zmq.utils.garbage",
    # What models import only when they are asked:
    "scipy.special", "cryptography.hazmat.backends.openssl.backend", "pandas.core.reshape.reshape",
)  # fmt: skip
PASSED_ON = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1, signal.SIGUSR2)
LOOK = 2.0  # seconds between two looks whether whoever started us is still there
HERE_I_AM = b"."  # what a copy says first; Linux says who it was that said it
SENDER = struct.Struct("3i")  # its process, user and group


def run(what: str, arguments: list[str]) -> int:
    """Run a module, or a file, in a copy of the fork server; return its exit code."""
    apart = os.environ.pop("GUIDEKIT_APART", "")
    port = os.environ.pop("GUIDEKIT_PORT", "")
    wish = {
        "what": what,
        "arguments": arguments,
        "environment": dict(os.environ),
        "folder": os.getcwd(),
        "limit": resource.getrlimit(resource.RLIMIT_DATA),
        "apart": apart.split(os.pathsep) if apart else [],
    }
    signal.pthread_sigmask(signal.SIG_BLOCK, PASSED_ON)  # until there is somebody to pass them on to
    # On a machine of its own nobody gets hold of the hub's terminal, or of the file that it logs to.
    said, says = os.pipe() if apart else (None, None)
    files = [os.open(os.devnull, os.O_RDONLY), says, says] if apart else [0, 1, 2]
    door = socket.socket(socket.AF_UNIX)
    try:
        door.connect(os.environ["GUIDEKIT_PRELOAD"])
        socket.send_fds(door, [json.dumps(wish).encode() + b"\n"], [*files, *([int(port)] if port else [])])
        copy = who(door)
    except (KeyError, OSError, ValueError):  # there is none, or it ended before it had made a copy
        if port:
            os.close(int(port))  # the server will open it by itself
        if not apart:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, PASSED_ON)
            os.execv(sys.executable, command(what, arguments))
        door.close()
        door = start_apart(wish, files)
        copy = who(door)
    for file in {*files} - {0, 1, 2}:
        os.close(file)
    for number in PASSED_ON:
        signal.signal(number, lambda number, _: tell(copy, number))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, PASSED_ON)
    return wait_for(door, said)


def who(door: socket.socket) -> int:
    """Wait until a copy says that it is there, and return the number that its process has on this machine."""
    door.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    word, notes, _, _ = door.recvmsg(1, socket.CMSG_SPACE(SENDER.size))
    sender = next((note[: SENDER.size] for _, kind, note in notes if kind == socket.SCM_CREDENTIALS), b"")
    if word != HERE_I_AM or not sender:
        raise ValueError("there is no copy")
    return int(SENDER.unpack(sender)[0])


def wait_for(door: socket.socket, said: int | None) -> int:
    """Wait until a copy has ended, and write what it says meanwhile; return its exit code."""
    starter = os.getppid()
    code = 1  # unless it says otherwise: it was killed
    sources = [door, *([said] if said else [])]
    while os.getppid() == starter:
        for source in select.select(sources, [], [], LOOK)[0]:
            if source == said:
                if not (words := os.read(said, 65536)):
                    sources.remove(said)
                os.write(2, harmless(words))
            elif not (word := door.recv(1)):  # it is gone
                while said in sources and (words := os.read(said, 65536)):
                    os.write(2, harmless(words))
                return code
            else:
                code = word[0]
    return 1  # the copy sees that this process has gone, and goes too


def harmless(words: bytes) -> bytes:
    """Return words without what a terminal would obey."""
    text = words.decode(errors="replace")
    return "".join(
        sign if sign.isprintable() or sign in "\n\t" else "\N{REPLACEMENT CHARACTER}" for sign in text
    ).encode()


def command(what: str, arguments: list[str]) -> list[str]:
    """Return the command that starts a module or a file in the ordinary way."""
    return [sys.executable, *([what] if what.endswith(".py") else ["-m", what]), *arguments]


def start_apart(wish: dict, files: list[int]) -> socket.socket:
    """Start a module without a fork server, on a machine of its own; return where it says how it is."""
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    import apart

    ours, theirs = socket.socketpair()
    try:
        if apart.enter(wish["environment"]["HOME"], wish["apart"], ports(wish)):
            theirs.close()
            return ours
    except OSError as problem:
        sys.exit(f"This machine cannot keep learners apart: {problem}. Nothing was started.")
    apart.end_with_parent()
    ours.close()
    if copy := os.fork():
        code = os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])
        theirs.sendall(bytes([code & 255]))
        os._exit(0)
    theirs.sendall(HERE_I_AM)
    take_over(wish, files)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, PASSED_ON)
    os.execve(sys.executable, command(wish["what"], wish["arguments"]), wish["environment"])


def tell(copy: int, number: int) -> None:
    """Send a signal to a copy, which may just have ended by itself."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(copy, number)


def serve() -> None:
    """Import everything, then make a copy for each caller, for as long as the hub runs."""
    if secrets := {name for name in os.environ if name.startswith("JUPYTERHUB")}:
        # Linux shows every copy what this process was started with, whatever it forgets later.
        kept = {name: value for name, value in os.environ.items() if name not in secrets}
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], kept)
    import gc  # late, so that `run` stays small
    import importlib

    import apart  # noqa: F401 - before its folder is gone from the path

    del sys.path[0]  # the folder of this file, which is no learner's business
    with listen(os.environ["GUIDEKIT_PRELOAD"]) as door:  # from now on callers wait
        # Nothing is collected before the copies are made, here or below: each copy would fill the holes with
        # what is its own, and so have their pages for itself.
        gc.disable()
        leave_out_the_debugger()
        for module in MODULES:
            importlib.import_module(module)
        import_course()
        draw_once()
        gc.freeze()
        gc.enable()
        print("preload: ready", file=sys.stderr, flush=True)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody has to wait for copies
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # so the hub ends a service: no traceback
        make_copies(door, outside=True)


def listen(address: str) -> socket.socket:
    """Open a socket at which callers are heard."""
    door = socket.socket(socket.AF_UNIX)
    with contextlib.suppress(FileNotFoundError):
        os.unlink(address)  # of a hub that was killed
    door.bind(address)
    door.listen(128)
    return door


def make_copies(door: socket.socket, *ends: object, outside: bool = False) -> None:
    """Make a copy for each caller, until something can be read at one of the ends.

    What a caller wants is read by the copy alone: it holds words that no other copy may find in its memory.
    """
    while select.select([door, *ends], [], [])[0] == [door]:
        caller, _ = door.accept()
        copy = -1
        try:
            copy = os.fork()
        except OSError as problem:  # who has called starts by itself
            print(f"preload: no copy was made: {problem}", file=sys.stderr, flush=True)
        if copy == 0:
            door.close()
            answer(caller, outside)
        caller.close()


def answer(caller: socket.socket, outside: bool) -> None:
    """Read what a caller wants, in the copy that was made for it, and do it."""
    import apart

    caller.settimeout(10)
    text, files, _, _ = socket.recv_fds(caller, 65536, 4)
    while not text.endswith(b"\n") and (more := caller.recv(65536)):
        text += more
    wish = json.loads(text)
    close_all_but(0, 1, 2, caller.fileno(), *files)
    apart.guard(False)
    if outside and wish["apart"]:
        move_apart(caller, wish, files)
    become(caller, wish, files)


def close_all_but(*kept: int) -> None:
    """Close what a copy has no need for, whatever a library has left open."""
    for number in {int(name) for name in os.listdir("/proc/self/fd")} - {*kept}:
        with contextlib.suppress(OSError):  # that of the list itself
            os.close(number)


def move_apart(caller: socket.socket, wish: dict, files: list[int]) -> None:
    """Put this copy on a machine of its own. It returns in what the caller asked for.

    Its first process makes further copies, until what the caller asked for has ended or the caller is gone;
    then Linux ends all others there.
    """
    import apart

    os.setsid()
    if apart.enter(wish["environment"]["HOME"], wish["apart"], ports(wish)):
        os._exit(0)
    for number, file in enumerate(files[:3]):  # not those of the first fork server
        os.dup2(file, number)
    address = wish["environment"]["GUIDEKIT_PRELOAD"]
    os.makedirs(os.path.dirname(address), exist_ok=True)
    door = listen(address)
    apart.guard(True)  # whoever took over the first process could let the others outlive a stop
    if (copy := os.fork()) == 0:
        door.close()
        apart.guard(False)
        return
    for number in files:
        os.close(number)
    os.chdir("/")
    make_copies(door, caller, os.pidfd_open(copy))
    os._exit(0)


def ports(wish: dict) -> list[int]:
    """Return the port of the hub, the only one that a learner's programs have to connect to."""
    from urllib.parse import urlsplit

    hub = urlsplit(wish["environment"].get("JUPYTERHUB_API_URL", "")).port
    return [hub] if hub else []


def take_over(wish: dict, files: list[int]) -> None:
    """Take over the input, the outputs, the folder and the limit of a caller."""
    for number, file in enumerate(files[:3]):
        os.dup2(file, number)
    for file in {*files[:3]} - {0, 1, 2}:
        os.close(file)
    os.chdir(wish["folder"])
    resource.setrlimit(resource.RLIMIT_DATA, wish["limit"])


def become(caller: socket.socket, wish: dict, files: list[int]) -> None:
    """Turn this copy into what the caller wants. It ends with the exit code of the module."""
    import runpy
    import threading

    import numpy as np

    os.setsid()
    for number in (*PASSED_ON, signal.SIGCHLD):
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(wish["environment"])
    take_over(wish, files)
    if len(files) > 3:
        serve_at(socket.socket(fileno=files[3]))
    np.random.seed()  # else every learner would draw the same numbers
    what = wish["what"]
    with open("/proc/self/comm", "w") as name:  # what top shows
        name.write(os.path.basename(what)[:15])
    caller.settimeout(None)
    caller.sendall(HERE_I_AM)
    threading.Thread(target=go_when_alone, args=(caller,), daemon=True).start()
    sys.argv = [what, *wish["arguments"]]
    code = 1
    try:
        if what.endswith(".py"):
            runpy.run_path(what, run_name="__main__")
        else:
            runpy.run_module(what, run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        raise
    finally:
        caller.sendall(bytes([code & 255]))
    raise SystemExit(code)


def serve_at(port: socket.socket) -> None:
    """Let the server of this process listen where the hub does already, so that nobody else can.

    A learner who was quicker at a port than the server of another would be sent the other's passwords.
    """
    import jupyter_server.serverapp
    import tornado.tcpserver

    port.setblocking(False)
    jupyter_server.serverapp.bind_sockets = lambda *_: [
        socket.socket()
    ]  # which only looks whether it is free
    tornado.tcpserver.bind_sockets = lambda *_, **__: [port]


def go_when_alone(caller: socket.socket) -> None:
    """End this copy at once when the process that stands for it is gone."""
    with contextlib.suppress(OSError):  # it may go before it has read all that it was told
        caller.recv(1)
    os.kill(os.getpid(), signal.SIGKILL)


def import_course() -> None:
    """Import every module of the course: by itself it imports an exhibit or a model only at its first use."""
    import importlib
    import pkgutil

    import guidekit

    for module in pkgutil.walk_packages(guidekit.__path__, "guidekit."):
        with contextlib.suppress(ImportError):  # of an optional library that is not here
            importlib.import_module(module.name)


def draw_once() -> None:
    """Draw a figure and the map of the course, and read what the page of a widget needs.

    Then the fonts that were found, the lessons that the map has read, and what is imported late are there.
    """
    import guidekit as gk
    from guidekit.course.chart import CourseMap, course_chart
    from guidekit.drawing.canvas import Canvas
    from guidekit.panels.face import _sources

    for exhibit, model in (
        (gk.exhibits.relays.both_ends, gk.models.OnionRouting()),
        (course_chart, CourseMap()),
    ):
        sheet = Canvas()
        exhibit(model, sheet)
        sheet.png()
    _sources()


def leave_out_the_debugger() -> None:
    """Let kernels have no debugger, which JupyterLab does not offer here: kernel.json says nothing of it.

    It would cost its library, and a list of all modules: nothing else touches all two thousand of them, and
    so makes a copy of the page of each.
    """
    sys.modules["debugpy"] = None  # an import fails, and ipykernel does without
    import types

    import ipykernel.ipkernel

    class System:
        modules = types.MappingProxyType({})

        def __getattr__(self, name: str) -> object:
            return getattr(sys, name)

    ipykernel.ipkernel.sys = System()


if __name__ == "__main__":
    if sys.argv[1:] == ["serve"]:
        serve()
    elif sys.argv[1:2] == ["run"] and len(sys.argv) > 2:
        sys.exit(run(sys.argv[2], sys.argv[3:]))
    else:
        sys.exit("usage: preload.py serve | preload.py run MODULE ARG…")
