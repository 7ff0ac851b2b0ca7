"""What the claims room says of any sentence of the guide; the words of one claim stand beside its answer.

Most of these stand behind a colon, so they begin with a small letter and have no full stop.
"""

# evidence: the answer to one claim
WITHOUT_VERDICT = "{kind}: {found}."
PLAIN = {True: "Yes: {found}.", False: "No: {found}."}
ANSWERS = {
    True: {
        "": "Yes: {found}.",
        "flip": "Yes: {found}; {flip}.",
        "restated": "Yes: {found}; {flip}, {restates}.",
        "bar": "Yes, {bar}: {found}.",
        "bar flip": "Yes, {bar}: {found}; {flip}.",
        "bar restated": "Yes, {bar}: {found}; {flip}, {restates}.",
    },
    False: {
        "": "No: {found}.",
        "flip": "No: {found}; {flip}.",
        "restated": "No: {found}; {flip}, {restates}.",
        "bar": "No, {bar}: {found}.",
        "bar flip": "No, {bar}: {found}; {flip}.",
        "bar restated": "No, {bar}: {found}; {flip}, {restates}.",
    },
}
"""By whether the sentence is borne out, and by what stands beside it: a bar of ours, and where it flips."""
RESTATES = "which only restates the bar: {why}"
RECORDED = "Recorded ({recording}.csv): {words}."
OTHERWISE = "{found}; the recording says otherwise: {words}"
ONLY = {
    "statements": "only {right} of {total} statements hold: {wrong}",
    "cells": "only {right} of {total} cells hold: {wrong}",
    "messengers": "only {right} of {total} messengers hold: {wrong}",
}
ALL = {
    "statements": "all {total} statements hold",
    "cells": "all {total} cells hold",
    "messengers": "all {total} messengers hold",
}

# bars: what a quantity is held against
BAR = {
    "margin": "The bar for {quantity} is {place} beyond the other side: {reason} (an assumption).",
    "ours": "The bar for {quantity} is {place}: {reason} (an assumption).",
    "sentence": "The bar for {quantity} is set by the sentence: {reason}.",
}
OUR_BAR = "by our bar of {level} (it turns at {value})"
OUR_MARGIN = {
    "share": "by our margin of {margin} (it turns at {turn})",
    "factor": "by our margin of {margin} (it turns at a factor of {turn})",
    "never true": "by our margin of {margin} (no margin bears it out)",
    "always true": "by our margin of {margin} (no margin turns it)",
}

# cells: facts, reviews and exposures
FACTS = {
    "undated": "the facts of today say {words}",
    "one day": "the facts of today say {words} (evidence of {first})",
    "days": "the facts of today say {words} (evidence of {first} to {last})",
}
FACTS_THAT_MOVED = {
    "undated": "the facts of today say {words}, and since the guide changed {moves}",
    "one day": "the facts of today say {words} (evidence of {first}), and since the guide changed {moves}",
    "days": "the facts of today say {words} (evidence of {first} to {last}), "
    "and since the guide changed {moves}",
}
MOVE = "{cell} from {before} to {after}"
REVIEWS_HOW = "Rows of audits.csv: reviews by others, with organisation, year, scope and source."
NO_REVIEW = "audits.csv has no review of {target}"
REVIEW_OF_ANOTHER_YEAR = "the review of {target} is of {years}, not of {year}"
REVIEW = "{organisation} looked at it in {year}: {scope}"
FACTS_BESIDE = "Beside them stand cells of facts.csv."
CELLS_AGREE = {"one": "{found} (1 cell agrees)", "many": "{found} ({cells} cells agree)"}
LEARNS = {
    True: "{observer} learns {datum} in {journey}",
    False: "{observer} does not learn {datum} in {journey}",
}

# contest: one way against another
CONTEST = (
    "One scenario for all four ways, whose habits and adversary are assumptions; {outcome}, "
    "{own} against {rival}."
)

# measures: fields of a recorded homeserver
CLEAR_FIELDS = {
    "some": "the databases of {servers} real homeservers hold in the clear: {fields}",
    "nothing": "the databases of {servers} real homeservers hold in the clear: nothing",
}

# world: what a cell holds instead
CELL = "{cell}: {value}"
INSTEAD = {
    "known": "of {messenger}, “{meaning}” is {value}, not anything known",
    "not": "of {messenger}, “{meaning}” is {value}, not anything but {word}",
    "is": "of {messenger}, “{meaning}” is {value}, not {word}",
}
INSTEAD_SINCE = {
    "known": "of {messenger}, “{meaning}” is {value} since {since}, not anything known",
    "not": "of {messenger}, “{meaning}” is {value} since {since}, not anything but {word}",
    "is": "of {messenger}, “{meaning}” is {value} since {since}, not {word}",
}

# report: all claims in a terminal
CONTRADICTS = "contradicts the guide."
TOTAL = "{claims:claim|claims}: {counts}."
COUNTS = {
    "yes": "{many} borne out",
    "no": "{many} contradict the guide",
    "definition": "{many} true by definition",
    "undecided": "{many} not decidable by us",
}
COUNTS_BY_KIND = {"yes": "{many} borne out ({kinds})", "no": "{many} contradict the guide ({kinds})"}
TODAY_ALL = "Today: {verdicts}."
FLIPS = (
    "{flips} can be turned by a knob, {turning} of them flip within its range, "
    "and {restated} of these flips only restate the bar."
)

# sayings: sentences of the guide, today and computed
TODAY = {
    "holds": "{claim}. Today this holds: {why}",
    "incomplete": "{claim}. Today this is incomplete: {why}",
    "changed": "{claim}. Today this has changed: {why}",
    "obsolete": "{claim}. Today this is obsolete: {why}",
    "misleading": "{claim}. Today this is misleading: {why}",
}
COMPUTED = "Computed{kind}: {found}"
IT = {
    "holds": "It holds.",
    "incomplete": "It is incomplete.",
    "changed": "It has changed.",
    "obsolete": "It is obsolete.",
    "misleading": "It is misleading.",
}
COMPUTED_CELL = "{found}{kind}"
SENTENCES = {
    "one": "One sentence of the guide, today, and what we computed",
    "many": "{count} sentences of the guide, today, and what we computed",
}
