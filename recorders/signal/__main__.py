"""Record what Signal's library seals, what a thief of its keys reads, and how large its messages are."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from recorders.children import RecordingError
from recorders.recording import Run, Table, record, say

HERE = Path(__file__).resolve().parent
SEALED = {
    "field": "what was looked for in the bytes of one message under Sealed Sender",
    "in_server_envelope": "1 if the server finds it in the envelope without a key",
    "in_recipient_result": "1 if the recipient gets it from the envelope",
    "in_unsealed_message": "1 if the same search finds it in a first message without Sealed Sender",
    "bytes": "length of what was looked for",
}
EXPOSURE = {
    "snapshot_after": "Bob's keys are copied right after this message",
    "message": "number of the message, from 0, in the plan AAAABBAAABBAABBAAAB",
    "sender": "who wrote it; Bob's own messages cannot be tried with Bob's keys in this library",
    "readable": "1 if the copy opens the recorded message",
}
SIZES = {
    "message": "number of the message, from 0, in the plan AAAABBAAABBAABBAAAB",
    "sender": "who wrote it",
    "kind": "prekey until the first answer has come, ordinary from then on",
    "text_bytes": "length of the text",
    "bytes": "length on the wire",
}


def work(run: Run) -> list[Table]:
    """Run Signal's library through node and turn what it prints into tables."""
    node = shutil.which("node")
    if node is None:
        raise RecordingError("node is not installed (Debian: apt install nodejs npm)")
    library = HERE / "node_modules/@signalapp/libsignal-client/package.json"
    run.versions["libsignal-client"] = json.loads(library.read_text())["version"]
    say("running the library")
    found = json.loads(run.children.run("record", [node, HERE / "record.mjs"]))
    run.versions["node"] = found["node"]
    for case, refused in found["sealed"]["refused"].items():
        if not refused:  # an envelope that anyone can open proves nothing about what it hides
            raise RecordingError(f"the library opened the envelope for {case}")
    return [
        Table("sealed_sender", SEALED, found["sealed"]["rows"]),
        Table("libsignal_exposure", EXPOSURE, found["exposure"]),
        Table("pqxdh_sizes", SIZES, found["sizes"]),
    ]


if __name__ == "__main__":
    record("signal", work, limit=60)
