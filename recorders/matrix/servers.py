"""Three Synapse homeservers on the loopback, each with a database of its own in one file."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import subprocess
import sys
import time
import urllib.request

from recorders.children import RecordingError
from recorders.recording import Run

ADDRESS = {"server1": "127.0.4.1", "server2": "127.0.4.2", "server3": "127.0.4.3"}
PATIENCE = 90  # seconds; ten are usual for all three

# Server names are addresses with ports: nothing is looked up, neither names nor .well-known.
CONFIG = """
server_name: "{address}:8448"
pid_file: {place}/pid
report_stats: false
listeners:
  - {{port: 8008, type: http, bind_addresses: ["{address}"], resources: [{{names: [client]}}]}}
  - {{port: 8448, type: http, tls: true, bind_addresses: ["{address}"], resources: [{{names: [federation]}}]}}
tls_certificate_path: {place}/certificate.pem
tls_private_key_path: {place}/key.pem
federation_verify_certificates: false
ip_range_blacklist: []
federation_ip_range_blacklist: []
trusted_key_servers: []
database: {{name: sqlite3, args: {{database: {place}/homeserver.db}}}}
media_store_path: {place}/media
signing_key_path: {place}/signing.key
log_config: {place}/log.yaml
enable_registration: true
enable_registration_without_verification: true
registration_shared_secret: recorded
macaroon_secret_key: recorded
form_secret: recorded
federation: {{client_timeout: 5s, destination_min_retry_interval: 1s, destination_max_retry_interval: 2s}}
rc_message: {much}
rc_registration: {much}
rc_login: {{address: {much}, account: {much}, failed_attempts: {much}}}
rc_joins: {{local: {much}, remote: {much}}}
rc_joins_per_room: {much}
rc_invites: {{per_room: {much}, per_user: {much}, per_issuer: {much}}}
"""
LOG = """
version: 1
handlers: {console: {class: logging.StreamHandler}}
root: {level: WARNING, handlers: [console]}
"""
MUCH = "{per_second: 1000, burst_count: 1000}"


class Servers:
    """The homeservers: start, stop and start again, and look into their databases."""

    def __init__(self, run: Run) -> None:
        self.folder, self.children = run.folder, run.children
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        for name, address in ADDRESS.items():
            self._prepare(name, address)

    def start(self, *names: str) -> None:
        """Start servers and wait until each answers."""
        for name in names:
            self.processes[name] = self.children.start(name, self._command(name))
        deadline = time.monotonic() + PATIENCE
        for name in names:
            while not is_up(ADDRESS[name]):
                self.children.check()
                if time.monotonic() > deadline:
                    raise RecordingError(f"{name} did not answer after {PATIENCE} s")
                time.sleep(0.1)

    def stop(self, name: str) -> None:
        """Stop a server as its administrator would."""
        self.children.end(self.processes.pop(name))

    def rows(self, name: str, query: str, *values: object) -> list[tuple]:
        """Ask a server's database, from outside and read-only."""
        file = f"file:{self.folder / name / 'homeserver.db'}?mode=ro"
        with contextlib.closing(sqlite3.connect(file, uri=True, timeout=10)) as database:
            return database.execute(query, values).fetchall()

    def holds(self, name: str, text: str) -> bool:
        """Look for a text (in letters that JSON leaves alone) in every table of a server."""
        tables = self.rows(name, "SELECT name FROM sqlite_master WHERE type = 'table'")
        return any(self._table_holds(name, table, text) for (table,) in tables)

    def has_event(self, name: str, text: str) -> bool:
        """Look for a text among the events a server has stored."""
        query = "SELECT 1 FROM event_json WHERE instr(json, ?1) OR instr(json, ?2) LIMIT 1"
        return bool(self.rows(name, query, text, json.dumps(text)[1:-1]))

    def _table_holds(self, name: str, table: str, text: str) -> bool:
        columns = [row[1] for row in self.rows(name, f'PRAGMA table_info("{table}")')]
        where = " OR ".join(f'instr(CAST("{column}" AS TEXT), ?1)' for column in columns)
        try:
            return bool(self.rows(name, f'SELECT 1 FROM "{table}" WHERE {where} LIMIT 1', text))
        except sqlite3.OperationalError:  # the inside of a search index
            return False

    def _command(self, name: str) -> list[str]:
        return [sys.executable, "-m", "synapse.app.homeserver", "-c", f"{self.folder / name}/homeserver.yaml"]

    def _prepare(self, name: str, address: str) -> None:
        place = self.folder / name
        place.mkdir()
        (place / "homeserver.yaml").write_text(CONFIG.format(address=address, place=place, much=MUCH))
        (place / "log.yaml").write_text(LOG)
        self.children.run(
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
                *("-days", "2", "-subj", f"/CN={address}", "-addext", f"subjectAltName=IP:{address}"),
                *("-keyout", place / "key.pem", "-out", place / "certificate.pem"),
            ],
        )
        self.children.run(f"{name}-keys", [*self._command(name), "--generate-keys"])


def is_up(address: str) -> bool:
    """Ask a server for its health."""
    try:
        with urllib.request.urlopen(f"http://{address}:8008/health", timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False
