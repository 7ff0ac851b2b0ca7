"""What `compare` prints: names, questions and answers in words, over the same values as before."""

from __future__ import annotations

import pandas as pd

from guidekit.tables import compare, load, newest_evidence
from guidekit.tables.snapshot import MESSENGERS
from guidekit.tables.wording import attribute_questions, messenger_names


def test_it_prints_no_id_and_counts_in_millions():
    wide = compare(
        "2026-11", ["signal", "briar"], ["usage.monthly_users", "avail.ttl_days", "open.open_source"]
    )
    printed = str(wide)
    assert wide.loc["signal", "usage.monthly_users"] == "40000000"
    for words in (
        "Signal",
        "Briar",
        "40 million users",
        "How long does a message wait for me?",
        "known up to",
    ):
        assert words in printed
    assert "usage" not in printed
    assert "_" not in printed
    assert newest_evidence(["briar"]).item() in printed


def test_a_notebook_shows_everyone_and_greys_what_is_unknown():
    wide = compare("2026-11", MESSENGERS)
    html = wide._repr_html_()
    assert all(f"{name}, known up to" in html for name in messenger_names().values())
    assert html.count('class="gk-unknown"') == (wide == "unknown").to_numpy().sum()
    assert html.count('<th scope="row"') % len(attribute_questions()) == 0


def test_what_is_made_of_it_is_an_ordinary_frame():
    wide = compare("2026-11", attributes="net")
    assert type(wide == "unknown") is type(wide[["net.mesh"]]) is pd.DataFrame
    assert "net.mesh" in str(wide.T)
    assert len(load("attributes")) == len(compare("2026-11").columns)
