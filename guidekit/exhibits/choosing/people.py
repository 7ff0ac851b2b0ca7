"""Eight people: who comes first for each, what practitioners advise, and where people help."""

from __future__ import annotations

from guidekit.choice.advice import Agreement, Helpers, Situations, advice_for
from guidekit.choice.presets import PEOPLE
from guidekit.choice.ranking import MEETS
from guidekit.drawing.page import Page, TableCell, TableRow, table
from guidekit.tables.layouts import SITUATIONS
from guidekit.tables.wording import messenger_names
from guidekit.words import answered, large_first, number, small_first, word_list

_FITS = {
    "same": TableCell("● the same", "knows"),
    "theirs": TableCell("◐ one of theirs", "part"),
    "level": TableCell("◐ level with ours", "part"),
    "other": TableCell("○ another", "not"),
    "none": TableCell("they name none"),
}


def practice(model: Situations, page: Page) -> str:
    """Show for eight people who comes first, what practitioners advise, whether both fit, and why or why not.

    The sentence counts the people for whom one messenger is first for sure. The answer is that count.
    """
    found = model.agreements()
    rows: list[TableRow] = [
        (SITUATIONS[one.situation], [*_ours(one), _theirs(one), _FITS[one.how], one.why]) for one in found
    ]
    head = ["", "first with us", "level with it", "practitioners", "do both fit?", "why, and what they weigh"]
    page.write(table(head, rows))
    named = [one for one in found if one.how != "none"]
    counts = {how: sum(one.how == how for one in named) for how in ("same", "theirs", "level")}
    sure = model.sure()
    return answered(
        f"Among the messengers that are ticked, one is first for sure for {sure or 'none'} of the "
        f"{len(found)}. Practitioners name messengers for {len(named)} of them. For "
        f"{counts['same'] or 'none'} of these our first is what most of their sources name, for "
        f"{counts['theirs'] or 'none'} it is one of theirs, and for "
        f"{counts['level'] or 'none'} one of theirs is level with ours.",
        sure,
        number,
    )


def _ours(one: Agreement) -> tuple[str, str]:
    """Return who is first with us, and who is level with it."""
    firsts = word_list(place.name for place in one.firsts) or "nobody"
    if PEOPLE[one.situation].before:
        firsts = f"a safer device and help first; then {firsts}"
    level = [place.name for place in one.places if place.level and place not in one.firsts]
    unsure = {place.name for place in one.places if place.standing != MEETS}
    words = word_list(f"{name} (if it meets the musts)" if name in unsure else name for name in level)
    return firsts, words or "nobody"


def _theirs(one: Agreement) -> str:
    """Say how many of the sources advise for whom, and against whom."""
    names, parts = messenger_names(), []
    for sign, found in (("for", one.advised), ("against", one.warned)):
        if found:
            parts.append(f"{sign} " + ", ".join(f"{names[who]} ({count})" for who, count in found.items()))
    return f"{'; '.join(parts) or 'no messenger'}; {one.sources} sources"


def _dated(date: str, read: str) -> str:
    """Say how old a page is, and when it was read."""
    return f"{date or 'undated'}; read {read}"


def _elsewhere(model: Helpers) -> str:
    """Say for which countries the table has no row for such people, from what the rows say."""
    lands, everywhere = model.lands(), model.everywhere()
    if not lands:
        return "All are for the whole world; no country has a row of its own"
    rest = "it has only those for the whole world" if everywhere else "it has no row"
    return f"Places with a row of their own: {word_list(lands)}. For anywhere else {rest}"


def help_places(model: Helpers, page: Page) -> str:
    """Show what practitioners advise somebody, what no messenger does for them, and where people help.

    The sentence says what no messenger does, and how many places help.
    """
    person, rows = PEOPLE[model.situation()], model.places()
    advice = advice_for(model.situation())
    page.write(
        table(
            ["advice by", "advice", "note", "date"],
            [(row.by, [row.advice, row.note, _dated(row.date, row.read)]) for row in advice.itertuples()],
            caption="What practitioners advise",
        )
    )
    if len(rows):
        page.write(
            table(
                ["who helps", "whom", "where", "languages", "hours", "telephone", "address", "note", "date",
                 "tried by us"],
                [
                    (
                        row.organisation,
                        [row.for_whom, row.where, row.languages or "? unknown", row.hours or "? unknown",
                         row.phone or "? unknown", row.address, row.note, _dated(row.date, row.read),
                         row.tried or "no"],
                    )
                    for row in rows.itertuples()
                ],
                caption="Where people help",
            )
        )  # fmt: skip
    if len(rows):
        tried = int((rows.tried != "").sum())
        places = "1 place that helps" if len(rows) == 1 else f"{len(rows)} places that help"
        where = (
            f"Our table has {places}; we have tried {tried or 'none'} of them ourselves. {_elsewhere(model)}"
        )
    else:
        where = f"Our table of help has nobody for them: {person.elsewhere}"
    first = f"{person.before} " if person.before else ""
    return f"{large_first(SITUATIONS[model.situation()])}: {small_first(first)}{person.limits} {where}."
