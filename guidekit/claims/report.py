"""The report: all claims as a table for a terminal, or as JSON."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import partial

from guidekit.claims import wording
from guidekit.claims.answers import Progress, check_claims
from guidekit.claims.evidence import KINDS, OPEN, VERDICTS, Evidence
from guidekit.claims.world import World
from guidekit.knobs import switch
from guidekit.names import check_known
from guidekit.words import fill, paragraph, quantity

DECIDED = ("yes", "no")
HEAD = ("claim", "borne out", "by", "today", "value", "compared with", "flips at")


def _ids(subject: str | None) -> list[str]:
    """List the ids of all claims, or of those about one subject."""
    claims = World().table("claims")
    if subject is None:
        return [claim.id for claim in claims]
    check_known("subject", [subject], dict.fromkeys(claim.subject for claim in claims))
    return [claim.id for claim in claims if claim.subject == subject]


def report(subject: str | None = None, only_failing: bool = False, as_json: bool = False) -> str:
    """Answer the claims and write them down, as ``guidekit claims`` prints them.

    Parameters
    ----------
    subject : str, optional
        Only the claims about it, such as ``"signal"``.
    only_failing : bool
        Only the claims that are not borne out, or do not hold today as they stand.
    as_json : bool
        Everything that is known of each claim, as a JSON list.

    Returns
    -------
    str
        A table with the counts below it, or the JSON.

    Raises
    ------
    ValueError
        If there is no such subject; the message names those there are.
    """
    switch("only_failing", only_failing)
    switch("as_json", as_json)
    everything = check_claims(_ids(subject), progress_bar())
    found = [one for one in everything if not (only_failing and one.agrees)]
    if as_json:
        return json.dumps([one.as_dict() for one in found], indent=2, ensure_ascii=False, allow_nan=False)
    return f"{claim_lines(found)}\n\n{_totals(everything)}"


def progress_bar() -> Progress | None:
    """Return a bar for the terminal that shows once it takes longer than a second, or None elsewhere."""
    if not sys.stderr.isatty():
        return None
    from tqdm import tqdm

    return partial(tqdm, delay=1, unit="claim", leave=False, file=sys.stderr)


def claim_lines(found: Iterable[Evidence]) -> str:
    """Write one aligned line for each claim, and below a contradiction the sentence that says so."""
    found = list(found)
    rows = [HEAD, *map(_line_cells, found)]
    widths = [max(len(each[column]) for each in rows) for column in range(len(HEAD) - 1)]
    written = []
    for each, one in zip(rows, [None, *found], strict=True):
        cells = [cell.ljust(width) for cell, width in zip(each, widths, strict=False)]
        written.append("  ".join([*cells, each[-1]]).rstrip())
        if one is not None and one.verdict == "no":
            written.append(f"    {paragraph(wording.CONTRADICTS, str(one))}")
    return "\n".join(written)


def _line_cells(one: Evidence) -> tuple[str, ...]:
    """Return the cells of a claim's line, in the order of `HEAD`."""
    flip = one.flips_at.short if one.flips_at else ""
    word = one.unit.split(" ")[0]
    limit = quantity(one.threshold, word if word in ("share", "probability", "chance") else "")
    limit = limit.removesuffix(" chance")
    verdict = "–" if one.kind in OPEN else one.verdict.replace("no", "NO")
    return (one.claim, verdict, one.kind, one.today, quantity(one.value, one.unit), limit, flip)


def claim_counts(found: Iterable[Evidence]) -> dict[str, dict[str, int]]:
    """Count answers by their verdict, and each verdict by what decides it.

    Parameters
    ----------
    found : iterable of Evidence
        The answers.

    Returns
    -------
    dict of str to dict of str to int
        For ``yes`` and ``no`` the number of each kind of `KINDS` that decides; for ``definition`` and
        ``undecided`` that kind alone.

    Examples
    --------
    >>> claim_counts(check_claims(["signal.spec", "session.whitepaper", "p2p.direct"]))["no"]["derived"]
    1
    """
    kinds = {word: [kind for kind in KINDS if kind not in OPEN] for word in DECIDED}
    answers = Counter((one.verdict, one.kind) for one in found)
    return {
        verdict: {kind: answers[verdict, kind] for kind in several}
        for verdict, several in (kinds | {kind: [kind] for kind in OPEN}).items()
    }


def count_words(counts: Mapping[str, int], names: Mapping[str, str] = KINDS) -> str:
    """Write how many there are of each kind, by the names that kinds have.

    >>> count_words({"measured": 2, "derived": 0, "assumed": 1})
    '2 measured on real systems, 1 modelled from assumptions'
    """
    return ", ".join(f"{count} {names.get(kind, kind)}" for kind, count in counts.items() if count)


def _totals(found: Iterable[Evidence]) -> str:
    """Count the answers in words."""
    found = list(found)
    counts = claim_counts(found)
    much = {verdict: sum(several.values()) for verdict, several in counts.items()}
    written = [
        (wording.COUNTS_BY_KIND if word in DECIDED and many else wording.COUNTS)[word].format(
            many=many, kinds=count_words(counts[word])
        )
        for word, many in much.items()
    ]
    flips = [one for one in found if one.flips_at]
    turning = [one for one in flips if one.flips_at is not None and one.flips_at.at is not None]
    today = count_words({word: sum(one.today == word for one in found) for word in VERDICTS}, {})
    restated = sum(bool(one.restates) for one in turning)
    return paragraph(
        fill(wording.TOTAL, claims=len(found), counts="; ".join(written)),
        fill(wording.TODAY_ALL, verdicts=today),
        fill(wording.FLIPS, flips=len(flips), turning=len(turning), restated=restated),
    )
