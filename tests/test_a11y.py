"""Every kind of page for every reader: axe-core, contrast, keyboard, zoom, quiet motion.

Pages are visited at the address they are published at, answered from the built folder.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.checkers import AXE, installed
from tests.every_page import PAGES

pytestmark = pytest.mark.xdist_group("browser")

PUBLISHED = "https://niengiam.example/ben-tre/"
NARROW, WIDE = {"width": 320, "height": 800}, {"width": 1280, "height": 800}

RULES = """rules => axe.run(document, {
  resultTypes: ["violations"],
  ...(rules.length ? {runOnly: rules}
                   : {rules: {"color-contrast-enhanced": {enabled: true},
                              "target-size": {enabled: true},
                              "identical-links-same-purpose": {enabled: true}}})
}).then(found => found.violations.flatMap(rule => rule.nodes.map(
  node => `${rule.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`)))"""
LOOKS = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]
"""What a colour scheme can change."""


@pytest.fixture(scope="module")
def tab(chromium: Browser, every_page: Path) -> Iterator[Page]:
    """One window for all pages; no other address answers."""

    def answer(route: Route) -> None:
        asked = route.request
        if asked.frame.url.endswith(PAGES["moved"]) and "/2020-v2/phong-van/" in asked.url:
            route.fulfill(status=204)  # the page leads on at once; no content lets it stay
            return
        name = re.split(r"[?#]", route.request.url)[0].removeprefix(PUBLISHED)
        path = every_page / name
        if not path.is_file():
            path = every_page / "404.html"
        route.fulfill(path=path, status=404 if path.name == "404.html" else 200)

    context = chromium.new_context(viewport=WIDE)
    context.route("**", lambda route: route.abort())
    context.route(f"{PUBLISHED}**", answer)
    yield context.new_page()
    context.close()


def show(tab: Page, kind: str, viewport: Any = WIDE) -> None:
    """A page as it comes, with everything unfolded that a reader may unfold."""
    tab.set_viewport_size(viewport)
    tab.emulate_media(color_scheme="light")
    tab.goto("about:blank")
    tab.goto(PUBLISHED + PAGES[kind])
    tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_nothing_at_any_width_in_either_scheme(tab: Page, kind: str) -> None:
    axe = installed(AXE).read_text("utf-8")
    show(tab, kind)
    tab.evaluate(axe)  # the page's policy lets no script in; the debugger is no script
    for viewport in (WIDE, NARROW):
        tab.set_viewport_size(viewport)  # type: ignore[arg-type]
        tab.emulate_media(color_scheme="light")
        assert not tab.evaluate(RULES, []), f"{viewport['width']} px"
        tab.emulate_media(color_scheme="dark")
        assert not tab.evaluate(RULES, LOOKS), f"{viewport['width']} px, dark"


CONTRAST = """() => {
  const channel = value =>
    (value /= 255) <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4;
  const light = colour => {
    const [red, green, blue] = colour.match(/[\\d.]+/g).map(Number).map(channel);
    return .2126 * red + .7152 * green + .0722 * blue;
  };
  const probe = document.body.appendChild(document.createElement("i"));
  const named = name => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const grounds = ["--paper", "--tint"].map(named).map(light);
  const found = new Set();
  document.querySelectorAll("svg.ch text, svg.ch tspan").forEach(word => {
    if (!word.getClientRects().length) return;
    const fill = light(getComputedStyle(word).fill);
    const worst = Math.min(...grounds.map(
      ground => (Math.max(fill, ground) + .05) / (Math.min(fill, ground) + .05)));
    if (worst < 7) found.add(`${word.getAttribute("class")}: ${worst.toFixed(2)}`);
  });
  probe.remove();
  return [...found];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", [kind for kind in PAGES if "indicator" in kind] + ["embed"])
def test_letters_in_charts_have_contrast(tab: Page, kind: str, scheme: Any) -> None:
    # axe can't tell the ground under a drawing's letters: they stand on paper or on a panel.
    show(tab, kind)
    tab.emulate_media(color_scheme=scheme)
    assert not tab.evaluate(CONTRAST)


@pytest.mark.parametrize("kind", PAGES)
def test_zoomed_to_400_percent_nothing_scrolls_sideways(tab: Page, kind: str) -> None:
    show(tab, kind, {"width": 320, "height": 256})  # what is left of 1280 x 1024
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    covered = tab.evaluate(
        """() => [...document.querySelectorAll("body *")].filter(one =>
          ["sticky", "fixed"].includes(getComputedStyle(one).position) &&
          one.getBoundingClientRect().height > 64).map(one => one.outerHTML.slice(0, 80))"""
    )
    assert not covered, "what stays in place leaves room for what moves"


@pytest.mark.parametrize("kind", PAGES)
def test_wider_spacing_of_letters_breaks_no_line(tab: Page, kind: str) -> None:
    show(tab, kind, NARROW)
    tab.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
            word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
          document.adoptedStyleSheets = [sheet];
        }"""
    )
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_moves_by_itself(tab: Page, kind: str) -> None:
    show(tab, kind)
    moving = """() => [...document.querySelectorAll("*")].filter(one => {
      const style = getComputedStyle(one);
      return style.animationName !== "none" || style.scrollBehavior === "smooth" ||
        style.transitionDuration.split(",").some(time => parseFloat(time) > 0);
    }).map(one => one.outerHTML.slice(0, 80))"""
    tab.emulate_media(reduced_motion="reduce")
    assert not tab.evaluate(moving)
    assert not tab.evaluate("document.getAnimations().length")


# --- Keyboard only.

FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const box = one.getBoundingClientRect(), style = getComputedStyle(one);
  return {
    id: (window.order ||= new Map()).get(one) ?? window.order.set(one, window.order.size).size - 1,
    html: one.outerHTML.slice(0, 100),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0 &&
      box.top < innerHeight && box.left < innerWidth,
    after: !window.last || !!(window.last.compareDocumentPosition(one) & 4) || !!(
      window.last.compareDocumentPosition(one) & 16),
    moved: window.last = one,
  };
}""".replace("moved: window.last = one", "moved: !!(window.last = one)")


@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize(
    "kind", ["home", "corrected edition", "interview", "indicator, dots", "catalogue", "comparison"]
)
def test_tab_walks_the_page_in_order_and_shows_where_it_is(
    tab: Page, kind: str, viewport: Any
) -> None:
    tab.set_viewport_size(viewport)
    tab.goto(PUBLISHED + PAGES[kind])
    steps = 0
    while True:
        tab.keyboard.press("Tab")
        at = tab.evaluate(FOCUSED)
        if at is None or at["id"] < steps:
            break
        assert at["id"] == steps, f"back where it was: {at['html']}"
        assert at["outlined"] and at["seen"] and at["after"], at
        steps += 1
        assert steps < 400, "no way out"
    assert steps > 10


def tab_to(tab: Page, selector: str, at_most: int = 200) -> None:
    for _ in range(at_most):
        tab.keyboard.press("Tab")
        if tab.evaluate("it => !!document.activeElement?.matches(it)", selector):
            return
    raise AssertionError(f"Tab never comes to {selector}")


def said(tab: Page) -> str:
    spoken = "[...document.querySelectorAll('[role=status]')].map(one => one.textContent).join(' ')"
    return str(tab.evaluate(spoken)).replace("\xa0", " ")


def test_the_first_key_leads_past_the_navigation(tab: Page) -> None:
    tab.goto(PUBLISHED + PAGES["indicator, dots"])
    tab.keyboard.press("Tab")
    skip = tab.locator(".skip")
    box = skip.bounding_box()
    assert box is not None and box["x"] >= 0 and box["y"] >= 0
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.tagName") == "MAIN"
    tab.keyboard.press("Tab")
    assert tab.evaluate("!!document.activeElement.closest('main')")


def test_a_figure_is_searched_read_and_cited_by_keys_alone(tab: Page) -> None:
    tab.set_viewport_size(WIDE)  # type: ignore[arg-type]
    tab.goto(PUBLISHED)
    tab_to(tab, ".seek a")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/tim-kiem/**")
    if not tab.evaluate("document.activeElement.matches('input')"):
        tab_to(tab, "main input")
    tab.keyboard.type("ho ngheo")
    tab.wait_for_function("() => document.querySelectorAll('.find li a').length")
    tab_to(tab, ".find a[href*='chi-tieu/ho-ngheo/']")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/chi-tieu/ho-ngheo/**")
    tab_to(tab, "svg.ch")
    tab.keyboard.press("ArrowRight")
    assert "thực hiện" in said(tab)
    tab.keyboard.press("Escape")
    tab_to(tab, "th[aria-sort] button, th button")
    tab.keyboard.press("Enter")
    assert tab.locator("th[aria-sort=ascending], th[aria-sort=descending]").count() == 1
    tab_to(tab, "#trich-dan button")
    tab.keyboard.press("Enter")
    tab.wait_for_function(
        """() => [...document.querySelectorAll("[role=status]")].some(
          one => /chép|Ctrl/.test(one.textContent))"""
    )


def test_indicators_are_compared_by_keys_alone(tab: Page) -> None:
    tab.goto(PUBLISHED + PAGES["comparison"])
    tab_to(tab, "main input[type=search]")
    tab.keyboard.type("ho ngheo")
    tab_to(tab, "main input[type=checkbox]")
    tab.keyboard.press("Space")
    tab.wait_for_function("() => !document.querySelector('.chosen').hidden")
    assert "#" in tab.url, "the address keeps the choice"
    tab_to(tab, "button[data-do=reset]")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.querySelector('.chosen').hidden")
