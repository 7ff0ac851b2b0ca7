"""The exhibits of this file show the same people and the same messages in four kinds of network."""

from __future__ import annotations

from html import escape

from matplotlib.figure import Figure

from guidekit.drawing.page import MOST_ROWS, Page, table
from guidekit.drawing.sketch import Sketch
from guidekit.exhibits.tradeoffs import wording
from guidekit.exhibits.tradeoffs.scales import SCALES, metric_words
from guidekit.scenario import METRICS, ROADS, WAYS, Comparison
from guidekit.words import answered, duration, fill, number, paragraph, percent, word_list

_ALIKE = 0.01  # values this near to each other, as a share of the largest, count as alike
_BETWEEN = {
    **{"centralized": ["server"], "federated": ["server"] * 2},
    **{"peer-to-peer": [], "anonymous": ["relay"] * 3},
}


def arrivals(model: Comparison, figure: Figure) -> str:
    """Draw a hundred messages for each of the four ways: there within an hour, within a day, or later.

    The answer is the share that is there within an hour from phone to phone.
    """
    found = {name: {metric: way.value(metric) for metric in ("within.hour", "within.day")}
             for name, way in model.four().items()}  # fmt: skip
    sketch = Sketch(figure)
    wide = (sketch.width - 24) / len(WAYS)
    for nth, name in enumerate(WAYS):
        _arrived(sketch, 20 + nth * wide, name, found[name]["within.hour"], found[name]["within.day"])
        if nth:
            x = 8 + nth * wide
            sketch.line([(x, 16), (x, sketch.height - 52)], stroke=1)
    y, x = sketch.height - 16.0, 24.0
    for inner, edge, words in _STATES:
        sketch.disc(x, y - 4, 5.5, fill=inner, edge=edge, stroke=1.3)
        sketch.text(x + 14, y, words, 13, "muted")
        x += 200
    hour, day = ({name: found[name][f"within.{unit}"] for name in WAYS} for unit in ("hour", "day"))
    soon, later = (
        {"peers": percent(shares["peer-to-peer"]), "one": percent(shares["centralized"])}
        for shares in (hour, day)
    )
    said = paragraph(
        fill(wording.AWAY, share=percent(1 - model.presence().online_fraction())),
        fill(wording.WITHIN_HOUR[model.mailbox], **soon),
        fill(wording.WITHIN_DAY, **later),
    )
    return answered(said, hour["peer-to-peer"])


_STATES = (
    ("focus", "focus", "there within an hour"),
    ("focus_tint", "focus", "there within a day"),
    ("paper", "unknown", "later, or never"),
)


def _arrived(sketch: Sketch, x: float, name: str, hour: float, day: float) -> None:
    """Draw one of the four: its road, its numbers, and its hundred messages in the order they arrive."""
    sketch.text(x, 34, ROADS[name], 16, weight=600)
    places = ["phone", *_BETWEEN[name], "phone"]
    step = 150 / (len(places) - 1)
    for at, sign in enumerate(places):
        sketch.sign(sign, x + 10 + at * step, 62, 24 if sign != "relay" else 18)
        if at:
            line = [(x + 10 + (at - 1) * step + 16, 62), (x + 10 + at * step - 16, 62)]
            sketch.line(line, "muted", 1.4, dash=not _BETWEEN[name])
    soon, later = round(100 * hour), round(100 * day)
    sketch.text(x, 106, f"{soon} of 100", 20, "focus", 700)
    sketch.text(x, 126, "within an hour", 14, "muted")
    points = [(x + 7 + 17.5 * (n % 10), 146 + 17.5 * (n // 10)) for n in range(100)]
    for (inner, edge, _), (low, high) in zip(_STATES, ((0, soon), (soon, later), (later, 100)), strict=True):
        if some := points[low:high]:
            across, down = zip(*some, strict=True)
            sketch.dots(across, down, 6.2, edge)
            sketch.dots(across, down, 4.9, inner)
    sketch.text(x, 336, f"{later} within a day", 14, weight=600)


def _deciding(model: Comparison) -> list[str]:
    """List the outcomes in which the four differ most at the start, the first of each subject.

    A subject is the word before the dot of a metric's id; times of arrival are one subject.
    """
    found = type(model)().values()
    spread = {}
    for metric in METRICS:
        places = [SCALES[metric].place(found[name][metric]) for name in WAYS]
        spread[metric] = round(max(places) - min(places), 6)
    first: dict[str, str] = {}
    for metric in sorted(METRICS, key=lambda metric: -spread[metric]):
        first.setdefault(metric.split(".")[0].replace("latency", "within"), metric)
    chosen = list(first.values())[:MOST_ROWS]
    return [metric for metric in METRICS if metric in chosen]


def deciding_rows(model: Comparison, figure: Figure) -> str:
    """Draw the outcomes that part the four ways, a row for each, with the worst of each row in words.

    The rows are those in which the four differ most on the scales of `SCALES`, one a subject; they stay
    when the knobs are turned. The answer is the number of rows in which one operator is worst.
    """
    sketch, found, chosen = Sketch(figure), model.values(), _deciding(model)
    left, wide, high = 330.0, (sketch.width - 342) / len(WAYS), 46.0
    for nth, name in enumerate(WAYS):
        sketch.text(left + (nth + 0.5) * wide, 28, ROADS[name], 14, weight=600, ha="center")
    sketch.line([(12, 40), (sketch.width - 12, 40)], "text", 1.8)
    worst: dict[str, int] = dict.fromkeys(WAYS, 0)
    for row, metric in enumerate(chosen):
        top = 40 + row * high
        values = {name: found[name][metric] for name in WAYS}
        sketch.text(16, top + 28, METRICS[metric].plain, 14)
        for nth, name in enumerate(WAYS):
            x = left + (nth + 0.5) * wide
            last = name in last_places(metric, values)
            worst[name] += last
            middle = top + high / 2
            _mark(sketch, x - 34, middle, metric, values[name], max(values.values()))
            words = metric_words(metric, values[name]).replace("over ", ">").replace("under ", "<")
            sketch.text(x - 12, middle - 2 if last else middle + 5, words, 13, "text" if last else "muted")
            if last:
                sketch.text(x - 12, middle + 15, "worst", 13, weight=600)
        sketch.line([(12, top + high), (sketch.width - 12, top + high)], stroke=1)
    low = 40 + len(chosen) * high + 22
    for x, role, words in ((22, "seen", "how often something bad happens"), (266, "focus", "something good")):
        sketch.disc(x, low - 4, 7, edge="unknown", stroke=1.4)
        sketch.disc(x, low - 4, 5, fill=role)
        sketch.text(x + 14, low, words, 13, "muted")
    sketch.box(404, low - 10, 12, 12, 2, fill="muted")
    sketch.text(424, low, "how much, beside the most of its row", 13, "muted")
    most = max(worst.values())
    often = [ROADS[name].lower() for name in WAYS if worst[name] == most]
    said = paragraph(
        fill(wording.WORST_ROWS, rows=worst["centralized"], all=len(chosen)),
        fill(wording.WORST_OFTEN[len(often) > 1], names=word_list(often), rows=most),
    )
    return answered(said, worst["centralized"], number)


def last_places(metric: str, values: dict[str, float]) -> list[str]:
    """List who is worst by one outcome, alone or with others; nobody is where all four are alike."""
    low, high = min(values.values()), max(values.values())
    if high - low <= _ALIKE * high:
        return []
    bottom = high if METRICS[metric].better == "low" else low
    return [name for name, value in values.items() if abs(value - bottom) <= _ALIKE * high]


def _mark(sketch: Sketch, x: float, y: float, metric: str, value: float, most: float) -> None:
    """Draw a value: a share as a disc in its ring, all else as a square by its share of the row's most."""
    good = METRICS[metric].better == "high"
    if METRICS[metric].share:
        if value > 0:
            sketch.disc(x, y, max(1.2, 15 * value**0.5), fill="focus" if good else "seen")
        sketch.disc(x, y, 15, edge="unknown", stroke=1.4)
        return
    side = 30 * (value / most) ** 0.5 if most else 0.0
    if side >= 1:
        sketch.box(x - side / 2, y - side / 2, side, side, 2, fill="muted")


def numbers(model: Comparison, page: Page) -> str:
    """Show every outcome of the four networks as a number, and below the table how each comes about.

    The sentence says two of them for each network: who talks to whom, and when half of the messages are
    there.
    """
    answers = {name: way.answers() for name, way in model.four().items()}
    rows = [
        (about.plain, [metric_words(metric, answers[name][n].value) for name in WAYS])
        for n, (metric, about) in enumerate(METRICS.items())
    ]
    page.write(
        table(
            ["", *(ROADS[name] for name in WAYS)],
            rows,
            caption="The same people, the same messages, four ways",
        )
    )
    for name in WAYS:
        lines = "".join(f"<li>{escape(o.about.plain)}: {escape(o.how)}</li>" for o in answers[name])
        page.write(
            f"<details><summary>How: {escape(ROADS[name].lower())}</summary><ul>{lines}</ul></details>"
        )
    link = {name: answers[name][list(METRICS).index("link.machines")].value for name in WAYS}
    slow = {name: answers[name][list(METRICS).index("latency.median")].value for name in WAYS}
    told = (
        fill(wording.NUMBERS_OF_ONE, road=ROADS[name], share=percent(link[name]), time=duration(slow[name]))
        for name in WAYS
    )
    return paragraph(wording.NUMBERS, *told)
