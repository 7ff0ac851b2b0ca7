"""A seeded mutator: small tables cut from those of the course, and what happens to files on their way.

What stands here is what spreadsheets, phones, mail and people do to a table, and blind damage to bytes.
"""

from __future__ import annotations

import csv
import io
import random
from functools import cache

from guidekit.paths import course_folder
from guidekit.tables import TABLES

GROUPED = {"questions": "id", "journeys": "journey"}  # tables whose rows belong together
SIGNS = [  # what is put into the middle of a text
    *("\0", "\t", "\v", "\f", "\x1a", "\x1b", "\x7f", "\x85", "\r", "\n", "\u2028", "\u2029"),
    *("\u00a0", "\u202f", "\u3000", "\u00ad", "\u034f", "\u061c", "\u115f", "\u200b", "\u200c", "\u200d"),
    *("\u200e", "\u202e", "\u2060", "\u2066", "\u2800", "\u3164", "\ufe0f", "\ufeff", "\uffa0", "\ufffd"),
    *("\uffff", "\ue000", "\u0378", "\U000e0041", "\U000e0100", "e\u0301", "\u212b", "\u0456", "\uff21"),
    *(
        "é",
        "“",
        "−",
        "٤",
        "４",
        "我",
        "می\u200cخ",
        "क\u094d\u200dष",
        "👩\u200d🔬",
        "❤\ufe0f",
        '"',
        '""',
        ",",
        ";",
    ),
]
CELLS = [  # what a whole cell becomes
    *("", " ", "\t", "0", "1", "-1", "+1", "01", "1.", ".5", "1,5", "4_000", "1e3", "1e400", "1e-400", "inf"),
    *("nan", "NaN", "NA", "None", "True", "٤٠٠٠", "４０００", "0x10", "−5", "9007199254740993", "9" * 5000),
    *(
        "2022",
        "2022-02-30",
        "2999",
        "０２０２",
        "yes",
        "no",
        "Yes",
        "signal",
        "signal briar",
        "sіgnal",
        "S-guide",
    ),
    *("https://a.b", "https://а.b", "=1+1", "#REF!", "x" * 9_999, "x" * 10_001, "x" * 131_073, "a\nb", 'a"b'),
]
FRAGMENTS = [  # bytes that land anywhere
    *(b"\0", b'"', b'""', b",", b";", b"\t", b"\r", b"\n", b"\r\n", b"\xff", b"\xc3", b"\xed\xa0\x80"),
    *(b"\xef\xbb\xbf", b"\xc2\xa0", b"\xe2\x80\x8b", b",,,,,,,,,,,,,,,,\n", b"\n   \n", b'"\n"'),
]


@cache
def content(table: str) -> bytes:
    return (course_folder("data") / f"{table}.csv").read_bytes()


@cache
def rows_of(table: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content(table).decode("utf-8"), newline="")))


def written(rows: list[list[str]], chance: random.Random) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator=chance.choice(["\n", "\r\n"])).writerows(rows)
    return text.getvalue().encode("utf-8")


def cut(table: str, chance: random.Random) -> list[list[str]]:
    """Return the header and a few rows that stand one below the other; those of a group stay together."""
    header, *rows = rows_of(table)
    if table in GROUPED:
        at = header.index(GROUPED[table])
        group = chance.choice(rows)[at]
        return [header[:], *(row[:] for row in rows if row[at] == group)]
    first = chance.randrange(len(rows))
    return [header[:], *(row[:] for row in rows[first : first + chance.randint(1, 6)])]


def damaged_cells(rows: list[list[str]], chance: random.Random) -> None:
    """Change a table as somebody does who edits it."""
    row = chance.choice([row for row in rows if row])
    at = chance.randrange(len(row))
    match chance.randrange(8):
        case 0 | 1 | 2:
            place = chance.choice([0, len(row[at]), chance.randint(0, len(row[at]))])
            row[at] = row[at][:place] + chance.choice(SIGNS) + row[at][place:]
        case 3 | 4:
            row[at] = chance.choice(CELLS)
        case 5:
            signs = [chr(chance.choice([chance.randrange(0xD800), chance.randrange(0xE000, 0x110000)]))]
            row[at] = "".join(signs * chance.randint(1, 3))
        case 6:
            rows.insert(chance.randint(0, len(rows)), chance.choice([row[:], [""] * len(row), row[:-1], []]))
        case 7:
            for one in rows:
                one.append("")


def damaged_bytes(data: bytes, chance: random.Random) -> bytes:
    """Change a file as programs and wires do."""
    at, end = sorted(chance.randint(0, len(data)) for _ in range(2))
    match chance.randrange(12):
        case 0:
            return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
        case 1 | 2:
            return data[:at] + chance.choice(FRAGMENTS) + data[at:]
        case 3:
            return data[:at] + data[min(end, at + 40) :]
        case 4:
            return data[:end] + data[at:end] + data[end:]
        case 5:
            return data[:end]
        case 6:
            return data.replace(b",", chance.choice([b";", b"\t", b", ", b'","']))
        case 7:
            return data.replace(b"\n", chance.choice([b"\r", b"\r\n", b",,\n", b"\n\n", b" \n"]))
        case 8:
            start = chance.choice(
                [b"\xef\xbb\xbf", b"\xef\xbb\xbf" * 2, b"sep=,\r\n", b"sep=;\n", b"PK\x03\x04", b"\n"]
            )
            return start + data
        case 9:
            text = data.decode("utf-8", "replace")
            return text.encode(chance.choice(["utf-16", "utf-16-le", "cp1252", "utf-32"]), "replace")
        case 10:
            return data + chance.choice(
                [b"\x1a", b"\0" * 9, b",,,,\n", b"  \n", b'"', data, b"\xef\xbb\xbf" + data]
            )
        case _:
            return data.replace(bytes([data[at]]) if at < len(data) else b"2", chance.choice(FRAGMENTS))


def mutant(seed: int) -> tuple[str, bytes]:
    """Return the name of a table and what stands in its file."""
    chance = random.Random(seed)
    table = chance.choice(TABLES)
    rows = cut(table, chance) if chance.random() < 0.95 else [row[:] for row in rows_of(table)]
    for _ in range(chance.choice([0, 0, 1, 1, 1, 2])):
        damaged_cells(rows, chance)
    data = written(rows, chance)
    for _ in range(chance.choice([0, 0, 1, 1, 2])):
        data = damaged_bytes(data, chance)
    return table, data
