"""Where a cell comes from: in words, with links in a notebook, and a clear answer where nothing is known."""

from __future__ import annotations

import datetime

import pytest

from guidekit.tables import Provenance, origins, provenance
from guidekit.tables.rows import course_rows, table_day


def test_provenance_says_it_all_in_words():
    cell = provenance("element", "ux.must_trust_web_server", as_of="2026-11-23")
    assert (cell.value, cell.date, cell.confidence) == ("yes", "2022-09", "verified")
    assert cell.age_days == (datetime.date(2026, 11, 23) - datetime.date(2022, 9, 1)).days
    text = str(cell)
    assert "2022-09 (4.2 years old, check again)" in text
    assert "https://github.com/privacyguides/privacyguides.org" in text
    assert cell.definition in text
    assert set(cell.sources.id) == {"S-guide", "S-pg-git"}
    assert repr(cell) == repr(provenance("element", "ux.must_trust_web_server", as_of="2026-11-23"))


def test_provenance_shows_no_age_when_fresh_and_none_below_zero():
    fresh = provenance("element", "net.nodes", as_of="2026-11-23")
    assert fresh.age == ""
    assert "old" not in str(fresh)
    assert provenance("briar", "open.spec_published", as_of="2022-03").age_days == 0


def test_provenance_keeps_the_history():
    cell = provenance("signal", "identity.identifier_shown_to_contacts", as_of="2022-03")
    assert cell.value == "phone"
    assert cell.history.value.tolist() == ["phone", "none"]
    assert "known from 2021-10-14 to 2024-02: phone" in str(cell)
    assert "2024-02 to now: none" in str(cell)
    assert "history: the guide said: recipient\n" in str(provenance("signal", "meta.server_sees"))


def test_provenance_counts_the_age_to_the_day_of_the_table_and_says_when_a_page_bears_no_date():
    cell = provenance("imessage", "avail.ttl_days")
    assert cell.age_days == (table_day() - datetime.date(2024, 2, 1)).days
    assert "known:   claimed: the maker's word" in str(cell)
    assert "2024-02 (undated page; 2." in str(cell)
    assert provenance("signal", "group.max_members").dated == "2026-11 (undated page)"


def test_provenance_in_a_notebook_links_and_escapes(monkeypatch):
    html = provenance("signal", "net.topology", as_of="2026-11-23")._repr_html_()
    assert '<a href="https://www.privacyguides.org/real-time-communication/">' in html
    source, fact = course_rows("sources")[0], course_rows("facts", "all")[0]
    told = {
        "sources": source._replace(id="s", title="<b>&", publisher='"x"', url='https://a.b/?c="d"&e'),
        "facts": fact._replace(messenger="signal", attribute="net.mesh", value="<i>"),
    }
    monkeypatch.setattr(origins, "course_rows", lambda name, as_of=None: [told[name]])
    what = ("signal", "net.mesh", "<script>", "1 < 2", "means")
    cell = Provenance(*what, "2020", 400, "verified", ("s",))
    html = cell._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert 'href="https://a.b/?c=&quot;d&quot;&amp;e"' in html
    assert "&lt;i&gt;" in html


def test_provenance_speaks_in_words():
    cell = provenance("signal", "avail.ttl_days", as_of="2026-11-23")
    assert f"How long does a message wait for me? {cell.value} days\n" in str(cell)
    assert "<caption>Signal, known up to August 2026: How long" in cell._repr_html_()


def test_provenance_of_nothing_is_said_clearly():
    with pytest.raises(ValueError, match="no source here speaks about signal, perf"):
        provenance("signal", "perf.message_latency_s")
    with pytest.raises(ValueError, match="facts start on: 2024-10-29"):
        provenance("element", "open.next_major_version", as_of="2022-03")
    with pytest.raises(ValueError, match="no messenger 'sesion'; allowed: session"):
        provenance("sesion", "net.topology")
    with pytest.raises(ValueError, match=r"no attribute 'net\.topologie'; allowed: net\.topology"):
        provenance("signal", "net.topologie")
