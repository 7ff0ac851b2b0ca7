"""The exhibits of lesson 13 hold a design against a threat card, and draw the road of its messages."""

from __future__ import annotations

import math
from html import escape

from matplotlib.figure import Figure

from guidekit.design import ATTACKS, CARDS, COSTS, Game, attack, journey_of, judge, wording
from guidekit.design.attacks import Gain
from guidekit.design.measures import OWN, knowledge_of, label_of, stranger_secrets
from guidekit.drawing.page import Page, TableCell, table
from guidekit.drawing.sketch import Point, Sketch
from guidekit.exposure import DATA
from guidekit.words import answered, fill, large_first, number, paragraph, small_first, word_list

_ASIDE = ("directory", "peers", "push-service")  # parties beside the way of the message
_SIGNS = {"end": "phone", "relay": "relay", "storage": "store", "mailbox": "store", "peer": "person"}
_SECRETS = {"content": "reads it", "link": "sees both ends", "contacts": "gets the contact list"}
_TARGETS = {
    "Seize a phone": ("alice",),
    "Block the servers": ("server", "alice-server", "bob-server", "directory", "relay", "swarm"),
    "Ask the operator": ("server", "alice-server", "bob-server", "directory", "push-service"),
    "Run a tenth of the relays": ("relay", "door", "swarm", "peers"),
    "Spam": ("bob",),
}
_VERBS = {
    "Seize a phone": "taken", "Block the servers": "blocked", "Ask the operator": "asked",
    "Run a tenth of the relays": "1 in 10", "Watch the network": "watched", "Spam": "spam",
}  # fmt: skip
_BOXES = 6  # of each row of a budget
_ROAD, _UP = 86.0, 28.0  # the height of the road, and of those who are only asked


def board(model: Game, page: Page) -> str:
    """Show the card with its needs and budget, or, once the design was handed over, what the attack yields.

    The sentence says how many needs are met, or what the attack yields. The answer is a number of needs.
    """
    if model.turn != "build":
        return _attacked(model, page)
    verdict = model.verdict()
    needs = "".join(
        f"<li>{_mark(result.met, 'met', 'not met')} {escape(need.words)}. "
        f"<span>{escape(result.reached)}</span></li>"
        for need, result in zip(verdict.card.needs, verdict.results, strict=True)
    )
    spent = "".join(
        f"<li>{_cost(name, value, verdict.card.budget[name], name in verdict.over)}</li>"
        for name, value in verdict.spent.items()
    )
    page.write(
        f'<p class="gk-story"><b>{escape(model.card)}.</b> {escape(verdict.card.story)}</p>'
        f"{_beyond(model)}"
        f'<ul class="gk-needs" aria-label="Needs">{needs}</ul>'
        f'<ul class="gk-budget" aria-label="Budget">{spent}</ul>'
        f'<p class="gk-open"><b>Does not protect from:</b> {escape(". ".join(model.open_to()))}.</p>'
    )
    met = sum(result.met for result in verdict.results)
    return answered(_standing(model), met, number)


def six_cards(model: Game, page: Page) -> str:
    """Show how one design stands to every card: who needs what it lacks, and what it costs too much.

    The sentence says how many cards it wins, which is the answer.
    """
    verdicts = [judge(model.design(), name) for name in CARDS]
    rows: list[tuple[str, list[TableCell | str]]] = []
    for verdict in verdicts:
        met, total = sum(result.met for result in verdict.results), len(verdict.results)
        lacks = [
            need.words
            for need, result in zip(verdict.card.needs, verdict.results, strict=True)
            if not result.met
        ]
        over = [COSTS[name].label.lower() for name in verdict.over]
        mark = TableCell("✔ won", "yes") if verdict.won else TableCell("✘ not won", "no")
        rows.append(
            (
                verdict.card.name,
                [mark, f"{met} of {total}", lacks[0] if lacks else "–", ", ".join(over) or "–"],
            )
        )
    head = ("Who it is for", "This design", "Needs met", "The first need that fails", "Over the budget")
    page.write(table(head, rows, "One design, six cards"))
    won = sum(verdict.won for verdict in verdicts)
    fails = sum(not all(result.met for result in verdict.results) for verdict in verdicts)
    return answered(fill(wording.SIX_CARDS, won=won, all=len(CARDS), fails=fails), won, number)


def six_attacks(model: Game, page: Page) -> str:
    """Show what every attack yields against one design.

    The sentence says how many of the attacks yield something, which is the answer.
    """
    outcomes = {name: attack(model.design(), name) for name in ATTACKS}
    rows: list[tuple[str, list[TableCell | str]]] = []
    for name, outcome in outcomes.items():
        got = [gain for gain in outcome.gains if gain.got]
        mark = TableCell("✘ yields", "no") if got else TableCell("✔ nothing", "yes")
        rows.append((name, [mark, f"{len(got)} of {len(outcome.gains)}", outcome.sentence]))
    page.write(table(("The attack", "It", "Things it yields", "What that means"), rows, "Six attacks"))
    yields = sum(any(gain.got for gain in outcome.gains) for outcome in outcomes.values())
    said = fill(wording.SIX_ATTACKS[model.verdict().won], card=model.card, all=len(ATTACKS), count=yields)
    return answered(said, yields, number)


def _attacked(model: Game, page: Page) -> str:
    """Show what the attack yields, with what the answer took from it."""
    before, now = model.outcome_before(), model.outcome()
    rows = "".join(
        f"<li>{_mark(not gain.got, 'nothing', 'yields')} {escape(gain.name)}. "
        f"<span>{_taken(was, gain)}</span></li>"
        for was, gain in zip(before.gains, now.gains, strict=True)
    )
    handed = fill(wording.HANDED[model.verdict().won], card=f"<i>{escape(model.card)}</i>")
    page.write(
        f'<p class="gk-story"><b>{escape(model.attack)}.</b> {handed}</p>'
        f"{_beyond(model)}"
        f'<ul class="gk-needs" aria-label="What the attack yields">{rows}</ul>'
    )
    if model.turn != "answer":
        return before.sentence
    if now == before:
        return paragraph(wording.NO_CHANGE, before.sentence)
    return fill(wording.BEFORE_AND_NOW, before=small_first(before.sentence), now=small_first(now.sentence))


def _beyond(model: Game) -> str:
    """Write what no messenger mends for the people of the card, in every turn."""
    words = model.verdict().card.beyond
    return f'<p class="gk-open"><b>Before any messenger:</b> {escape(words)}</p>' if words else ""


def road(model: Game, figure: Figure) -> str:
    """Draw the machines that a message passes, and whom an attack touches.

    The sentence says the way, and which strangers learn a secret.
    """
    sketch, design = Sketch(figure), model.design()
    journey = journey_of(design)
    labels = {party.name: party.label for party in journey.parties}
    kinds = {party.name: party.kind for party in journey.parties}
    way, aside = _line(model), [name for name in labels if name in _ASIDE]
    step, beside = (sketch.width - 16) / len(way), (sketch.width - 8) / max(1, len(aside))
    at = {name: (8 + step * (n + 0.5), _ROAD) for n, name in enumerate(way)}
    at |= {name: (30 + beside * n, _UP) for n, name in enumerate(aside)}
    wide = 1.4 * step if model.routing == "relays" else step - 4  # relays share one label
    watched = model.turn != "build" and model.attack == "Watch the network"
    for name in aside:
        for other in journey.neighbours(name):
            if other in at and other not in _ASIDE:
                sketch.line([at[name], at[other]], "rule", 1.2, dash=True)
    sketch.line([at[name] for name in way], "seen" if watched else "focus", 2.4, dash=watched)
    touched = _targets(model)
    for name, (x, y) in at.items():
        secret, hit = _secrets(model, name), name in touched
        role = "seen" if secret or hit else "text"
        sketch.disc(x, y, 21, fill="seen_tint" if hit else "paper")
        sketch.sign(_SIGNS.get(kinds[name], "server"), x, y, 30 if name in way else 24, role)
        if name in aside:
            words = large_first(labels[name]) + (f" {secret}" if secret else "")
            sketch.lines(x + 24, y, words, beside - 56, 13, "seen" if secret else "muted")
        elif "relay" not in name:
            y = sketch.lines(x, _ROAD + 35, large_first(labels[name]), wide, 13, weight=600, ha="center")
            sketch.lines(x, y, secret, wide, 13, "seen", ha="center")
    for side in wording.ROAD_SIDES:
        _relays(sketch, model, [name for name in way if name.startswith(side)], at, side)
    _verbs(sketch, model, touched, at)
    _lock(sketch, model, at)
    return _walked(model, labels)


def _relays(sketch: Sketch, model: Game, names: list[str], at: dict[str, Point], side: str) -> None:
    """Write below the relays of one side what they are, and what one of them learns."""
    if not names:
        return
    x = sum(at[name][0] for name in names) / len(names)
    several = len(names) > 1
    words = wording.ROAD_SIDES[side][several, model.design().has_door()]
    wide = len(names) * (sketch.width - 16) / len(_line(model)) - 4
    y = sketch.lines(x, _ROAD + 35, words, wide, 13, weight=600, ha="center")
    secret = next((found for name in names if (found := _secrets(model, name))), "")
    learns = wording.ONE_OF_THEM.format(secrets=secret) if secret and several else secret
    sketch.lines(x, y, learns, wide, 13, "seen", ha="center")


def _verbs(sketch: Sketch, model: Game, touched: list[str], at: dict[str, Point]) -> None:
    """Write above what an attack touches what is done to it."""
    if model.turn != "build" and model.attack == "Watch the network":
        sketch.text(sketch.width / 2, _ROAD - 28, "every link is watched", 13, "seen", 600, "center")
    for name in touched:
        (x, y), words = at[name], _VERBS[model.attack]
        if name in ("alice", "bob"):  # a lock stands above the phone
            sketch.text(x - 22 if name == "bob" else x + 22, y - 22, words, 13, "seen", 600,
                        "right" if name == "bob" else "left")  # fmt: skip
        elif name in _ASIDE:
            sketch.text(x + 24, y - 15, words, 13, "seen", 600)
        elif "relay" not in name or name.endswith("-1"):
            sketch.text(x, y - 26, words, 13, "seen", 600, "center")


def _lock(sketch: Sketch, model: Game, at: dict[str, Point]) -> None:
    """Draw at both phones whether the message is closed between them."""
    closed = model.encryption == "end to end"
    for name in ("alice", "bob"):
        x, y = at[name]
        sketch.sign("lock" if closed else "opened", x, y - 32, 15, "safe" if closed else "seen")


def _targets(model: Game) -> list[str]:
    """List the machines that the chosen attack touches; nobody is touched while a player builds."""
    if model.turn == "build" or model.attack not in _TARGETS:
        return []
    if model.attack == "Block the servers" and model.door == "an unlisted door":
        return []
    touched = []
    for party in journey_of(model.design()).parties:
        kind = party.name.removeprefix("bob-").split("-")[0]
        if party.name in _TARGETS[model.attack] or (
            kind in ("relay", "door") and kind in _TARGETS[model.attack]
        ):
            touched.append(party.name)
    return touched


def _line(model: Game) -> list[str]:
    """List the machines on the way of the message itself, from Alice to Bob."""
    parties = [party.name for party in journey_of(model.design()).parties if party.name not in _ASIDE]
    back = sorted((name for name in parties if name.startswith(("bob-relay", "bob-door"))), reverse=True)
    front = [name for name in parties if name != "bob" and name not in back]
    return [*front, *back, "bob"]


def _secrets(model: Game, name: str) -> str:
    """Return in a few words which secrets a stranger learns alone."""
    journey = journey_of(model.design())
    kind = next((party.kind for party in journey.parties if party.name == name), "")
    if kind in OWN:
        return ""
    found = knowledge_of(model.design(), name)
    return ", ".join(words for datum, words in _SECRETS.items() if datum in found)


def _taken(was: Gain, gain: Gain) -> str:
    """Say how much an attack yields, and what it was before the answer where that is something else."""
    case = "same" if was == gain else "lost" if was.got and not gain.got else "other"
    return fill(wording.YIELDED[case], was=escape(was.words), now=escape(gain.words))


def _mark(good: bool, yes: str, no: str) -> str:
    """Write a mark with its word."""
    look, sign = ("gk-yes", f"✔\u00a0{yes}") if good else ("gk-no", f"✘\u00a0{no}")
    return f'<b class="{look}">{sign}</b>'


def _cost(name: str, value: float, most: float, over: bool) -> str:
    """Write one cost: six boxes, of which a full row takes no more, and the numbers."""
    full = min(_BOXES, math.ceil(_BOXES * value / most - 1e-9))
    boxes = "■" * full + "□" * (_BOXES - full)
    write = COSTS[name].write
    unit = "" if COSTS[name].unit == COSTS[name].label.lower() else COSTS[name].unit
    beside = _mark(False, "", "over") if over else "of"
    words = f"{escape(write(value))} {beside} {escape(f'{write(most)} {unit}'.rstrip())}"
    return f'<b>{COSTS[name].label}</b> <span aria-hidden="true">{boxes}</span> {words}'


def _standing(model: Game) -> str:
    """Return the sentence on how the design stands to the card."""
    verdict = model.verdict()
    total, met = len(verdict.results), sum(result.met for result in verdict.results)
    over = word_list([small_first(COSTS[name].label) for name in verdict.over])
    if verdict.won:
        return paragraph(fill(wording.CARD_WON, total=total), verdict.card.beyond)
    return fill(wording.CARD_OPEN[not over], met=met, total=total, over=over)


def _walked(model: Game, labels: dict[str, str]) -> str:
    """Return the sentence on the way of a message, and on who learns a secret."""
    design = model.design()
    names = [labels[name] for name in _line(model)[1:-1]]
    relays = sum("relay" in name for name in names)
    short = [name for name in names if "relay" not in name]
    stops = word_list([*([fill(wording.ROAD_RELAYS, count=relays)] if relays else []), *short])
    told = dict.fromkeys(name for name, _ in stranger_secrets(design) if name != "carrier")
    data = {who: word_list(DATA[d] for n, d in stranger_secrets(design) if n == who) for who in told}
    called = {who: label_of(journey_of(design), who) for who in told}
    learners = word_list(wording.LEARNER.format(who=called[who], data=data[who]) for who in told)
    return paragraph(
        fill(wording.ROAD[bool(stops)], stops=stops), fill(wording.STRANGERS[bool(told)], learners=learners)
    )
