"""A class of two, one of whom attacks the other and the hub; it prints what came of it."""

import asyncio
import contextlib
import ctypes
import hashlib
import json
import os
import pathlib
import re
import socket
import sys
import time
from urllib.parse import urlsplit

import psutil

from recorders.loopback import leave_the_network
from recorders.recording import interruptible, scratch
from tests.deploy.hub import CONFIG, PASSWORD, hub
from tests.deploy.learner import Learner

ABSTRACT = "guidekit-screen"
LESSON = "00-four-ways.ipynb"
ATTACK = pathlib.Path(__file__).with_name("attack.py")
TELL_TOKEN = """
import os, pathlib
pathlib.Path("~/token").expanduser().write_text(os.environ["JUPYTERHUB_API_TOKEN"])
"""


def rooms():
    """Return the processes on machines of their own, by the number of the machine."""
    found = {}
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(OSError, psutil.NoSuchProcess):
            if process.status() != psutil.STATUS_ZOMBIE:  # of ours, and not waited for
                found.setdefault(os.readlink(f"/proc/{process.pid}/ns/pid"), []).append(process.pid)
    found.pop(os.readlink("/proc/self/ns/pid"), None)
    return found


def landlock():
    """Return the version of Landlock on this machine; -1 if there is none."""
    return ctypes.CDLL(None).syscall(444, None, ctypes.c_size_t(0), 1)


def still_there(pids):
    """Return those of some processes that are still on a machine of their own."""
    return [pid for machine in rooms().values() for pid in machine if pid in pids]


def in_memory(pid, words):
    """Name which of some words lie in the memory of a process."""
    found = set()
    with contextlib.ExitStack() as opened:
        try:
            maps = opened.enter_context(open(f"/proc/{pid}/maps"))
            memory = opened.enter_context(open(f"/proc/{pid}/mem", "rb", buffering=0))
        except PermissionError:  # the first process of a machine is closed to all but root
            return []
        for line in maps:
            first, last = (int(end, 16) for end in line.split()[0].split("-"))
            if line.split()[1][0] != "r" or last > 2**63 or "[v" in line:
                continue
            memory.seek(first)
            try:
                held = memory.read(last - first)
            except OSError:
                continue
            found |= {name for name, word in words.items() if word in held}
    return sorted(found)


def digests(folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


async def main(folder, running):
    klass, log = folder / "class", folder / "hub.log"
    async with Learner("ada", running.address, PASSWORD) as ada:
        await ada.log_in()
        await ada.run_lesson(LESSON)
        await ada.run(TELL_TOKEN)
        (of_ada,) = rooms().values()
        own = klass / "learners/ada"
        token = (own / "token").read_bytes()
        (own / "secret.txt").write_text("a secret of ada")
        before = digests(own / "lessons")
        async with Learner("mallory", running.address, PASSWORD) as mallory:
            await mallory.log_in()
            await mallory.run_lesson(LESSON)
            port = int(re.search(r"/user/ada/ => http://127.0.0.1:(\d+)", log.read_text())[1])
            hub_doors, proxy_doors = running.inner
            facts = {
                "class": str(klass),
                "deploy": str(CONFIG.parent),
                "log": str(log),
                "port": port,
                # Only newer kernels keep a program from connecting: what they can is tried.
                "elsewhere": [port, urlsplit(running.address).port] if landlock() >= 4 else [],
                "abstract": ABSTRACT if landlock() >= 6 else "",
                "processes": [process.pid for process in running.processes()] + of_ada,
                "doors": [
                    f"{proxy_doors}/routes",
                    *(f"{hub_doors}/{place}" for place in ("users", "users/ada", "services", "proxy")),
                    *(
                        f"http://127.0.0.1:{port}/user/ada/{place}"
                        for place in ("api/contents", "api/kernels")
                    ),
                ],
            }
            (klass / "learners/mallory/facts.json").write_text(json.dumps(facts))
            await mallory.run(ATTACK.read_text())
            proxy = next(p for p in running.processes() if "CONFIGPROXY_AUTH_TOKEN" in p.environ())
            secrets = {
                "password": PASSWORD.encode(),
                "token of ada": token,
                "token of the proxy": proxy.environ()["CONFIGPROXY_AUTH_TOKEN"].encode(),
                "cookie secret": (klass / "hub/cookie_secret").read_bytes().strip(),
            }
            of_mallory = [pid for machine in rooms().values() for pid in machine if pid not in of_ada]
            memory = {pid: in_memory(pid, secrets) for pid in of_mallory}
            checked = in_memory(of_ada[-1], secrets)
            await mallory.stop()
            deadline = time.monotonic() + 30  # Linux ends them one after the other
            while (left := still_there(of_mallory)) and time.monotonic() < deadline:
                await asyncio.sleep(0.05)
            await mallory.log_in()  # over the traps
            await mallory.stop()
        await ada.run("1 + 1")
        return {
            "got": json.loads((klass / "learners/mallory/got.json").read_text()),
            "memory": memory,
            "checked": checked,
            "left": left,
            "home": oct(own.stat().st_mode & 0o777),
            "outside": [
                str(path)
                for place in (klass, CONFIG.parents[2], pathlib.Path(sys.prefix))
                for path in place.rglob("left-behind")
            ],
            "changed": sorted(set(digests(own / "lessons").items()) ^ set(before.items())),
        }


if __name__ == "__main__":
    leave_the_network()
    with interruptible(int(sys.argv[1])), scratch() as folder, socket.socket(socket.AF_UNIX) as screen:
        screen.bind(f"\0{ABSTRACT}")  # as some X servers listen
        screen.listen()
        with hub(folder) as running:
            report = asyncio.run(main(folder, running))
        log = (folder / "hub.log").read_bytes()
        report["escapes"], report["shown"] = log.count(b"\x1b]0;owned"), log.count(b"]0;owned")
    print(json.dumps(report))
