from __future__ import annotations

import pytest

import guidekit as gk
from guidekit.course.glossary import terms


def test_a_term_is_found_by_any_of_its_names():
    assert gk.term("Relay") == gk.term("relay")
    for one in terms():
        for name in (one.name, *one.also):
            assert gk.term(name) == one, name


def test_an_unknown_term_names_those_near_to_it():
    with pytest.raises(ValueError, match="there is no term 'adversry'; allowed: adversary"):
        gk.term("adversry")


def test_faces():
    found = gk.term("relay")
    assert found.definition in repr(found)
    assert found.definition in found._repr_html_()


def test_anchors_are_unique():
    anchors = [one.anchor for one in terms()]
    assert len(set(anchors)) == len(anchors)
    assert all(" " not in anchor for anchor in anchors)
