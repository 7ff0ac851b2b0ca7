"""Give the programs of one learner a machine of their own: the course, their folder, and nothing else.

Linux calls it namespaces, and lets an ordinary user make them. What a learner's programs see is built up from
nothing: what is not named here is not there. They see the system's programs and the course, which they cannot
change; their own folder; and a `/tmp` and devices of their own. They see no process but their own, so that
nobody can read the environment of another's, signal it or take it over. They have no rights over any of this.
The network is one, but newer kernels let them connect to the hub alone, by TCP: see README.md.

    python apart.py     tries it, and says why it fails if it does
"""

import contextlib
import ctypes
import os
import signal
import sys
import tempfile

LIBC = ctypes.CDLL(None, use_errno=True)
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc", "/nix/store", "/gnu/store")
DEVICES = ("null", "zero", "full", "random", "urandom")
KERNEL = ("sys", "sysrq-trigger", "irq", "bus", "fs")  # of /proc: where root could change the real machine
NEW_MOUNTS, NEW_IPC, NEW_USER, NEW_PIDS = 0x20000, 0x8000000, 0x10000000, 0x20000000  # unshare(2)
NO_SUID, NO_DEVICES, BIND, ALL_BELOW, PRIVATE = 2, 4, 4096, 16384, 1 << 18  # mount(2)
DETACH = 2  # umount2(2)
MOUNT_SETATTR, HERE, RECURSIVE, READ_ONLY = 442, -100, 0x8000, 1  # mount_setattr(2), Linux 5.12
DROP_BOUND, NO_NEW_RIGHTS, END_WITH_PARENT, DUMPABLE = 24, 38, 1, 4  # prctl(2)
CAPABILITIES_3 = 0x20080522  # capset(2)
MAKE_RULES, ADD_RULE, OBEY_RULES = 444, 445, 446  # landlock(7)
ASK_VERSION, OF_PORT, CONNECT_BY_TCP, NO_ABSTRACT_SOCKETS = 1, 2, 2, 1


def enter(home: str, sees: list[str], ports: list[int]) -> int:
    """Fork; the copy is the first process of a machine for one learner, and gets 0. All others end with it.

    The caller has one thread. `sees` are the folders to show beside the system's, `ports` those that may be
    connected to.

    Raises
    ------
    OSError
        If the system does not allow it; what was begun is of no use, and the process should end.
    """
    user, group = os.geteuid(), os.getegid()
    call("unshare", NEW_USER | NEW_MOUNTS | NEW_PIDS | NEW_IPC)
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        write(f"/proc/self/{name}", text)
    if first := os.fork():
        return first
    furnish(os.path.realpath(home), sorted({*sees, *map(os.path.realpath, sees)}))
    give_up_rights()
    stay_off_the_network(ports)
    return 0


def furnish(home: str, sees: list[str]) -> None:
    """Build the folders that a learner sees, and leave the machine's own."""
    real = {place: os.path.realpath(place) for place in (*SYSTEM, *sees)}
    mount(None, "/", None, ALL_BELOW | PRIVATE)
    mount("tmpfs", "/tmp", "tmpfs", NO_SUID | NO_DEVICES, "mode=755,size=1m")
    os.chdir("/tmp")
    os.mkdir("old")
    call("pivot_root", b".", b"old")
    os.chdir("/")
    for place in SYSTEM:
        if os.path.islink(f"/old{place}"):
            os.symlink(os.readlink(f"/old{place}"), place)
        elif os.path.isdir(f"/old{place}"):
            show(place, place, READ_ONLY)
    make_devices()
    mount_new("proc", "/proc")  # while the old one can be seen, or Linux refuses
    write("/proc/sys/user/max_user_namespaces", "0")  # nobody needs one inside, and they have had holes
    for name in KERNEL:
        if os.path.exists(f"/proc/{name}"):
            mount(f"/proc/{name}", f"/proc/{name}", None, BIND | ALL_BELOW)
            restrict(f"/proc/{name}", READ_ONLY)
    mount_new("tmpfs", "/tmp", "mode=1777,size=64m")
    os.mkdir("/var")
    os.symlink("/tmp", "/var/tmp")
    shown = ["/usr"]
    for place in sees:
        if not any(f"{place}/".startswith(f"{other}/") for other in shown):
            show(real[place], place, READ_ONLY)
            shown.append(place)
    show(home, home, 0)
    call("umount2", b"/old", DETACH)
    os.rmdir("/old")
    restrict("/", READ_ONLY, 0)
    restrict("/dev", READ_ONLY, 0)


def make_devices() -> None:
    """Make a /dev with what harms nobody: no disks, no cameras, no terminals of others."""
    mount_new("tmpfs", "/dev", "mode=755,size=64k")
    for name in DEVICES:
        write(f"/dev/{name}", "")
        mount(f"/old/dev/{name}", f"/dev/{name}", None, BIND)
    mount_new("devpts", "/dev/pts", "newinstance,ptmxmode=0666,mode=620")
    mount_new("tmpfs", "/dev/shm", "mode=1777,size=64m")
    links = {"ptmx": "pts/ptmx", "fd": "/proc/self/fd"}
    links |= {name: f"/proc/self/fd/{number}" for number, name in enumerate(("stdin", "stdout", "stderr"))}
    for name, target in links.items():
        os.symlink(target, f"/dev/{name}")


def give_up_rights() -> None:
    """Give up what the first process of a machine may do: nothing that was built can be undone."""
    call("prctl", NO_NEW_RIGHTS, 1, 0, 0, 0)
    right = 0
    while LIBC.prctl(DROP_BOUND, right, 0, 0, 0) == 0:
        right += 1
    call("capset", (ctypes.c_uint32 * 2)(CAPABILITIES_3, 0), (ctypes.c_uint32 * 6)())


def stay_off_the_network(ports: list[int]) -> None:
    """Connect to nothing but some ports by TCP, and to no abstract socket, where the kernel can see to it."""
    version = LIBC.syscall(MAKE_RULES, None, ctypes.c_size_t(0), ASK_VERSION)
    if version < 4:  # Linux 6.7; abstract sockets need 6.12
        return
    asked = (ctypes.c_uint64 * 3)(0, CONNECT_BY_TCP, NO_ABSTRACT_SOCKETS)
    rules = LIBC.syscall(MAKE_RULES, asked, ctypes.c_size_t(24 if version >= 6 else 16), 0)
    if rules < 0:
        raise OSError(ctypes.get_errno(), "no rules for the network could be made")
    for port in ports:
        call("syscall", ADD_RULE, rules, OF_PORT, (ctypes.c_uint64 * 2)(CONNECT_BY_TCP, port), 0)
    call("syscall", OBEY_RULES, rules, 0)
    os.close(rules)


def show(source: str, place: str, how: int) -> None:
    """Show a folder of the machine's own at a place."""
    os.makedirs(place, exist_ok=True)
    mount(f"/old{source}", place, None, BIND | ALL_BELOW)
    restrict(place, how)


def mount_new(kind: str, place: str, options: str = "") -> None:
    """Put a new file system of some kind at a place."""
    os.makedirs(place, exist_ok=True)
    mount(kind, place, kind, NO_SUID | (NO_DEVICES if kind != "devpts" and place != "/dev" else 0), options)


def mount(source: str | None, place: str, kind: str | None, flags: int, options: str = "") -> None:
    """Call mount(2)."""
    words = [word.encode() if word else None for word in (source, place, kind, options)]
    call("mount", *words[:3], ctypes.c_ulong(flags), words[3])


def restrict(place: str, how: int, depth: int = RECURSIVE) -> None:
    """Make what is mounted at a place read-only, if asked; programs there give nobody more rights."""
    attributes = (ctypes.c_uint64 * 4)(how | NO_SUID | (NO_DEVICES if place != "/dev" else 0), 0, 0, 0)
    call("syscall", MOUNT_SETATTR, HERE, place.encode(), depth, attributes, ctypes.c_size_t(32))


def call(name: str, *arguments: object) -> None:
    """Call a function of the system, and raise an OSError that names it if it fails."""
    if getattr(LIBC, name)(*arguments):
        error = ctypes.get_errno()
        raise OSError(error, f"{name} ({os.strerror(error)})")


def write(path: str, text: str) -> None:
    """Write a small file."""
    with open(path, "w") as file:
        file.write(text)


def end_with_parent() -> None:
    """Let Linux kill this process when its parent has ended."""
    call("prctl", END_WITH_PARENT, signal.SIGKILL, 0, 0, 0)


def guard(on: bool) -> None:
    """Let no other process of the same user read or steer this one, or let it again."""
    call("prctl", DUMPABLE, int(not on), 0, 0, 0)


def trouble() -> str:
    """Try it in a copy of this process, and say why this machine cannot keep learners apart, if so."""
    if sys.platform != "linux":
        return "only Linux can"
    reading, writing = os.pipe()
    if copy := os.fork():
        os.close(writing)
        with open(reading) as said:
            words = said.read()
        return words if os.waitpid(copy, 0)[1] == 0 else words or "the attempt was killed"
    with (
        contextlib.suppress(BaseException),
        open(writing, "w") as answer,
        tempfile.TemporaryDirectory() as home,
    ):
        try:
            first = enter(home, [], [])
            if first == 0:
                os._exit(0)
            answer.write("" if os.waitpid(first, 0)[1] == 0 else "the folders could not be built")
        except OSError as error:
            answer.write(str(error))
    os._exit(0)


if __name__ == "__main__":
    if why := trouble():
        print(f"This machine cannot keep learners apart: {why}.")
    sys.exit(1 if why else 0)
