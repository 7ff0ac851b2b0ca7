"""Two prosody servers on the loopback; their domains are addresses, so that no name is ever looked up."""

from __future__ import annotations

import shutil
import socket
import time
from pathlib import Path

from recorders.children import RecordingError
from recorders.recording import Run

DOMAINS = {"server1": "127.0.3.1", "server2": "127.0.3.2"}
CLIENT_PORT = 5222
PATIENCE = 20  # seconds; a fifth of one is usual

CONFIG = """
run_as_root = true -- of a namespace, at most
daemonize = false
pidfile = "{place}/pid"
data_path = "{place}/data"
interfaces = {{ "{domain}" }}
modules_enabled = {{
  "roster", "saslauth", "tls", "dialback", "disco", "offline", "mam", "register_ibr",
  "presence", "message", "iq",
}}
modules_disabled = {{ "s2s_auth_certs" }}
allow_registration = true
c2s_require_encryption = false
s2s_secure_auth = false -- nobody vouches for a certificate of our own; the servers call back instead
authentication = "internal_hashed"
storage = "internal"
log = {{ info = "*console" }}
ssl = {{ key = "{place}/key.pem", certificate = "{place}/certificate.pem" }}
VirtualHost "{domain}"
"""


def start_servers(run: Run) -> dict[str, Path]:
    """Start both; return the folders in which they keep their data."""
    folders = {}
    for name, domain in DOMAINS.items():
        place = run.folder / name
        (place / "data").mkdir(parents=True)
        run.children.give(place, place / "data")
        run.children.run(
            f"{name}-certificate",
            [
                *(
                    "openssl",
                    "req",
                    "-x509",
                    "-newkey",
                    "ec",
                    "-pkeyopt",
                    "ec_paramgen_curve:prime256v1",
                    "-nodes",
                ),
                *("-days", "2", "-subj", f"/CN={domain}", "-addext", f"subjectAltName=IP:{domain}"),
                *("-keyout", place / "key.pem", "-out", place / "certificate.pem"),
            ],
            ordinary=True,
        )
        (place / "config.lua").write_text(CONFIG.format(place=place, domain=domain))
        run.children.start(name, [prosody(), "--config", place / "config.lua"], ordinary=True)
        folders[name] = place / "data"
    for domain in DOMAINS.values():
        wait_for(run, domain)
    return folders


def wait_for(run: Run, domain: str) -> None:
    """Wait until a server takes connections."""
    deadline = time.monotonic() + PATIENCE
    while True:
        run.children.check()
        try:
            socket.create_connection((domain, CLIENT_PORT), 1).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise RecordingError(f"no server at {domain} after {PATIENCE} s") from None
            time.sleep(0.05)


def prosody() -> str:
    """Find the program."""
    found = shutil.which("prosody") or shutil.which("prosody", path="/usr/sbin:/usr/local/sbin")
    if not found:
        raise RecordingError("prosody is not installed (Debian: apt install prosody)")
    return found
