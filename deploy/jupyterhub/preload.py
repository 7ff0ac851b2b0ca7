"""Start servers and kernels from one process that has imported everything they need: a fork server.

Thirty learners import the same 200 MB of libraries twice each. Here one process imports them once, and each
server and kernel begins as its copy: Linux lets copies share the memory that none of them has written to, and
a copy is made in milliseconds. The hub runs

    python preload.py serve               as a service: imports, then makes copies
    python preload.py run MODULE ARG…     in place of python -m MODULE ARG…

``run`` hands its arguments, environment, folder and output to a copy, passes signals on to it, and ends when
it ends, so that whoever started it sees an ordinary process. Without a fork server it starts MODULE itself.
Both find each other at the socket $GUIDEKIT_PRELOAD. Only for processes of one and the same user.
"""

import contextlib
import json
import os
import resource
import signal
import socket
import sys

# What a server and a kernel import; `import_course` adds what a lesson imports. None of them may start a
# thread or draw a random number, since all copies would share it.
MODULES = (
    "jupyterhub.singleuser.extension", "jupyterlab.labapp", "jupyter_server.serverapp", "nbconvert.exporters",
    "ipykernel.kernelapp", "ipykernel.zmqshell", "IPython.core.completer", "matplotlib_inline.backend_inline",
    "scipy.special",  # which models import only when they are asked
)  # fmt: skip
PASSED_ON = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1, signal.SIGUSR2)
LOOK = 2.0  # seconds between two looks whether whoever started us is still there


def run(module: str, arguments: list[str]) -> int:
    """Run a module in a copy of the fork server; return its exit code."""
    wish = {
        "module": module,
        "arguments": arguments,
        "environment": dict(os.environ),
        "folder": os.getcwd(),
        "limit": resource.getrlimit(resource.RLIMIT_DATA),
    }
    signal.pthread_sigmask(signal.SIG_BLOCK, PASSED_ON)  # until there is somebody to pass them on to
    door = socket.socket(socket.AF_UNIX)
    try:
        door.connect(os.environ["GUIDEKIT_PRELOAD"])
        socket.send_fds(door, [json.dumps(wish).encode() + b"\n"], [0, 1, 2])
        copy = int(door.makefile("rb", buffering=0).readline())
    except (KeyError, OSError, ValueError):  # there is none, or it ended before it had made a copy
        signal.pthread_sigmask(signal.SIG_UNBLOCK, PASSED_ON)
        os.execv(sys.executable, [sys.executable, "-m", module, *arguments])
    for number in PASSED_ON:
        signal.signal(number, lambda number, _: tell(copy, number))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, PASSED_ON)
    starter = os.getppid()
    door.settimeout(LOOK)
    code = 1  # unless it says otherwise: it was killed
    while os.getppid() == starter:
        try:
            said = door.recv(1)
        except TimeoutError:
            continue
        if not said:  # it is gone
            return code
        code = said[0]
    return 1  # the copy sees that this process has gone, and goes too


def tell(copy: int, number: int) -> None:
    """Send a signal to a copy, which may just have ended by itself."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(copy, number)


def serve() -> None:
    """Import everything, then make a copy for each caller, for as long as the hub runs."""
    import gc  # late, so that `run` stays small
    import importlib

    del sys.path[0]  # the folder of this file, which is no learner's business
    address = os.environ["GUIDEKIT_PRELOAD"]
    with socket.socket(socket.AF_UNIX) as door:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(address)  # of a hub that was killed
        door.bind(address)
        door.listen(128)  # from now on callers wait
        gc.disable()  # what is collected leaves holes that the copies would fill, each its own
        for module in MODULES:
            importlib.import_module(module)
        import_course()
        draw_once()
        gc.collect()
        gc.freeze()
        gc.enable()
        print("preload: ready", file=sys.stderr, flush=True)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody has to wait for copies
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # so the hub ends a service: no traceback
        while True:
            caller, _ = door.accept()
            caller.settimeout(10)
            copy, ours = -1, []
            try:
                wish, ours = read(caller)
                copy = os.fork()
            except (OSError, ValueError) as problem:  # who has called starts by itself
                print(f"preload: no copy was made: {problem}", file=sys.stderr, flush=True)
            if copy == 0:
                door.close()
                become(caller, wish, ours)
            caller.close()
            for number in ours:
                os.close(number)


def read(caller: socket.socket) -> tuple[dict, list[int]]:
    """Read what a caller wants, and the three files that it hands over."""
    text, files, _, _ = socket.recv_fds(caller, 65536, 3)
    while not text.endswith(b"\n") and (more := caller.recv(65536)):
        text += more
    return json.loads(text), files


def become(caller: socket.socket, wish: dict, files: list[int]) -> None:
    """Turn this copy into what the caller wants. It ends with the exit code of the module."""
    import runpy
    import threading

    import numpy as np

    os.setsid()
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    for number in (*PASSED_ON, signal.SIGCHLD):
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(wish["environment"])
    os.chdir(wish["folder"])
    resource.setrlimit(resource.RLIMIT_DATA, wish["limit"])
    np.random.seed()  # else every learner would draw the same numbers
    with open("/proc/self/comm", "w") as name:  # what top shows
        name.write(wish["module"][:15])
    caller.settimeout(None)
    caller.sendall(b"%d\n" % os.getpid())
    threading.Thread(target=go_when_alone, args=(caller,), daemon=True).start()
    sys.argv = [wish["module"], *wish["arguments"]]
    code = 1
    try:
        runpy.run_module(wish["module"], run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        raise
    finally:
        caller.sendall(bytes([code & 255]))
    raise SystemExit(code)


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
    """Draw a figure, so that fonts are found and whatever drawing imports late is there."""
    import guidekit as gk
    from guidekit.drawing.canvas import Canvas

    sheet = Canvas()
    gk.exhibits.relays.both_ends(gk.models.OnionRouting(), sheet)
    sheet.png()


if __name__ == "__main__":
    if sys.argv[1:] == ["serve"]:
        serve()
    elif sys.argv[1:2] == ["run"] and len(sys.argv) > 2:
        sys.exit(run(sys.argv[2], sys.argv[3:]))
    else:
        sys.exit("usage: preload.py serve | preload.py run MODULE ARG…")
