"""Record what two XMPP servers keep of a message, and how long it takes from one to the other."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

import vodozemac

from recorders.recording import Run, Table, record, say
from recorders.xmpp.client import Client
from recorders.xmpp.servers import DOMAINS, prosody, start_servers

ARCHIVE = {
    "server": "server1 is the sender's, server2 the recipient's",
    "role": "sender or recipient",
    "field": "what was looked for in all files the server keeps",
    "value_kind": "clear, cipher (only the sealed form) or absent",
    "encrypted_message": "1 for a message whose body was sealed end to end",
}
DELIVERY = {
    "case": "online (both are there) or offline (the recipient comes 3 s later)",
    "n": "number of the message, from 0; the first one makes the servers call each other",
    "ms": "from sending to arrival",
}
MESSAGES, AWAY = 20, 3.0
CLEAR, SEALED = "meet me at the old harbour", "bring the blue lantern"
OMEMO = "eu.siacs.conversations.axolotl"


async def talk(folders: dict[str, Path], messages: int) -> tuple[list[tuple], list[tuple]]:
    """Let Alice write to Bob on the other server, and look into both servers' files."""
    one, two = DOMAINS.values()
    alice, bob = [await c.begin() for c in (Client("alice", one, "tablet"), Client("bob", two, "laptop"))]
    alice.update_roster(bob.boundjid.bare, name="Bobby", subscription="none")
    delivery = []
    began = int(time.time())
    for number in range(messages):
        text = CLEAR if number == 0 else f"message {number}"
        start = time.perf_counter()
        alice.send_message(mto=bob.boundjid.bare, mbody=text, mtype="chat")
        got = await bob.next()
        ms = (time.perf_counter() - start) * 1000
        if got["body"] != text:
            raise ValueError(f"message {number} arrived changed")
        delivery.append(("online", number, round(ms, 2)))
    times = re.compile("|".join(str(second) for second in range(began - 1, int(time.time()) + 2)))
    cipher = seal(SEALED)
    send_sealed(alice, bob.boundjid.bare, cipher)
    await bob.next()
    await bob.leave()
    start = time.perf_counter()
    alice.send_message(mto=bob.boundjid.bare, mbody="are you there?", mtype="chat")
    await asyncio.sleep(AWAY)
    waiting = {server: "are you there?" in read_all(folder) for server, folder in folders.items()}
    bob = await Client("bob", two, "laptop").begin()
    while (await bob.next())["body"] != "are you there?":
        pass
    delivery.append(("offline", 0, round((time.perf_counter() - start) * 1000, 2)))
    fields: dict[str, Callable[[str], bool]] = {
        "body": lambda text: CLEAR in text,
        "sender": lambda text: alice.boundjid.bare in text,
        "sender_device": lambda text: alice.boundjid.full in text,
        "recipient": lambda text: bob.boundjid.bare in text,
        "time": lambda text: bool(times.search(text)),
        "contact_name": lambda text: "Bobby" in text,
        "client_address": lambda text: '"127.0.0.1"' in text,
        "password": lambda text: alice.password in text,
    }
    archive = []
    for role, (server, folder) in zip(("sender", "recipient"), folders.items(), strict=True):
        text = read_all(folder)
        for field, holds in fields.items():
            archive.append((server, role, field, "clear" if holds(text) else "absent", 0))
        archive.append((server, role, "waiting_body", "clear" if waiting[server] else "absent", 0))
        kind = "clear" if SEALED in text else "cipher" if cipher in text else "absent"
        archive.append((server, role, "body", kind, 1))
        for field in ("sender", "recipient", "time"):  # the archive's entry around the sealed body
            entry = around(text, cipher)
            archive.append((server, role, field, "clear" if fields[field](entry) else "absent", 1))
    for client in (alice, bob):
        await client.leave()
    return archive, delivery


def read_all(folder: Path) -> str:
    """Read everything a server keeps."""
    return "\n".join(file.read_text(errors="replace") for file in folder.rglob("*") if file.is_file())


def seal(text: str) -> str:
    """Seal a text for a device of Bob's, as Olm does."""
    alice, bob = vodozemac.Account(), vodozemac.Account()
    bob.generate_one_time_keys(1)
    (key,) = bob.one_time_keys.values()
    return alice.create_outbound_session(bob.curve25519_key, key).encrypt(text.encode()).to_parts()[1].hex()


def send_sealed(client: Client, to: str, cipher: str) -> None:
    """Send a sealed body in the shape of OMEMO, with its hint that it be kept."""
    message = client.make_message(mto=to, mtype="chat")
    message["body"] = "This message is sealed."
    sealed = Element(f"{{{OMEMO}}}encrypted")
    SubElement(sealed, f"{{{OMEMO}}}payload").text = cipher
    message.append(sealed)
    message.send()


def around(text: str, cipher: str) -> str:
    """Cut the archive's entry that holds a sealed body; entries begin with item."""
    at = text.find(cipher)
    if at < 0:
        return ""
    start, end = text.rfind("item(", 0, at), text.find("item(", at)
    return text[start : end if end > 0 else len(text)]


def work(run: Run) -> list[Table]:
    """Record two XMPP servers on the loopback."""
    run.versions |= {name: version(name) for name in ("slixmpp", "vodozemac")}
    folders = start_servers(run)
    log = (run.folder / "server1.log").read_text(errors="replace")
    found = re.search(r"Prosody version ([\w.]+)|Prosody ([\d.]+)", log)
    run.versions["prosody"] = found[0].split()[-1] if found else "unknown"
    say(f"two servers are up ({prosody().rsplit('/', 1)[-1]} {run.versions['prosody']})")
    archive, delivery = asyncio.run(talk(folders, MESSAGES // 2 if run.quick else MESSAGES))
    return [Table("xmpp_archive", ARCHIVE, archive), Table("xmpp_delivery", DELIVERY, delivery)]


if __name__ == "__main__":
    record("xmpp", work, limit=90)
