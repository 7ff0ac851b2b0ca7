"""Stolen keys open in the real libraries what the models say, and a difference would show."""

from __future__ import annotations

from hypothesis import given, settings

from guidekit.drawing.page import Page
from guidekit.exhibits.keys import libraries
from guidekit.models import Theft
from guidekit.models.ratchet import KEYS
from guidekit.panels.surface import show
from guidekit.recordings import CopiedKeys
from tests.exhibits.everywhere import written
from tests.models.strategies import any_model


@settings(max_examples=40)
@given(model=any_model(Theft))
def test_model_and_libraries_agree(model):
    sentence, html = written(libraries.agreement, model)
    assert "agree in 4 of 4 protocols" in sentence
    assert "they differ" not in html
    assert html.count("<tr>") == 5


def test_a_difference_would_be_shown(monkeypatch):
    monkeypatch.setattr(libraries, "run_library", lambda name, model: [0])
    sentence, html = written(libraries.agreement, Theft())
    assert "agree in 0 of 4 protocols" in sentence
    assert html.count("✘ they differ") == 4


@settings(max_examples=25)
@given(model=any_model(Theft))
def test_whoever_keeps_more_loses_more(model):
    for name in ("bramble", "megolm", "static"):
        few, many = (set(libraries.run_library(name, model.but(keys=keys))) for keys in KEYS)
        assert few <= many


def test_what_is_kept_at_the_defaults():
    sentence = show(libraries.key_storage, Theft(), Page())
    assert "In Megolm the library opens 21 when" in sentence
    assert "and 40 when the first key of each session is kept." in sentence
    assert "it opens 23 with the keys of this period, and 27 with Bob's keys" in sentence
    assert "With one key for ever it opens 20, and 40 when Alice's own messages are copied" in sentence
    assert (sentence.answer, sentence.value) == ("40 messages", 40)
    assert show(libraries.key_storage, Theft("A", 1), Page()).startswith("There is 1 message. ")


def test_the_eager_model_is_right_at_every_moment_and_the_lazy_one_is_not():
    models = [CopiedKeys(at) for at in range(1, 20)]
    assert all(m.recorded() == m.modelled("signal") for m in models)
    less = [len(m.recorded()) - len(m.modelled("olm")) for m in models]
    assert min(less) == 0
    said, html = written(libraries.library_healing, CopiedKeys(8))
    assert "Of 19 moments of the theft the eager model agrees with the library in 19." in said
    assert f"The lazy model agrees in {less.count(0)}, and elsewhere" in said
    assert said.value == len(models[7].recorded()) == 3
    assert f"up to {max(less)} messages too few" in said
    assert (html.count("the same"), html.count("they differ")) == (1, 1)
