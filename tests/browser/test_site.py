"""The site in Chromium: it plays without a kernel and asks nobody but its own folder."""

from __future__ import annotations

import io
import json

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe

from guidekit.course.guesses import GuessOutcome, guess_rule
from guidekit.words import one_of

from .lab import new_window, serve
from .visit import elsewhere, overhear

LESSON = "00-four-ways.html"


@pytest.fixture(scope="module")
def served(site):
    with serve(site) as address:
        yield address


@pytest.fixture
def opened(browser, served, site):
    """Return a function that opens a page in a fresh browser, and what it met on the way."""
    windows = []

    def open_page(name, by="http", **window):
        context = new_window(browser, **({"viewport": {"width": 1280, "height": 800}} | window))
        windows.append(context)
        page = context.new_page()
        page.asked, page.errors = [], []
        overhear(page, page.asked)
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda line: page.errors.append(line.text) if line.type == "error" else None)
        page.goto(f"{served if by == 'http' else site.as_uri()}/{name}")
        return page

    yield open_page
    for context in windows:
        context.close()


def guess_all(page):
    for _ in page.get_by_role("button", name="Keep my guess").all():
        page.get_by_role("button", name="Keep my guess").first.click()


def panel(page, nth):
    """Come near a panel and return it."""
    stand = page.locator(".gk-stand:has(.gk-start img)").nth(nth)
    stand.scroll_into_view_if_needed()
    found = stand.locator(".gk-panel:has(.gk-figure)")
    found.wait_for()
    return found


@pytest.mark.parametrize("by", ["http", "file"])
def test_a_lesson_plays_from_a_server_and_from_a_disk_and_asks_nobody_else(opened, by):
    page = opened(LESSON, by)
    delay = panel(page, 2)
    caption, image = delay.locator("figcaption"), delay.locator(".gk-image")
    assert delay.locator(".gk-cover").is_visible()
    assert "ms" not in caption.text_content()
    assert not image.is_visible()
    guess_all(page)
    image.wait_for()
    told = delay.locator(".gk-strip p")
    told.wait_for()
    assert "the answer is" in told.text_content()
    delay.locator("figcaption", has_text=" ms").wait_for()
    before = caption.text_content()
    slider = delay.get_by_role("slider").first
    slider.press("Home")
    page.wait_for_function(
        "([node, text]) => node.textContent !== text", arg=[caption.element_handle(), before]
    )
    assert not told.is_visible()  # the comparison is of the start alone
    assert delay.locator(".gk-layer").get_attribute("src").startswith("data:image")
    delay.get_by_role("button", name="Reset").click()
    page.wait_for_function(
        "([node, text]) => node.textContent === text", arg=[caption.element_handle(), before]
    )
    assert page.errors == []
    if by == "http":
        assert elsewhere(page.asked) == []
    else:
        assert {address.split(":")[0] for address in page.asked} <= {"file", "data"}


def test_every_state_that_is_recorded_can_be_reached_and_shows_its_own_words(opened):
    page = opened(LESSON)
    guess_all(page)
    delay = panel(page, 2)
    caption = delay.locator("figcaption")
    hops, bad = delay.get_by_role("slider").all()
    seen = set()
    for slider in (hops, bad):
        slider.press("Home")
        for _ in range(int(slider.get_attribute("max")) + 1):
            seen.add(caption.text_content())
            slider.press("ArrowRight")
            page.wait_for_function("node => node.isConnected", arg=caption.element_handle())
    assert len(seen) >= int(hops.get_attribute("max"))
    hops.locator("xpath=..").get_by_role("button", name="Type a value").click()
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    assert delay.locator(".gk-problem", has_text="is not recorded").count() <= 1


def test_the_theme_brings_the_other_pictures(opened):
    page = opened(LESSON)
    guess_all(page)
    image = panel(page, 2).locator(".gk-image")
    image.wait_for()
    light = image.get_attribute("src")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("([node, url]) => node.src !== url", arg=[image.element_handle(), light])
    assert page.evaluate("document.body.dataset.jpThemeLight") == "false"
    assert any(".dark.js" in address for address in page.asked)


def test_answers_stay_in_the_browser_and_can_be_saved_and_deleted(opened, tmp_path):
    page = opened(LESSON)
    guess_all(page)
    panel(page, 2).locator(".gk-image").wait_for()
    quiz = page.locator(".gk-quiz")
    quiz.get_by_role("radio").first.check()
    quiz.get_by_role("button", name="Answer question 1").click()
    quiz.locator(".gk-verdict b").first.wait_for()
    assert "1 of" in quiz.locator(".gk-status").text_content()
    page.reload()
    assert page.get_by_role("button", name="Change my guess").count() == 3
    assert page.locator(".gk-quiz .gk-verdict b").count() == 1
    page.goto(page.url.replace(LESSON, "progress.html"))
    row = page.locator(".gk-standing tbody tr").first
    assert "3 of 3" in row.text_content()
    assert page.locator(".gk-standing .gk-scale").count() >= 1
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as a table").click()
    lines = saved.value.path().read_text(encoding="utf-8").splitlines()
    assert lines[0] == "at,lesson,kind,id,question,said,unit,right,answer"
    assert len(lines) == 1 + 3 + 1
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Delete all of it").click()
    page.wait_for_function("document.querySelector('.gk-standing tbody tr').textContent.includes('0 of 3')")
    assert page.errors == []


RULES = [guess_rule(0, 40, "messages"), guess_rule(0, 1, "%"), guess_rule(1, 1e6, "people", log=True),
         guess_rule(2014, 2026, "year"), guess_rule(0, 700, "ms"), guess_rule(1, 9, "servers")]  # fmt: skip
ANSWERS = [(0.5556, "56 %"), (60.4, "60.4 servers"), (1.0, "1"), (90.0, "1.5 minutes"), (2022.0, "2022"),
           (1e5, "100,000"), (0.0, "none")]  # fmt: skip


def test_the_page_compares_a_guess_as_the_course_does(opened):
    page = opened(LESSON)
    cases, expected = [], []
    for rule in RULES:
        for low, high in ((0.25, 0.5), (0.0, 0.0), (0.1, 1.0)):
            span = rule.high - rule.low
            ends = (rule.low + low * span, rule.low + high * span)
            if rule.whole:
                ends = (float(round(ends[0])), float(round(ends[1])))
            for value, words in ANSWERS:
                one = GuessOutcome(rule, ends, value, words)
                given = {name: getattr(rule, name) for name in ("low", "high", "unit", "percent", "log")}
                given["one"] = one_of(rule.unit)
                cases.append([given, ends, [value, words]])
                expected.append([one.sentence, one.strip(), *one.scale])
    found = page.evaluate(
        "cases => cases.map((one) => [gkCompare.words(...one), ...gkCompare.strip(...one)])", cases
    )
    for one, other in zip(found, expected, strict=True):
        assert one[0] == other[0]
        assert one[2:] == other[2:]
        for sign in ("<circle", "<rect", "fill:var(--gk-focus"):
            assert one[1].count(sign) == other[1].count(sign)


def test_a_term_opens_where_it_stands_by_the_keyboard_and_leads_to_the_glossary(opened):
    page = opened(LESSON)
    link = page.locator("a.gk-term").first
    link.focus()
    tip = page.get_by_role("tooltip")
    tip.wait_for()
    assert link.get_attribute("data-term") in tip.text_content()
    page.keyboard.press("Escape")
    assert not tip.is_visible()
    link.click()
    assert "glossary.html#" in page.url
    assert page.locator(f"[id='{page.url.split('#')[1]}']").count() == 1


@pytest.mark.parametrize("by", ["http", "file"])
def test_the_search_finds_a_lesson_and_a_name_of_the_reference(opened, by):
    page = opened("search.html?q=mesh", by)
    page.locator("#search-results a", has_text="One operator: stop, block, change").first.wait_for()
    assert page.errors == []
    page = opened("api/models.html", by)
    assert page.locator("dt", has_text="OnionRouting").first.is_visible()
    page.goto(page.locator("a", has_text="[source]").first.evaluate("link => link.href"))
    assert "class CatchUp" in page.locator("body").text_content()


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (360, "light"),
        pytest.param(360, "dark", marks=pytest.mark.long),
        pytest.param(1280, "light", marks=pytest.mark.long),
        (1280, "dark"),
    ],
)
def test_pages_fit_and_axe_finds_nothing(opened, width, scheme):
    size = {"width": width, "height": 800}
    page = opened(LESSON, viewport=size, color_scheme=scheme, has_touch=width == 360)
    guess_all(page)
    for nth in range(3):
        panel(page, nth).locator("figcaption").wait_for()
    for name in (None, "index.html", "progress.html", "glossary.html"):
        if name:
            page.goto(page.url.rsplit("/", 1)[0] + "/" + name)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == [], name


def test_a_finger_moves_a_slider(opened):
    page = opened(LESSON, viewport={"width": 360, "height": 800}, has_touch=True)
    guess_all(page)
    delay = panel(page, 2)
    delay.locator("figcaption", has_text=" ms").wait_for()
    before = delay.locator("figcaption").text_content()
    slider = delay.get_by_role("slider").first
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box["height"] >= 28
    page.touchscreen.tap(box["x"] + 4, box["y"] + box["height"] / 2)
    caption = delay.locator("figcaption").element_handle()
    page.wait_for_function("([node, text]) => node.textContent !== text", arg=[caption, before])
    assert slider.input_value() == "0"


def test_at_twice_the_size_nothing_is_cut(opened):
    page = opened(LESSON, viewport={"width": 640, "height": 400}, device_scale_factor=2)  # 1280 at 200 %
    guess_all(page)
    panel(page, 2).locator(".gk-image").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_paper_has_every_picture_of_the_start_and_questions_without_answers(opened):
    page = opened(LESSON)
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    words = " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())
    pictures = sum(len(sheet.images) for sheet in paper.pages)
    stands = page.locator(".gk-start img.only-light").count()
    assert pictures >= stands >= 4
    for caption in page.locator(".gk-start figcaption").all_text_contents():
        assert " ".join(caption.split())[:40] in words
    data = json.loads(page.locator(".gk-stand:has(ol) script").text_content())
    for question in data["questions"]:
        assert question["words"][:30] in words
        assert all(reason[:30] not in words for _, _, reason in question["options"])
    assert "Keep my guess" not in words


def test_a_lesson_weighs_little_before_its_panels_come_near(opened, site):
    page = opened(LESSON)
    page.wait_for_load_state("networkidle")
    loaded = [site / address.split("/", 3)[3].split("?")[0] for address in page.asked]
    first = [path for path in loaded if path.is_file() and path.parent.name != "frames"]
    assert sum(path.stat().st_size for path in first) <= 500_000
