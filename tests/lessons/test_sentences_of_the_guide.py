"""Each of the guide's 81 sentences stands in one lesson: the one that its row names."""

from __future__ import annotations

import ast
from collections import Counter

import pandas as pd

from guidekit.course.lessons import lesson_files, lesson_id
from guidekit.course.notebook import Notebook
from guidekit.tables.snapshot import guide_claims


def test_every_sentence_has_its_place():
    said = Counter(
        (ast.literal_eval(word), lesson_id(path))
        for path in lesson_files()
        for _, name, call in Notebook.read(path).calls()
        if name == "gk.guide_says"
        for word in call.args
    )
    claims = pd.DataFrame(guide_claims())
    assert len(claims) == 81
    places = [(row.id, f"{row.lesson:02.0f}") for row in claims.itertuples()]
    ours = {lesson for _, lesson in places}  # a lesson that a fork adds may show a sentence once more
    assert Counter({place: n for place, n in said.items() if place[1] in ours}) == Counter(places)
