"""A body's own colour and sign: always readable, never taken for a plan, in no style attribute."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import assets, build, resources
from generator.cards.draw import VALUES
from generator.exports import colours
from generator.pages.card import every as cards
from generator.problems import InputError
from generator.read import brand
from tests.sites import with_change

ASSETS = resources.templates() / "assets"
SIGN = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'


def setting(line: str) -> dict[str, str]:
    return with_change("mkdocs.yml", ("      lang: vi\n", f"      lang: vi\n      {line}\n"))


def codes(config: Path) -> list[str]:
    with pytest.raises(InputError) as raised:
        build.prepare(config)
    return [problem.code for problem in raised.value.problems]


def style(made: build.Build, name: str) -> str:
    return dict(made.theme)[f"assets/{name}"]().decode()


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_whatever_they_choose_letters_stand_out(colour: str) -> None:
    for scheme, (strong, pale) in brand.shades(colour).items():
        for ground in brand.GROUNDS[scheme]:
            assert brand.contrast(strong, ground) >= 7, (colour, scheme, ground)
        assert brand.contrast(pale, brand.GROUNDS[scheme][0]) >= 3


def test_contrast_is_that_of_the_standard() -> None:
    assert brand.contrast("#000", "#ffffff") == pytest.approx(21)
    assert brand.contrast("#777777", "#fff") == pytest.approx(4.478, abs=0.001)


def test_grounds_and_plans_are_those_of_the_style_sheet() -> None:
    light, dark = (ASSETS / "site.css").read_text("utf-8").split("prefers-color-scheme: dark")[:2]
    for scheme, text in (("light", light), ("dark", dark.split("@layer base")[0])):
        token = {
            name: value if len(value) == 7 else "#" + "".join(2 * digit for digit in value[1:])
            for name, value in re.findall(r"--(\w+): (#\w+)", text)
        }
        wanted = tuple(token[name] for name in ("paper", "card", "tint", "hit"))
        assert brand.GROUNDS[scheme] == wanted
        assert brand.PLAN[scheme] == token["plan"]


def test_a_colour_that_holds_is_kept_as_it_is(site: Callable[..., Path]) -> None:
    made = build.prepare(site(setting('colour: "#083b6b"')))
    assert brand.shades("#083b6b")["light"][0] == "#083b6b"
    for name in assets.STYLES:
        rules = style(made, name)
        assert rules.rindex("--actual: #083b6b") > rules.index("--actual: #0b4f6c")
        assert "--mark: #083b6b" in rules
        assert rules.count("{") == rules.count("}")
    page = made.renderer.page(next(iter(made.generated())))
    assert b"083b6b" not in page, "the policy forbids styles in the page"


def test_files_to_take_away_are_in_the_colour_too(site: Callable[..., Path]) -> None:
    made = build.prepare(site(setting('colour: "#083b6b"')))
    chart = dict(made.made)["chi-tieu/viec-lam.svg"]().decode()
    shared = next(card.svg for card in cards(made.site) if ">18.382<" in card.svg)
    icon = dict(made.theme)["assets/icon.svg"]().decode()
    for drawing in (chart, shared, icon):
        assert '"#083b6b"' in drawing
        assert not [own for own in brand.STANDARD if own in drawing]
    plain = build.prepare(site())
    assert brand.STANDARD[0] in dict(plain.made)["chi-tieu/viec-lam.svg"]().decode()


def test_the_shades_that_give_way_are_those_of_style_sheet_and_files() -> None:
    light = (ASSETS / "site.css").read_text("utf-8").split("prefers-color-scheme: dark")[0]
    assert tuple(re.findall(r"--actual2?: (#\w+)", light)) == brand.STANDARD
    assert brand.STANDARD == (colours.ACTUAL, colours.ACTUAL2)
    assert brand.STANDARD[0] == VALUES["actual"]
    for name in ("report.css", "icon.svg"):
        text = (ASSETS / name).read_text("utf-8")
        assert text.count(brand.STANDARD[0]) == 1, name


@pytest.mark.parametrize("colour", ["#ffe14d", "#ffe9a0"])
def test_a_yellow_turns_brown_and_is_refused(site: Callable[..., Path], colour: str) -> None:
    assert codes(site(setting(f'colour: "{colour}"'))) == ["setting-colour-plan"]


def test_without_one_the_theme_stays(site: Callable[..., Path]) -> None:
    assert style(build.prepare(site()), "site.css").count("--actual:") == 2


@pytest.mark.parametrize("colour", ["#744000", "#7a4300", "#f0b767", "#b86a00"])
def test_the_brown_of_plans_is_refused(site: Callable[..., Path], colour: str) -> None:
    assert codes(site(setting(f'colour: "{colour}"'))) == ["setting-colour-plan"]


@pytest.mark.parametrize("colour", ["blue", "#12345", "#1234567", "0b5394", "#0b5394; }"])
def test_what_is_no_colour_is_named_with_its_line(site: Callable[..., Path], colour: str) -> None:
    config = site(setting(f'colour: "{colour}"'))
    with pytest.raises(InputError) as raised:
        build.prepare(config)
    (problem,) = raised.value.problems
    assert (problem.code, problem.path, problem.line) == ("setting-colour", "mkdocs.yml", 8)


def test_the_sign_stands_in_the_head_of_every_page(site: Callable[..., Path]) -> None:
    made = build.prepare(
        site({**setting("logo: hinh/bieu-trung.svg"), "content/hinh/bieu-trung.svg": SIGN})
    )
    page = next(page for page in made.generated() if page.uri == "chi-tieu/viec-lam/index.html")
    text = made.renderer.page(page).decode()
    assert '<img class="logo" src="../../hinh/bieu-trung.svg" alt="">' in text


@pytest.mark.parametrize("logo", ["khong-co.png", "../mkdocs.yml", "index.md", "/etc/passwd", "."])
def test_a_sign_that_isnt_there_is_named(site: Callable[..., Path], logo: str) -> None:
    assert codes(site(setting(f"logo: {logo}"))) == ["setting-logo"]
