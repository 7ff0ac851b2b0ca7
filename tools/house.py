"""The house: which rooms the package has, on which floors, and which imports lead from one to another.

Run: python -m tools.house. It prints the floors and draws them into docs/house.svg, from the imports alone.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from html import escape
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "guidekit"
PICTURE = PACKAGE.parent / "docs" / "house.svg"
BOX, GAP, TALL, STEP, EDGE = (
    96,
    14,
    34,
    78,
    20,
)  # pixels: a room's width, between rooms, height, a floor, margin


def files() -> list[Path]:
    """Return the Python files of the package, its face aside."""
    return [path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"]


def room_of(path: Path) -> str:
    """Name the room that a file stands in: a folder of the package, or the file itself."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """List the modules that a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (
                [f"guidekit.{alias.name}" for alias in node.names]
                if node.module == "guidekit"
                else [node.module]
            )
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def arrows() -> dict[str, set[str]]:
    """Return for each room the rooms that it imports from."""
    rooms = {room_of(path) for path in files()}
    found: dict[str, set[str]] = {room: set() for room in rooms}
    for path in files():
        targets = {name.split(".")[1] for name in imports(path) if name.startswith("guidekit.")}
        found[room_of(path)] |= (targets & rooms) - {room_of(path)}
    return found


def floors(found: dict[str, set[str]]) -> list[list[str]]:
    """Put each room one floor above the highest room that it imports from; the lowest floor first.

    Raises
    ------
    ValueError
        If rooms import one another in a circle.
    """
    heights: dict[str, int] = {}

    def height(room: str, above: tuple[str, ...] = ()) -> int:
        if room in above:
            raise ValueError(f"a circle of imports: {' → '.join([*above[above.index(room) :], room])}")
        if room not in heights:
            heights[room] = 1 + max((height(to, (*above, room)) for to in found[room]), default=-1)
        return heights[room]

    by_floor = defaultdict(list)
    for room in sorted(found):
        by_floor[height(room)].append(room)
    return [by_floor[n] for n in range(len(by_floor))]


def drawn(found: dict[str, set[str]]) -> str:
    """Draw the rooms floor by floor and a line for each arrow, as SVG that depends on nothing else."""
    rows = floors(found)[::-1]
    wide = 2 * EDGE + max(len(row) for row in rows) * (BOX + GAP) - GAP
    at = {}
    for y, row in enumerate(rows):
        left = (wide - len(row) * (BOX + GAP) + GAP) / 2
        at |= {room: (left + x * (BOX + GAP), EDGE + y * STEP) for x, room in enumerate(row)}
    lines = [
        f'<line x1="{at[a][0] + BOX / 2:g}" y1="{at[a][1] + TALL:g}" x2="{at[b][0] + BOX / 2:g}" '
        f'y2="{at[b][1]:g}"/>'
        for a in sorted(found)
        for b in sorted(found[a])
    ]
    boxes = [
        f'<rect x="{x:g}" y="{y:g}" width="{BOX}" height="{TALL}" rx="4"/>'
        f'<text x="{x + BOX / 2:g}" y="{y + TALL / 2 + 5:g}">{escape(room)}</text>'
        for room, (x, y) in at.items()
    ]
    tall = 2 * EDGE + (len(rows) - 1) * STEP + TALL
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}" role="img">',
        f"<title>{len(found)} rooms on {len(rows)} floors; arrows point down only</title>",
        "<style>rect{fill:#fff;stroke:#1a1a1a}text{font:14px sans-serif;text-anchor:middle}"
        "line{stroke:#005f9e;stroke-opacity:.35}</style>",
        f'<rect width="{wide}" height="{tall}" style="stroke:none"/>',
        *lines, *boxes, "</svg>", "",
    ])  # fmt: skip


def main() -> None:
    """Print the floors from the top, and draw them."""
    found = arrows()
    for number, row in reversed(list(enumerate(floors(found), 1))):
        print(
            f"floor {number}: "
            + "; ".join(f"{room} → {', '.join(sorted(found[room])) or '–'}" for room in row)
        )
    PICTURE.write_text(drawn(found), encoding="utf-8")
    print(f"{len(found)} rooms, {sum(map(len, found.values()))} arrows, drawn in {PICTURE.name}")


if __name__ == "__main__":
    main()
