"""Social cards: whole letters, room for long names, drawn once, redrawn when damaged."""

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

import generator.raster as cache_of
from generator import build, extras
from generator.cards import Face, draw
from generator.cards.draw import EDGE, WIDTH
from generator.cards.face import Told
from generator.cards.letters import ELLIPSIS, fitted, width
from generator.pages import card
from generator.pages.site import Site
from generator.problems import InputError
from generator.raster import png as cached_png
from generator.raster import raster
from tests.example import loose
from tests.sites import with_change

SVG = "{http://www.w3.org/2000/svg}"
TOLD = Told("", "", "18.382", " người", "actual", "Năm 2020", "exceeded", True, "Vượt", "102,1%")


@pytest.fixture(scope="module")
def example() -> Site:
    return build.prepare(loose()).site


def size_of(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def pixels(text: str) -> bytes:
    """A line of text as it is drawn."""
    return raster(
        '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="90">'
        f'<text x="10" y="70" font-size="60" font-family="Source Sans Pro">{text}</text></svg>'
    )


def test_every_page_has_its_card(example: Site) -> None:
    for edition in example.book.editions:
        assert card.of_edition(example, edition)
        for series in example.view(edition):
            assert card.of_indicator(example, series, edition)
        for talk in edition.interviews:
            found = card.of_interview(example, edition, talk)
            assert found and talk.title in found.alt
    for indicator in example.book.indicators:
        assert card.of_indicator(example, example.view(None).series(indicator))


def test_a_card_is_a_png_of_1200_by_630_without_style(example: Site) -> None:
    found = next(card.every(example))
    assert size_of(raster(found.svg)) == (1200, 630)
    assert "style" not in found.svg and "href" not in found.svg
    assert re.fullmatch(r"assets/cards/[0-9a-f]{12}\.png", found.uri)


def test_the_card_says_figure_verdict_name_body_and_edition(example: Site) -> None:
    edition = example.book.edition(2020)
    assert edition
    found = card.of_indicator(example, example.view(edition).series("viec-lam"), edition)
    assert found
    texts = " | ".join(
        "".join(text.itertext()) for text in ElementTree.fromstring(found.svg).iter(f"{SVG}text")
    )
    for said in ("18.382 người", "Vượt kế hoạch", "Số người được giải quyết việc làm"):
        assert said in texts
    assert example.book.settings.publisher in texts and "Ấn bản 2020" in texts
    assert "18.382 người" in found.alt and "Vượt kế hoạch" in found.alt


@pytest.mark.parametrize("letters", ["ế", "Ộ", "ữ", "đ", "Đ", "ơ", "₫", "–", "÷"])
def test_vietnamese_letters_are_drawn(letters: str) -> None:
    """A missing font, or half of one, draws nothing and tells nothing."""
    nothing, unknown = pixels(""), pixels("\ue000")
    assert pixels(letters) not in (nothing, unknown)
    base = {"ế": "e", "Ộ": "O", "ữ": "u", "đ": "d", "Đ": "D", "ơ": "o"}.get(letters)
    assert base is None or pixels(letters) != pixels(base)


def test_no_text_leaves_its_card_nor_touches_another(example: Site) -> None:
    for found in card.every(example):
        _inside(found.svg)


@pytest.mark.parametrize("name", ["", "Tỷ lệ hộ nghèo"])
@pytest.mark.parametrize("words", [1, 12, 30, 120])
@pytest.mark.parametrize("number", ["4", "1.234.567.890.123", "Không còn hộ nào"])
def test_long_names_shrink_and_are_cut_at_last(name: str, words: int, number: str) -> None:
    told = Told(name, "khoảng ", number, " tỷ đồng", "plan", "Năm 2020", "missed", False, "A", "b")
    _inside(draw(Face("Niên giám", "Ấn bản 2020", "nghiêng " * words, told, "Sở " * words)))


def _inside(svg: str) -> None:
    last = 0.0
    for text in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        said, size = "".join(text.itertext()), float(text.get("font-size", 0))
        spans = [span.text or "" for span in text.iter(f"{SVG}tspan")]
        wide = width(said, size) - sum(width(span, size) for span in spans)
        for span in text.iter(f"{SVG}tspan"):
            wide += width(span.text or "", float(span.get("font-size", size)))
        x, y = float(text.get("x", 0)), float(text.get("y", 0))
        end = text.get("text-anchor") == "end"
        assert x - wide >= EDGE if end else x + wide <= WIDTH - EDGE + 1, said
        assert y >= last - 1 and y <= 605, said
        last = y


def test_a_text_is_cut_only_at_its_smallest() -> None:
    assert fitted("một hai", 400, (40, 20)).lines == ("một hai",)
    assert fitted("một hai", 100, (40, 20)).size == 20
    cut = fitted("một hai ba bốn năm sáu bảy", 100, (40, 20), most=2)
    assert len(cut.lines) == 2 and cut.lines[-1].endswith(ELLIPSIS)
    assert fitted("dài" * 90, 200, (40, 20)).lines[0].endswith(ELLIPSIS)


def test_text_from_the_data_is_escaped() -> None:
    svg = draw(Face("<b>&", '"', "</text><script>", TOLD, "\x00\ud800'"))
    assert "<script" not in svg
    ElementTree.fromstring(svg)


def test_alike_cards_are_drawn_once(example: Site) -> None:
    found = [one.uri for one in card.every(example)]
    assert len(found) == len(set(found))
    edition = example.book.edition(2020)
    assert edition
    current = card.of_indicator(example, example.view(None).series("viec-lam"))
    frozen = card.of_indicator(example, example.view(edition).series("viec-lam"), edition)
    assert current and frozen and current.uri == frozen.uri


def test_the_cache_is_read_and_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    def counted(svg: str) -> bytes:
        drawn.append(svg)
        return raster(svg)

    monkeypatch.setattr(cache_of, "raster", counted)
    svg = draw(Face("a", "b", "c", None, "d"))
    first = cached_png(svg, tmp_path / "cards")
    assert cached_png(svg, tmp_path / "cards") == first and len(drawn) == 1
    (kept,) = (tmp_path / "cards").iterdir()
    whole = kept.read_bytes()
    for damage in (b"", b"\x00", whole[:-1], whole[:40] + b"x" + whole[41:], first):
        kept.write_bytes(damage)
        drawn.clear()
        assert cached_png(svg, tmp_path / "cards") == first and len(drawn) == 1
        assert kept.read_bytes() == whole


def test_the_cache_is_done_without_where_it_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    svg = draw(Face("a", "b", "c", None, "d"))
    assert cached_png(svg, tmp_path / "file" / "cards") == cached_png(svg, None)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_another_renderer_draws_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    svg = draw(Face("a", "b", "c", None, "d"))
    cached_png(svg, tmp_path)
    monkeypatch.setattr(cache_of, "_stamp", lambda: "resvg_py 99")
    cached_png(svg, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(
    "change",
    [("lang: vi", "lang: vi\n      cards: false"), ("site_url: https://nien-giam.example/\n", "")],
    ids=["turned off", "no address"],
)
def test_no_cards(site: Callable[..., Path], change: tuple[str, str]) -> None:
    found = build.prepare(site(with_change("mkdocs.yml", change))).site
    assert not list(card.every(found)) and not list(extras.cards(found))


def test_the_switch_is_true_or_false(site: Callable[..., Path]) -> None:
    config = site(with_change("mkdocs.yml", ("lang: vi", "lang: vi\n      cards: maybe")))
    with pytest.raises(InputError) as raised:
        build.prepare(config)
    assert [problem.code for problem in raised.value.problems] == ["setting-choice"]


def test_the_head_names_the_card_by_its_full_address(site: Callable[..., Path]) -> None:
    made = build.prepare(site())
    found = card.of_indicator(made.site, made.site.view(None).series("viec-lam"))
    assert found
    context = {"title": "a", "description": "b", "card": found}
    head = made.renderer.render("social.html", "chi-tieu/viec-lam/index.html", context)
    assert f'content="https://nien-giam.example/{found.uri}"' in head
    assert 'content="https://nien-giam.example/chi-tieu/viec-lam/"' in head
    home = made.renderer.render("social.html", "index.html", {"title": "a", "description": "b"})
    assert 'content="https://nien-giam.example/"' in home and "og:image" not in home
    assert "og:type" not in head, "Zotero would take the kind of the page from it"


def test_in_english(site: Callable[..., Path]) -> None:
    changed = with_change(
        "mkdocs.yml", ("lang: vi", "lang: en"), ("languages: [vi]", "languages: [en]")
    )
    found = build.prepare(site(changed | {"content/2020/phong-van.md": None})).site
    said = card.of_indicator(found, found.view(None).series("viec-lam"))
    assert said and "People helped into work" in said.alt and "19,500 people" in said.alt
