"""What the text of the lessons without a server says in numbers is what their models compute."""

from __future__ import annotations

import json

from guidekit.models import KademliaLookup, NearbyPeople, PhoneWeek
from guidekit.models.presence import WEEKS
from guidekit.paths import course_folder
from guidekit.recordings import HashTable
from guidekit.words import number

NOTEBOOKS = course_folder("notebooks")


def text_of(name: str) -> str:
    cells = json.loads((NOTEBOOKS / name).read_text(encoding="utf-8"))["cells"]
    return " ".join(" ".join("".join(cell["source"]) for cell in cells).split())


def test_the_folds_of_lesson_08_say_what_its_models_compute():
    text, week = text_of("08-without-a-server.ipynb"), PhoneWeek()
    medians = [f"{week.median_wait(mailbox):.1f} hours" for mailbox in (False, True)]
    assert "The medians are {} without a Mailbox and {} with one.".format(*medians) in text
    means = [number(week.mean_wait(mailbox)) for mailbox in (False, True)]
    assert "The average waits are longer, {} and {} hours,".format(*means) in text
    day = [f"{100 * week.delivered_within(24, mailbox):.0f}" for mailbox in (False, True)]
    assert "Within a day {} of 100 messages arrive without a Mailbox, and {} with one.".format(*day) in text
    assert f"We drew {WEEKS} weeks" in text
    crowd = NearbyPeople(relay="epidemic").meetings().carriers(1.0)
    assert f"as many people carry the message as on average, {crowd:.0f}." in text
    assert (round(KademliaLookup().expected_hops()), "Four hops find one of a million" in text) == (4, True)


def test_the_text_of_e4_says_how_well_the_model_fits():
    text, tables = text_of("extra/hash-tables-that-ran.ipynb"), [HashTable(bucket) for bucket in ("4", "20")]
    for table in tables:
        found = table.lookups()
        models = [table.model(nodes) for nodes in found]
        hops = [
            model.expected_hops() / real.rounds for model, real in zip(models, found.values(), strict=True)
        ]
        told = [
            model.strangers_told() / real.told for model, real in zip(models, found.values(), strict=True)
        ]
        assert all(abs(ratio - 1) < 0.1 for ratio in hops)
        assert all(ratio < 1 for ratio in told)
    assert "It misses by less than a tenth." in text
    assert "always in one direction: the model tells too few" in text
    assert (tables[0].lost() > 0, min(mean.found for mean in tables[1].churn().values())) == (True, 1.0)
    assert f"a copy is left in {100 * tables[0].copy_left(0.5):.0f} of 100 cases" in text
    waits = tables[0].churn()[0.5].seconds
    quick, patient = tables[0].model(100, 0.5).lookup_seconds().mean(), tables[0].waiting_for_all(100, 0.5)
    assert abs(waits - patient) < abs(waits - quick)  # the dotted line comes nearer
