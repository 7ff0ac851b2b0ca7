"""A network that holds nothing but the loopback, where the system lets us have one."""

from __future__ import annotations

import ctypes
import fcntl
import os
import socket
import struct
import sys
from pathlib import Path

NEW_USER, NEW_NET = 0x10000000, 0x40000000  # flags of unshare(2)
SET_FLAGS, UP = 0x8914, 0x1  # SIOCSIFFLAGS, IFF_UP


def leave_the_network() -> str:
    """Move this process into a network of its own; no packet can leave it, and no port is taken.

    Root needs nothing more for it; others become root of a namespace in which they are alone. Must be
    called before any thread or child is started.

    Returns
    -------
    str
        Where the recording runs, in words for its notes.
    """
    if sys.platform != "linux" or not _is_possible():
        return "the machine's loopback"
    _enter()
    return "a network namespace that has only the loopback"


def _is_possible() -> bool:
    """Let a copy of this process try: half a move could not be undone."""
    copy = os.fork()
    if copy == 0:
        try:
            _enter()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitpid(copy, 0)[1] == 0


def _enter() -> None:
    user, group, root = os.getuid(), os.getgid(), os.geteuid() == 0
    if ctypes.CDLL(None, use_errno=True).unshare(NEW_NET if root else NEW_NET | NEW_USER):
        raise OSError(ctypes.get_errno(), "unshare")
    if not root:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"0 {user} 1")
        Path("/proc/self/gid_map").write_text(f"0 {group} 1")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sh", b"lo", UP))
