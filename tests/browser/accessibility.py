"""What assistive technology is told: names from the browser's accessibility tree, and the order of Tab."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import Any

CONTROLS = {"button", "checkbox", "combobox", "radio", "slider", "spinbutton", "textbox"}
GROUPS = {"group", "radiogroup"}
OUTPUT = ".jp-OutputArea-output"

# Everything that Tab should reach in an output, in no order, and where each stands on the page.
REACHABLE = """(output) => [...output.querySelectorAll('input, select, button, textarea, summary, a[href]')]
  .filter(e => !e.disabled && e.checkVisibility() && (e.type !== 'radio' || e.checked)).length"""
FOCUSED = """(output) => { const e = document.activeElement;
  if (!output.contains(e) || e === output) return null;
  // From the top of the output, because the page scrolls as the focus moves.
  const [box, frame] = [e, output].map(x => x.getBoundingClientRect());
  const [top, bottom] = [box.top - frame.top, box.bottom - frame.top];
  return {top, bottom, left: box.left, what: e.outerHTML.slice(0, 90)} }"""


def controls_by_output(page: Any) -> list[list[tuple[str, str, str]]]:
    """Return for each output the (group, role, name) of its controls, as assistive technology sees them."""
    session = page.context.new_cdp_session(page)
    root = session.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    found = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": OUTPUT})["nodeIds"]
    outputs = {session.send("DOM.describeNode", {"nodeId": n})["node"]["backendNodeId"] for n in found}
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    session.detach()
    controls: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for node in nodes.values():
        if role(node) in CONTROLS and not node["ignored"]:
            above = list(ancestors(node, nodes))
            output = next(
                (a["backendDOMNodeId"] for a in above if a.get("backendDOMNodeId") in outputs), None
            )
            if output is not None:
                group = next((name(a) for a in above if role(a) in GROUPS and name(a)), "")
                controls[output].append((group, role(node), name(node)))
    return list(controls.values())


def ancestors(node: dict[str, Any], nodes: dict[str, dict[str, Any]]) -> Any:
    while parent := nodes.get(node.get("parentId", "")):
        yield parent
        node = parent


def role(node: dict[str, Any]) -> str:
    return str(node.get("role", {}).get("value", ""))


def name(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", "")).strip()


def tab_through(page: Any, output: Any) -> list[dict[str, Any]]:
    """Press Tab from the first control of an output until it is left; return what had the focus."""
    output.locator("input, select, button, textarea, summary, a[href]").filter(visible=True).first.focus()
    met = []
    while len(met) < 200 and (here := output.evaluate(FOCUSED)):
        met.append(here)
        page.keyboard.press("Tab")
    return met


def backwards(met: list[dict[str, Any]]) -> list[str]:
    """Say where the focus went against the reading order: up, or left within a row."""
    wrong = []
    for one, two in pairwise(met):
        below = two["top"] >= one["bottom"] - 2
        beside = two["left"] > one["left"] and two["bottom"] > one["top"]
        inside = one["top"] <= two["top"] and two["bottom"] <= one["bottom"]  # a frame that scrolls
        if not (below or beside or inside):
            wrong.append(f"{one['what']} → {two['what']}")
    return wrong
