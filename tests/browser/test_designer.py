"""The design game in a real browser: parts, files, an attack turn, by mouse and by keyboard."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from guidekit.design import Game, as_text

from .lab import open_lesson, run_all, seen, write_notebook

DESIGNER = ".gk-designer"
START = """gk.designer(
    gk.design.Game(
        encryption="end to end", keys="a ratchet", sender="locked inside", routing="relays",
        storage="a swarm", discovery="link or code", habit="asks every 15 minutes", vanish="after a day",
    )
)"""
# It wins the card of the source but for one part: a new first relay each time.
SAVED = Game(encryption="end to end", routing="two servers", card="A team in a clinic", seed=7)


@pytest.fixture
def panel(page, address, course):
    page.set_viewport_size({"width": 1280, "height": 800})
    open_lesson(page, address, write_notebook(course, "game.ipynb", "import guidekit as gk", START))
    run_all(page)
    return seen(page, DESIGNER)


def choose(panel, label, words):
    panel.get_by_label(label, exact=True).select_option(words)


def give(panel, name, data):
    content = data if isinstance(data, bytes) else data.encode()
    panel.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/json", "buffer": content}
    )


def said(panel):
    return panel.locator(".gk-sentence")


def test_picture_parts_and_needs_fit_on_one_screen(panel):
    room = panel.page.locator(".jp-Notebook .jp-WindowedPanel-outer").bounding_box()
    assert panel.bounding_box()["height"] <= room["height"] - 16, room  # what JupyterLab leaves of 800 pixels
    idle = panel.locator(".gk-idle .gk-label")
    expect(idle).to_have_count(0)
    choose(panel, "Way", "one server")
    expect(panel.locator(".gk-idle").filter(has_text="only with relays")).to_have_count(2)
    expect(panel.get_by_label("First relay", exact=True)).to_be_disabled()


def test_one_part_wins_the_card_and_a_hint_is_folded(panel):
    said(panel).get_by_text("meets 4 of 5 needs").wait_for()
    hint = panel.locator(".gk-hint")
    expect(hint.locator("p")).to_have_text("")
    hint.locator("summary").click()
    hint.get_by_text("First relay, the same for months").wait_for()
    choose(panel, "First relay", "the same for months")
    said(panel).get_by_text("Your design wins this card").wait_for()
    expect(hint).not_to_have_attribute("open", "")
    expect(panel.locator(".gk-open")).to_contain_text("Does not protect from:")


def test_two_players_at_one_screen(panel):
    expect(panel.locator(".gk-attacks")).to_be_hidden()
    panel.get_by_role("button", name="Hand it over: player 2 attacks").press("Enter")
    expect(panel.locator(".gk-flag")).to_have_text("Player 2 attacks")
    expect(panel.get_by_label("Way", exact=True)).to_be_disabled()
    panel.get_by_role("button", name="Seize a phone", exact=True).click()
    said(panel).get_by_text("gives 5 of 12 messages").wait_for()
    panel.get_by_role("button", name="Answer: player 1 changes one part").press("Enter")
    choose(panel, "Disappear", "never")
    said(panel).get_by_text("Before: ").wait_for()
    choose(panel, "Screen lock", "a PIN")
    panel.get_by_role("alert").get_by_text("One part may change in answer").wait_for()
    expect(panel.get_by_label("Screen lock", exact=True)).to_have_value("none")
    panel.get_by_role("button", name="Swap places: player 2 builds").press("Enter")
    expect(panel.locator(".gk-flag")).to_have_text("Player 2 builds")
    expect(panel.get_by_label("Encryption", exact=True)).to_have_value("on the way")


def test_a_design_is_saved_and_the_file_of_a_friend_is_judged_at_once(panel, tmp_path):
    with panel.page.expect_download() as download:
        panel.get_by_role("button", name="Save this design").click()
    path = tmp_path / "mine.json"
    download.value.save_as(path)
    assert download.value.suggested_filename == "my-design.json"
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert (kept["version"], kept["design"]["storage"]) == (2, "a swarm")
    give(panel, "friend.json", as_text(SAVED))
    said(panel).get_by_text("of 4 needs").wait_for()
    expect(panel.get_by_label("Card", exact=True)).to_have_value("A team in a clinic")
    expect(panel.get_by_label("Way", exact=True)).to_have_value("two servers")
    give(panel, "mine.json", path.read_bytes())
    said(panel).get_by_text("meets 4 of 5 needs").wait_for()


def test_a_file_that_is_no_design_says_why_and_nothing_is_lost(panel):
    good = as_text(SAVED)
    broken = {
        "old.json": (
            good.replace('"version": 2', '"version": 3'),
            "version = 3 was written by a newer course",
        ),
        "nan.json": (good.replace('"hops": 3', '"hops": NaN'), "NaN is not a number"),
        "wrong.json": (good.replace("two servers", "pigeon"), "design.routing = 'pigeon'"),
        "large.json": (b" " * 10_000_000, "large.json has 10,000,000 bytes"),
        "picture.json": (b"\x89PNG\xff", "allowed: JSON"),
    }
    before = said(panel).inner_text()
    for name, (content, words) in broken.items():
        give(panel, name, content)
        panel.get_by_role("alert").get_by_text(words).wait_for()
        assert said(panel).inner_text() == before
        expect(panel.get_by_label("Storage", exact=True)).to_have_value("a swarm")


def test_the_last_design_is_there_when_the_kernel_is_gone_and_on_paper(panel, page, address):
    said(panel).get_by_text("meets 4 of 5 needs").wait_for()
    choose(panel, "First relay", "the same for months")
    said(panel).get_by_text("Your design wins this card").wait_for()
    page.emulate_media(media="print")
    wide, main = panel.bounding_box()["width"], panel.locator(".gk-main").bounding_box()["width"]
    assert main > 0.9 * wide  # not the column beside the parts, which stand above it on paper
    expect(panel.get_by_label("Encryption", exact=True)).to_be_visible()
    page.emulate_media(media="screen")
    last = said(panel).inner_text()
    page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
    page.evaluate("() => jupyterapp.serviceManager.sessions.shutdownAll()")
    open_lesson(page, address, "game.ipynb")
    expect(page.locator(".gk-last-words")).to_have_text(last)
