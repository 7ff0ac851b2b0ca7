"""The network: keys, configuration, start, and waiting until the client knows every relay."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

from recorders.children import Children, RecordingError
from recorders.recording import Run, say
from recorders.tor.control import Control, RefusedError
from recorders.tor.torrc import AUTHORITY, CLIENT, EVERYBODY, RELAY, SERVICE

AUTHORITIES, RELAYS = ("a1", "a2", "a3"), tuple(f"r{n}" for n in range(1, 10))
ADDRESS = {name: f"127.0.1.{number}" for number, name in enumerate((*AUTHORITIES, *RELAYS), 1)}
SITE, SITE_PORT, SOCKS_PORT = "127.0.2.1", 8000, 9150
PATIENCE = 120  # seconds until the network must be ready; 11 to 25 are usual, the clock of its votes
HERE = Path(__file__).resolve().parent


class Network:
    """All processes of the network, with a control connection to each."""

    def __init__(self, run: Run) -> None:
        self.folder, self.children = run.folder, run.children
        self.delay_file = self.folder / "delay"
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.control: dict[str, Control] = {}
        self.name_of: dict[str, str] = {}  # relays by the digest of their keys
        self.id_of: dict[str, str] = {}

    def start(self) -> float:
        """Start everything; return the seconds from the first key to a client that knows every relay."""
        begin = time.monotonic()
        self.set_delay(0)
        lines = [self._authority_line(name) for name in AUTHORITIES]
        self.common = EVERYBODY + "\n".join(lines) + "\n"
        self.children.start("delay", [sys.executable, HERE / "delay.py", self.delay_file, *ADDRESS.values()])
        self.children.start("site", [sys.executable, HERE / "site.py", SITE, str(SITE_PORT)])
        for name in AUTHORITIES:
            self._start(name, RELAY + AUTHORITY)
        for name in RELAYS:
            self._start(name, RELAY)
        self._start("client", CLIENT)
        self._connect(begin)
        self._wait_for_consensus(begin)
        return time.monotonic() - begin

    def start_service(self) -> None:
        """Start the onion service."""
        self._start("service", SERVICE)
        self._connect(time.monotonic())

    def set_delay(self, ms: float) -> None:
        """Set the delay of every link, and wait until it is in force."""
        self.delay_file.write_text(str(ms))
        time.sleep(0.3)

    def stop(self, name: str) -> None:
        """Take one process out for good."""
        self.children.end(self.processes.pop(name))

    def path(self, names: list[str]) -> str:
        """Write a path as a command wants it."""
        return ",".join("$" + self.id_of[name] for name in names)

    def _start(self, name: str, what: str) -> None:
        place = self._place(name)
        text = self.common + what.format(address=ADDRESS.get(name), folder=place, site=f"{SITE}:{SITE_PORT}")
        text += (
            f"Nickname {name}\nDataDirectory {place}\nControlPort unix:{place}/control\nLog notice stdout\n"
        )
        (place / "torrc").write_text(text)
        command = [tor(), "-f", place / "torrc", "--defaults-torrc", self.folder / "empty"]
        self.processes[name] = self.children.start(name, command, ordinary=True)

    def _place(self, name: str) -> Path:
        place = self.folder / name
        if not place.exists():
            place.mkdir(mode=0o700)
            self.children.give(place)
        return place

    def _authority_line(self, name: str) -> str:
        """Make the keys of an authority, and the line by which all others know it."""
        place, address = self._place(name), ADDRESS[name]
        keys = place / "keys"
        keys.mkdir(mode=0o700)
        self.children.give(keys)
        files = [
            f"{keys}/authority_identity_key",
            f"{keys}/authority_signing_key",
            f"{keys}/authority_certificate",
        ]
        make = (
            f"echo words | exec tor-gencert --create-identity-key -m 12 -a {address}:7000 --passphrase-fd 0"
        )
        make += " -i {} -s {} -c {}".format(*files)
        self.children.run(f"{name}-keys", ["sh", "-c", make], ordinary=True)
        certificate = Path(files[2]).read_text()
        voter = next(line.split()[1] for line in certificate.splitlines() if line.startswith("fingerprint"))
        empty = self.folder / "empty"
        empty.touch()
        said = self.children.run(
            f"{name}-name",
            [
                *(tor(), "--list-fingerprint", "--quiet", "--orport", "1", "--datadirectory", place),
                *("--dirserver", f"x 127.0.0.1:1 {'F' * 40}", "-f", empty, "--defaults-torrc", empty),
            ],
            ordinary=True,
        )
        relay = "".join(said.split()[-10:])
        return f"DirAuthority {name} orport=5000 no-v2 v3ident={voter} {address}:7000 {relay}"

    def _connect(self, begin: float) -> None:
        """Open the control connections; the relays' events are wanted from the first link on."""
        for name in [name for name in self.processes if name not in self.control]:
            socket = self.folder / name / "control"
            while not socket.exists():
                self._patient(begin, f"{name} has no control socket")
            self.control[name] = Control(socket)
            if name in ADDRESS:
                self.control[name].ask("SETEVENTS ORCONN")
                self.id_of[name] = self.control[name].ask("GETINFO fingerprint")[0].split("=")[1]
                self.name_of[self.id_of[name]] = name

    def _wait_for_consensus(self, begin: float) -> None:
        """Wait for every relay's descriptor; tor calls itself ready with fewer."""
        client = self.control["client"]
        while True:
            self._patient(begin, "the client does not know every relay")
            listed = {line.split()[1] for line in client.ask("GETINFO ns/all") if line.startswith("r ")}
            enough = client.ask("GETINFO status/enough-dir-info")[0].endswith("=1")
            if len(listed) == len(ADDRESS) and enough and all(map(self._is_described, ADDRESS)):
                return

    def _is_described(self, name: str) -> bool:
        try:
            return len(self.control["client"].ask(f"GETINFO md/id/{self.id_of[name]}")) > 2
        except RefusedError:
            return False

    def _patient(self, begin: float, problem: str) -> None:
        self.children.check()
        if time.monotonic() - begin > PATIENCE:
            raise RecordingError(f"{problem} after {PATIENCE} s")
        time.sleep(0.1)


def tor() -> str:
    """Find the program; Debian puts it where ordinary users do not look."""
    found = shutil.which("tor") or shutil.which("tor", path="/usr/sbin:/usr/local/sbin")
    if not found:
        raise RecordingError("tor is not installed (Debian: apt install tor)")
    return found


def tor_version(children: Children) -> str:
    """Ask the program for its version."""
    said = children.run("version", [tor(), "--version"], ordinary=True)
    say(said.splitlines()[0])
    return said.split()[2].rstrip(".")
