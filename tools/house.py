"""The house: which rooms the package has, on which floors, and which imports lead from one to another.

Run: python -m tools.house. It prints the floors and draws them into docs/house.svg, from the imports alone.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import combinations, pairwise
from pathlib import Path
from statistics import fmean

PACKAGE = Path(__file__).parent.parent / "guidekit"
PICTURE = PACKAGE.parent / "docs" / "house.svg"
WIDTH, HEIGHT, GAP, FLOOR, EDGE = 112, 36, 20, 88, 24
"""Pixels: the width and height of a room, the gap beside it, from one floor to the next, and the margin."""
PORT = 14  # pixels between two arrows that begin or end at the same room
Arrows = Mapping[str, set[str]]
STYLE = """
svg{color-scheme:light dark}.paper{fill:#fff}.room{fill:#eef4f9;stroke:#1a1a1a}
text{font:15px system-ui,sans-serif;text-anchor:middle;fill:#1a1a1a}.caption{font-size:13px;text-anchor:start}
.arrow{fill:none;stroke:#005f9e;stroke-width:1.5}.head{fill:#005f9e}
@media(prefers-color-scheme:dark){.paper{fill:#111}.room{fill:#1d2a35;stroke:#e6e6e6}text{fill:#e6e6e6}
.arrow{stroke:#7cc0f0}.head{fill:#7cc0f0}}
"""


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
    targets: dict[str, set[str]] = {room: set() for room in rooms}
    for path in files():
        names = {name.split(".")[1] for name in imports(path) if name.startswith("guidekit.")}
        targets[room_of(path)] |= (names & rooms) - {room_of(path)}
    return targets


def floors(targets: Arrows) -> list[list[str]]:
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
            heights[room] = 1 + max((height(to, (*above, room)) for to in targets[room]), default=-1)
        return heights[room]

    by_floor = defaultdict(list)
    for room in sorted(targets):
        by_floor[height(room)].append(room)
    return [by_floor[n] for n in range(len(by_floor))]


def without_implied(targets: Arrows) -> dict[str, set[str]]:
    """Leave out each arrow that a chain of others implies: the transitive reduction.

    References
    ----------
    A. V. Aho, M. R. Garey and J. D. Ullman, The transitive reduction of a directed graph, SIAM Journal on
    Computing 1(2), 1972.

    Examples
    --------
    >>> without_implied({"a": {"b", "c"}, "b": {"c"}, "c": set()})
    {'a': {'b'}, 'b': {'c'}, 'c': set()}
    """
    below: dict[str, set[str]] = {}
    for row in floors(targets):
        for room in row:
            below[room] = targets[room].union(*(below[to] for to in targets[room]))
    return {room: targets[room].difference(*(below[to] for to in targets[room])) for room in targets}


class Layout:
    """Where rooms and arrows stand, so that few arrows cross.

    The drawing follows Sugiyama: an arrow that passes a floor gets a place of its own there, which arrows to
    the same room share. Each floor is sorted by the mean place of its neighbours, down and up again, and the
    order with the fewest crossings stays. Then each place moves towards its neighbours as far as it can.

    Parameters
    ----------
    targets : mapping
        For each room the rooms that an arrow leads to.

    References
    ----------
    K. Sugiyama, S. Tagawa and M. Toda, Methods for visual understanding of hierarchical system structures,
    IEEE Transactions on Systems, Man, and Cybernetics 11(2), 1981.
    """

    def __init__(self, targets: Arrows) -> None:
        self.targets = targets
        self.rows = floors(targets)
        level = {room: n for n, row in enumerate(self.rows) for room in row}
        links: set[tuple[str, str]] = set()  # from a place to one on the floor below
        for room in sorted(targets):
            for to in sorted(targets[room]):
                passed = [f"{to}|{n}" for n in range(level[room] - 1, level[to], -1)]
                for n, place in enumerate(passed, 1):
                    row = self.rows[level[room] - n]
                    row += [place] if place not in row else []
                links |= set(pairwise([room, *passed, to]))
        self.links = sorted(links)
        self._sort()
        self.x = self._spread()

    def neighbours(self, place: str, below: bool) -> list[str]:
        """Return the places that an arrow joins to this one on the floor below, or on the one above."""
        return [b for a, b in self.links if a == place] if below else [a for a, b in self.links if b == place]

    def crossings(self) -> int:
        """Count the pairs of arrows that cross between two floors."""
        at = {place: n for row in self.rows for n, place in enumerate(row)}
        floor = {place: n for n, row in enumerate(self.rows) for place in row}
        return sum(
            (at[a] - at[c]) * (at[b] - at[d]) < 0
            for (a, b), (c, d) in combinations(self.links, 2)
            if floor[a] == floor[c]
        )

    def _sort(self) -> None:
        best = self.crossings(), self.rows
        for sweep in range(24):
            down = sweep % 2 == 0
            rows = [list(row) for row in self.rows]
            order = range(len(rows) - 2, -1, -1) if down else range(1, len(rows))
            for n in order:
                at = {place: k for k, place in enumerate(rows[n + 1 if down else n - 1])}
                own = {place: k for k, place in enumerate(rows[n])}
                rows[n].sort(
                    key=lambda p, at=at, own=own, down=down: fmean(  # type: ignore[misc]
                        [at[q] for q in self.neighbours(p, below=not down)] or [own[p]]
                    )
                )
            self.rows = rows
            best = min(best, (self.crossings(), rows), key=lambda one: one[0])
        self.rows = best[1]
        while self._swap():
            pass

    def _swap(self) -> bool:
        """Exchange the first two neighbours on a floor whose exchange saves a crossing, if there are any."""
        before = self.crossings()
        for row in self.rows:
            for n in range(len(row) - 1):
                row[n], row[n + 1] = row[n + 1], row[n]
                if self.crossings() < before:
                    return True
                row[n], row[n + 1] = row[n + 1], row[n]
        return False

    def _spread(self) -> dict[str, float]:
        x: dict[str, float] = {}
        for row in self.rows:
            x |= dict(zip(row, apart([0.0] * len(row), [wide(place) for place in row]), strict=True))
        for _ in range(40):
            for row in self.rows:
                pull = [
                    fmean([x[q] for below in (True, False) for q in self.neighbours(p, below)] or [x[p]])
                    for p in row
                ]
                x |= dict(zip(row, apart(pull, [wide(place) for place in row]), strict=True))
        left = min(x[place] - wide(place) / 2 for place in x)
        return {place: round(at - left) for place, at in x.items()}


def wide(place: str) -> int:
    """Return how much of a floor a place takes: a room, or an arrow that passes."""
    return GAP if "|" in place else WIDTH + GAP


def apart(wanted: Sequence[float], widths: Sequence[float]) -> list[float]:
    """Move places as little as it takes to keep their order and their distance.

    Neighbours that are too close form a group, which stands where its members wish on the average.

    Examples
    --------
    >>> apart([0.0, 0.0, 50.0], [10, 10, 10])
    [-5.0, 5.0, 50.0]
    """
    offsets = [0.0]
    for one, other in pairwise(widths):
        offsets.append(offsets[-1] + (one + other) / 2)
    groups: list[tuple[float, int]] = []  # each its mean wish, measured from the first place, and its size
    for wish, offset in zip(wanted, offsets, strict=True):
        groups.append((wish - offset, 1))
        while len(groups) > 1 and groups[-2][0] > groups[-1][0]:
            (one, some), (other, more) = groups[-2:]
            groups[-2:] = [((one * some + other * more) / (some + more), some + more)]
    starts = [start for start, count in groups for _ in range(count)]
    return [start + offset for start, offset in zip(starts, offsets, strict=True)]


def picture(targets: Arrows) -> str:
    """Draw the rooms floor by floor and the arrows between them, as SVG that depends on nothing else."""
    drawn = without_implied(targets)
    plan = Layout(drawn)
    top = {place: EDGE + n * FLOOR for n, row in enumerate(reversed(plan.rows)) for place in row}
    x = {place: EDGE + at for place, at in plan.x.items()}
    rooms = sorted(targets)
    across = max(x[room] + WIDTH // 2 for room in rooms) + EDGE
    down = max(top.values()) + HEIGHT + EDGE + 46
    count, few = sum(map(len, targets.values())), sum(map(len, drawn.values()))
    caption = (
        "An arrow leads from a room to one that it imports from.",
        f"{few} of {count} arrows are drawn: the others follow from a chain of these.",
    )
    names = "; ".join(", ".join(p for p in row if p in targets) for row in reversed(plan.rows))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {down}" role="img" '
        'aria-labelledby="title desc">',
        f'<title id="title">{len(targets)} rooms on {len(plan.rows)} floors; arrows point down only</title>',
        f'<desc id="desc">The floors from the top: {escape(names)}. {" ".join(caption)}</desc>',
        f"<style>{STYLE.strip()}</style>",
        '<marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
        'markerUnits="userSpaceOnUse" orient="auto"><path class="head" d="M0 0L8 4L0 8z"/></marker>',
        f'<rect class="paper" width="{across}" height="{down}" rx="8"/>',
        *(curve(plan, x, top, a, b) for a, b in plan.links),
        *(
            f'<rect class="room" x="{x[room] - WIDTH // 2}" y="{top[room]}" width="{WIDTH}" '
            f'height="{HEIGHT}" rx="6"/><text x="{x[room]}" y="{top[room] + 23}">{escape(room)}</text>'
            for room in rooms
        ),
        *(
            f'<text class="caption" x="{EDGE}" y="{down - EDGE - 18 + 18 * n}">{words}</text>'
            for n, words in enumerate(caption)
        ),
        "</svg>\n",
    ]
    return "\n".join(lines)


def curve(plan: Layout, x: Mapping[str, float], top: Mapping[str, int], a: str, b: str) -> str:
    """Draw one arrow, or the part of it between two floors; only the last part has a head."""
    starts = sorted(plan.neighbours(a, below=True), key=lambda place: (x[place], place))
    ends = sorted(plan.neighbours(b, below=False), key=lambda place: (x[place], place))
    x1, y1 = x[a], top[a] + HEIGHT
    x2, y2 = x[b], top[b]
    if "|" not in a:
        x1 += round(PORT * (starts.index(b) - (len(starts) - 1) / 2))
    if "|" in b:
        through, head = f"V{y2 + HEIGHT}", ""
    else:
        x2 += round(PORT * (ends.index(a) - (len(ends) - 1) / 2))
        through, head = "", ' marker-end="url(#head)"'
    half = (y1 + y2) // 2
    return f'<path class="arrow" d="M{x1} {y1}C{x1} {half} {x2} {half} {x2} {y2}{through}"{head}/>'


def main() -> None:
    """Print the floors from the top, and draw them."""
    targets = arrows()
    for number, row in reversed(list(enumerate(floors(targets), 1))):
        print(
            f"floor {number}: "
            + "; ".join(f"{room} → {', '.join(sorted(targets[room])) or '–'}" for room in row)
        )
    PICTURE.write_text(picture(targets), encoding="utf-8")
    print(f"{len(targets)} rooms, {sum(map(len, targets.values()))} arrows, drawn in {PICTURE.name}")


if __name__ == "__main__":
    main()
