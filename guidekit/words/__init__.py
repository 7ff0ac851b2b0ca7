"""Words: numbers, lists and sentences as people say them, so that all of the course says them alike.

Numbers have one rule for each kind:

A plain number
    `number` keeps two digits below 10 and three from 10 on, and never writes an exponent.
A share
    `percent` keeps two digits, and a third from 99.5 % on. Only none is 0 % and only all is 100 %: beside
    them it says ``under 0.01 %`` and ``over 99.9 %``.
A small share
    `one_in` turns a share round, as in ``1 in 100`` or ``1 in 2.5 million``. `rare` does so below 0.1 %.
Things that are counted
    `plural` puts a number before its noun, as in ``1 hop`` and ``3 hops``.
A time
    `duration` takes the largest unit of which there are one and a half; `milliseconds` is given ms.
    `in_seconds` writes no ms, for lessons.
A ratio
    `times` says how many times one number is the other, with a word for each direction.
Anything with a unit
    `quantity` keeps three digits and knows which units are shares.

A sentence is one template, and `fill` fills its places: a case of its own, a word that changes with a number
or half a sentence more is another template or a form in it. `paragraph` joins sentences. The templates of a
subject stand together in its `wording.py`.

What a person wrote and what is wrong with it: `unseen_signs`, `look_alikes`, `plain_blanks` and `shown` say
which signs can be seen, and `Findings` tells many problems in few lines.

`large_first` begins a sentence with words, `small_first` puts them inside one.
Lists are joined by `word_list`; `some` lists the names that are allowed. A `Sentence` carries the answer to
a prediction, and `answered` builds it.
"""

from guidekit.words.numbers import (
    duration,
    form,
    in_seconds,
    milliseconds,
    number,
    one_in,
    percent,
    plural,
    quantity,
    rare,
    times,
)
from guidekit.words.problems import MOST_LINES, Findings, Problem
from guidekit.words.sentences import (
    Sentence,
    answered,
    fill,
    large_first,
    paragraph,
    small_first,
    some,
    word_list,
)
from guidekit.words.signs import (
    look_alikes,
    plain_blanks,
    shown,
    sign_name,
    unseen_signs,
    visible,
    without_unseen,
)
from guidekit.words.units import one_of, spoken, with_unit

__all__ = [
    "MOST_LINES",
    "Findings",
    "Problem",
    "Sentence",
    "answered",
    "duration",
    "fill",
    "form",
    "in_seconds",
    "large_first",
    "look_alikes",
    "milliseconds",
    "number",
    "one_in",
    "one_of",
    "paragraph",
    "percent",
    "plain_blanks",
    "plural",
    "quantity",
    "rare",
    "shown",
    "sign_name",
    "small_first",
    "some",
    "spoken",
    "times",
    "unseen_signs",
    "visible",
    "with_unit",
    "without_unseen",
    "word_list",
]
