"""Charts: both drawings say the same, nothing crosses a break, hollow means not final."""

import json
import math
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.attainment import attainment
from generator.charts import CHARTS, Chart, bullet, charts, spark
from generator.charts.scale import scale
from generator.charts.spec import Spec
from generator.charts.telling import MOST_SAID
from generator.figures import Series, View, in_order
from generator.model import Indicator, Observation, Settings, Yearbook
from generator.validate.yearbook import load
from generator.words import words

ROOT = Path(__file__).parent.parent
VI = words("vi")
BOOK = load(ROOT / "mkdocs.yml")[1]
EMPTY = Yearbook(
    Settings("Niên giám", "https://example/", "vi", "Sở", "tỉnh Bến Tre", ""),
    *({}, {}, {}, {}, (), ()),
)
SERIES = list(View(BOOK))
NS = "{http://www.w3.org/2000/svg}"

_line = iter(range(1, 10**9))


def row(year: int, value: str, measure: str = "actual", **more: Any) -> Observation:
    known: dict[str, Any] = {
        "indicator": "x",
        "year": year,
        "since": None,
        "measure": measure,
        "value": Decimal(value),
        "upper": None,
        "bound": "",
        "status": "final",
        "as_of": date(2024, 1, 1),
        "basis": "",
        "by": "",
        "group": "",
        "source": "s",
        "note": "",
        "line": next(_line),
    }
    return Observation(**(known | more))


def series(*rows: Observation, unit: str = "%", decimals: int = 2) -> Series:
    name = 'Tỷ lệ <b>"thử"</b> & đo'
    return Series(
        Indicator("x", name, name, unit, unit, decimals, "up", "t", "", ""), in_order(rows)
    )


def first(*rows: Observation, unit: str = "%", decimals: int = 2) -> Chart:
    return charts(series(*rows, unit=unit, decimals=decimals), EMPTY, VI)[0]


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def svg_pairs(chart: Chart) -> list[tuple[str, str, float]]:
    """(category, measure, value) of every mark in the static drawing."""
    found = []
    for part in parsed(chart.svg).iter():
        for name, values in part.attrib.items():
            if name.startswith(("data-actual", "data-plan")):
                measure = name.removeprefix("data-").removesuffix("-old")
                key = part.attrib["data-key"]
                found += [(key, measure, float(Decimal(value))) for value in values.split()]
    return sorted(found)


def plotly_pairs(chart: Chart) -> list[tuple[str, str, float]]:
    """The same of the interactive one; plans are strokes."""
    found = []
    for trace in chart.figure["data"]:
        if trace.get("mode") != "lines":
            symbol = str(trace["marker"].get("symbol", ""))
            measure = "plan" if symbol.startswith("line-") else "actual"
            keys, values = trace["x"], trace["y"]
            if not chart.spec.is_upright:
                keys, values = values, keys
            found += [
                (unescaped(key), measure, float(value))
                for key, value in zip(keys, values, strict=True)
            ]
    return sorted(found)


def unescaped(text: str) -> str:
    from html import unescape

    return unescape(text)


def texts(svg: str) -> str:
    return "\n".join("".join(part.itertext()) for part in parsed(svg).iter("text"))


def check(chart: Chart) -> None:
    """What holds for every chart."""
    check_svg(chart)
    check_figure(chart)
    check_breaks(chart)
    drawn = sorted(
        (slot.key, mark.measure, float(value))
        for slot, mark in chart.spec.drawn()
        for value in mark.values
    )
    assert svg_pairs(chart) == drawn
    assert plotly_pairs(chart) == drawn
    assert chart.title
    assert chart.subtitle.endswith(".")
    many = len(drawn) > MOST_SAID
    for slot, mark in chart.spec.drawn():
        assert many or mark.label in chart.description, (slot.key, chart.description)
    check_points(chart)


def check_points(chart: Chart) -> None:
    """Every mark can be stepped to, in the order of the axis, and its value is said with it."""
    slots = {slot.key: slot for slot in chart.spec.slots}
    told = chart.points["slots"]
    assert [key for key, *_ in told] == [key for key, slot in slots.items() if slot.marks]
    for key, panel, head, marks, _ in told:
        assert head and slots[key] in chart.spec.panels[panel].slots
        assert sorted(name for name, _ in marks) == sorted(
            f"{mark.measure}-old" if mark.is_old else mark.measure for mark in slots[key].marks
        )
        for mark in slots[key].marks:
            assert any(mark.full in said for _, said in marks), (key, marks)
    entered = [said for _, said in chart.points["panels"]]
    assert all(entered) if chart.spec.has_break else not any(entered)


def check_svg(chart: Chart) -> None:
    root = parsed(chart.svg)
    assert root.tag == "svg"
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == f"Biểu đồ: {chart.title}"
    assert [part.text for part in root.iter("desc")] == [chart.description]
    for part in root.iter():
        assert part.tag in {"svg", "g", "rect", "line", "path", "circle", "text", "tspan", "desc"}
        names = set(part.attrib)
        assert not names & {"style", "viewBox", "id", "href"}
        assert not any(name.startswith("on") for name in names)
        for name in ("x", "y", "x1", "x2", "y1", "y2", "width", "height", "dx", "r"):
            number = part.attrib.get(name, "0").removesuffix("%")
            assert re.fullmatch(r"-?\d+(\.\d{1,2})?", number), part.attrib
        assert not part.attrib.get("width", "").startswith("-")
        assert not part.attrib.get("height", "").startswith("-")


def check_figure(chart: Chart) -> None:
    figure = chart.figure
    go.Figure(data=figure["data"], layout=figure["layout"])
    text = json.dumps(figure, allow_nan=False, ensure_ascii=False)
    assert "bdata" not in text
    assert "template" not in figure["layout"]
    assert not re.search(r"<(?!extra>|/extra>|br>)", text)
    assert figure["config"]["showSendToCloud"] is False
    assert figure["layout"]["separators"] == ",."
    category = figure["layout"]["xaxis" if chart.spec.is_upright else "yaxis"]
    assert category["type"] == "category"
    keys = category["categoryarray"]
    assert len(set(keys)) == len(keys)
    assert all(isinstance(key, str) for key in keys)


def check_breaks(chart: Chart) -> None:
    """No line leads from one basis to another, in the spec and in both drawings."""
    spec = chart.spec
    panel_of = {slot.key: index for index, panel in enumerate(spec.panels) for slot in panel.slots}
    for link in spec.links:
        slots = spec.panels[link.panel].slots
        assert slots[link.start].since == slots[link.end].since
    for trace in chart.figure["data"]:
        if trace.get("mode") == "lines":
            assert len({panel_of[unescaped(key)] for key in trace["x"]}) == 1
    root = parsed(chart.svg)
    grounds = [
        (number(part, "x"), number(part, "x") + number(part, "width"))
        for part in root.iter("rect")
        if part.attrib["class"] == "pn"
    ]
    for part in root.iter("line"):
        if grounds and part.attrib["class"].startswith("la"):
            x1, x2 = number(part, "x1"), number(part, "x2")
            assert any(left <= x1 <= right and left <= x2 <= right for left, right in grounds)


def number(part: ElementTree.Element, name: str) -> float:
    return float(part.attrib[name].removesuffix("%"))


# The example


@pytest.mark.parametrize("of", SERIES, ids=lambda of: of.indicator.id)
def test_the_example(of: Series) -> None:
    found = charts(of, BOOK, VI)
    assert len({chart.id for chart in found}) == len(found)
    for chart in found:
        check(chart)
        assert chart.kind in CHARTS
        assert len(json.dumps(chart.figure, ensure_ascii=False)) < 6000
        for slot, mark in chart.spec.drawn():
            if not mark.is_old:
                assert mark.label in texts(chart.svg), (slot.key, mark.label)
    years = [item.year for item in of.totals] or [2020]
    for small in [
        spark(of, VI, (min(years), max(years))),
        *(bullet(attainment(of, actual), VI) for actual in of.actuals),
    ]:
        assert "style=" not in small
        if small:
            assert parsed(small).attrib["aria-hidden"] == "true"


def chart_of(id: str, index: int = 0) -> Chart:
    return charts(View(BOOK).series(id), BOOK, VI)[index]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_break_of_the_poverty_standard() -> None:
    chart = chart_of("ho-ngheo")
    assert chart.id == "bieu-do"
    assert chart.title == (
        "Tỷ lệ hộ nghèo giảm từ 12,11% năm 2016 xuống 3,6% (ước) năm 2020, "
        "sau đó thay đổi chuẩn nghèo"
    )
    assert len(chart.spec.panels) == 3
    assert [(link.panel, link.is_gap) for link in chart.spec.links] == [(0, True), (0, False)]
    assert chart.svg.count('class="pn"') == 3
    assert chart.svg.count("M-5 6l5-12m0 12l5-12") == 2
    assert (
        len([shape for shape in chart.figure["layout"]["shapes"] if shape["type"] == "line"]) == 2
    )


def test_titles_are_findings() -> None:
    assert plain(chart_of("viec-lam").title) == (
        "Kế hoạch năm 2021: 20.000 người, cao hơn 1.618 người so với thực hiện năm 2020"
    )
    named = {
        chart.id: chart
        for chart in charts(View(BOOK).series("lao-dong-nuoc-ngoai-luy-ke"), BOOK, VI)
    }
    assert plain(named["bieu-do-district"].title) == "Ba Tri nhiều nhất: 2.077 người, chiếm 29,5%"
    assert "lũy kế từ năm 2019 đến ngày 27/8/2024" in named["bieu-do-district"].subtitle
    # The parts of the near-poor exceed their total: no share is said.
    assert "chiếm" not in chart_of("so-ho-can-ngheo").title


def test_one_value_alone_is_no_chart() -> None:
    assert charts(series(row(2020, "3")), EMPTY, VI) == ()
    assert charts(series(), EMPTY, VI) == ()
    assert spark(series(row(2020, "3")), VI, (2016, 2021)) == ""
    assert bullet(attainment(series(row(2020, "3")), row(2020, "3")), VI) == ""


# Marks


@pytest.mark.parametrize(
    ("status", "css"),
    [("final", "da"), ("provisional", "de"), ("estimate", "de"), ("forecast", "df")],
)
def test_what_is_not_final_is_hollow(status: str, css: str) -> None:
    chart = first(row(2019, "3"), row(2020, "4", status=status))
    dots = [part for part in parsed(chart.svg).iter("svg") if part.get("data-key") == "2020"]
    assert [part.attrib["class"] for part in dots[0].iter("circle")] == [css]
    [trace] = [trace for trace in chart.figure["data"] if "2020" in trace["x"] and "name" in trace]
    is_hollow = trace["marker"]["color"] == "var(--paper)"
    assert is_hollow == (status != "final")
    assert trace["name"] == (
        "Thực hiện" if status == "final" else f"Thực hiện, {VI.say.status(status)}"
    )


@pytest.mark.parametrize(
    ("status", "css"), [("final", "ba"), ("estimate", "be"), ("forecast", "bf")]
)
def test_bars_are_hollow_too(status: str, css: str) -> None:
    of = series(row(2020, "400", status=status), row(2020, "500", "plan"), unit="người", decimals=0)
    [chart] = charts(of, EMPTY, VI)
    assert f'class="{css}"' in chart.svg
    assert f'class="{css}"' in bullet(attainment(of, of.actuals[0]), VI)
    [bars] = [trace for trace in chart.figure["data"] if trace["type"] == "bar"]
    assert (bars["marker"]["color"] == "var(--paper)") == (status != "final")


def test_an_old_vintage_is_small_and_dashed() -> None:
    chart = first(
        row(2019, "5"),
        row(2020, "4", as_of=date(2020, 1, 1), status="estimate"),
        row(2020, "4.2"),
    )
    assert chart.svg.count('class="df"') == 1
    assert any("số cũ" in str(trace.get("name")) for trace in chart.figure["data"])


@pytest.mark.parametrize("unit", ["%", "người"])
def test_ranges_and_bounds_have_a_zone(unit: str) -> None:
    for more in ({"upper": Decimal(9)}, {"bound": "below"}, {"bound": "above"}, {"bound": "about"}):
        chart = first(row(2019, "3"), row(2020, "4"), row(2020, "6", "plan", **more), unit=unit)
        assert 'class="pz"' in chart.svg, more
        if more.get("bound") != "about":
            assert any(shape["type"] == "rect" for shape in chart.figure["layout"]["shapes"])
        assert 'class="pw"' in chart.svg or more.get("bound") not in ("below", "above")


def test_a_bounded_value_has_an_arrow_and_no_line() -> None:
    chart = first(row(2018, "2"), row(2019, "3"), row(2020, "4", bound="above"), row(2021, "4"))
    assert 'class="pa"' in chart.svg
    assert any(line.startswith("trên 4") for line in texts(chart.svg).split("\n"))
    assert [(link.start, link.end) for link in chart.spec.links] == [(0, 1)]


def test_periods_are_not_joined_to_years() -> None:
    chart = first(row(2018, "1"), row(2020, "1.62", since=2016), row(2019, "2"), row(2021, "1.5"))
    keys = [slot.key for slot in chart.spec.slots]
    assert "2016–2020" in keys
    period = keys.index("2016–2020")
    assert all(period not in (link.start, link.end) for link in chart.spec.links)
    assert {link.is_gap for link in chart.spec.links} == {False, True}


def test_missing_years_keep_their_place() -> None:
    chart = first(row(2016, "5"), row(2020, "4"), row(2030, "3", "plan"))
    assert [slot.label for slot in chart.spec.slots] == [
        *map(str, range(2016, 2021)),
        "2021",
        "2030",
    ]
    assert 'class="la gap"' in chart.svg


def test_forty_groups_stand_in_order() -> None:
    rows = [
        row(2020, str(i * 7), by="xa", group=f"Xã {chr(65 + i % 26) * 3}{'x' * (i // 26)}")
        for i in range(40)
    ]
    [chart] = charts(series(*rows, unit="người", decimals=0), EMPTY, VI)
    check(chart)
    values = [slot.actual.value for slot in chart.spec.slots if slot.actual]
    assert values == sorted(values, reverse=True)
    assert texts(chart.svg).count("Xã ") >= 40


def test_thirty_years_name_their_ends_and_extremes() -> None:
    rows = [row(1990 + i, str(50 + (i * 37) % 41)) for i in range(30)]
    rows += [row(1990 + i, "60.5", "plan") for i in range(30)]
    for unit in ("%", "người"):
        chart = first(*rows, unit=unit)
        check(chart)
        shown = texts(chart.svg)
        extremes = (max, min) if unit == "%" else (max,)
        for value in (rows[0], rows[29], *(f(rows[:30], key=lambda r: r.value) for f in extremes)):
            assert VI.say.value(value, series().indicator, with_unit=False) in shown
        assert "60,5" in shown


def test_text_from_data_stays_text() -> None:
    nasty = "<script>alert(1)</script>&\"'\x00\ud800"
    rows = [row(2020, str(i), by=nasty, group=f"{nasty}{i}") for i in range(1, 4)]
    for chart in charts(series(*rows), EMPTY, VI):
        check_figure(chart)
        assert "<script" not in chart.svg
        parsed(chart.svg)


# Any series


numbers = st.one_of(
    st.sampled_from(["0", "0.00", "3", "3.34", "-5", "100", "99.99", "123456789012345678"]),
    st.decimals(-1000, 1000, places=2).map(str),
)
statuses = st.sampled_from(["final", "provisional", "estimate", "forecast"])


@st.composite
def observations(draw: st.DrawFn) -> list[Observation]:
    found: dict[tuple[Any, ...], Observation] = {}
    for _ in range(draw(st.integers(0, 14))):
        year = draw(st.integers(1990, 2030))
        value = draw(numbers)
        more: dict[str, Any] = {
            "since": draw(st.sampled_from([None, None, None, year - 4])),
            "bound": draw(st.sampled_from(["", "", "", "about", "below", "above"])),
            "status": draw(statuses),
            "basis": draw(st.sampled_from(["", "", "chuẩn A", "chuẩn B", '<chuẩn> & "C"'])),
            "group": draw(st.sampled_from(["", "", "", "Ba Tri", "Chợ Lách", "<b>Đ&</b>"])),
            "as_of": date(draw(st.integers(2030, 2033)), 1, 1),
        }
        if not more["bound"] and draw(st.booleans()):
            more["upper"] = Decimal(value) + draw(st.integers(0, 50))
        more["by"] = "district" if more["group"] else ""
        item = row(year, value, draw(st.sampled_from(["actual", "actual", "plan"])), **more)
        found[(*item.subject, item.as_of)] = item
    return list(found.values())


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(observations(), st.sampled_from(["%", "người", "điểm %/năm", "tỷ đồng"]))
def test_any_series_is_drawn_twice_alike(rows: list[Observation], unit: str) -> None:
    of = series(*rows, unit=unit)
    found = charts(of, EMPTY, VI)
    for chart in found:
        check(chart)
    assert [chart.svg for chart in charts(of, EMPTY, VI)] == [chart.svg for chart in found]
    for small in (
        spark(of, VI, (1990, 2030)),
        *(bullet(attainment(of, actual), VI) for actual in of.actuals),
    ):
        if small:
            parsed(small)


@given(st.lists(st.decimals(-(10**15), 10**15, places=3), max_size=6), st.booleans())
def test_a_scale_holds_its_values(values: list[Decimal], from_zero: bool) -> None:
    found = scale(values, from_zero=from_zero, decimals=3)
    assert found.low < found.high
    assert list(found.ticks) == sorted(set(found.ticks))
    assert all(found.low <= tick <= found.high for tick in found.ticks)
    for value in values:
        share = found.share(value)
        assert math.isfinite(share)
        assert -1e-9 <= share <= 1 + 1e-9
    if from_zero:
        assert found.has_zero


# Labels keep apart


def label_boxes(spec: Spec) -> Iterator[list[Any]]:
    from generator.charts import lettering
    from generator.charts.frame import frame
    from generator.charts.place import Sheet
    from generator.charts.wishes import wishes

    on = frame(spec)
    for wide, size in ((288.0, 13.0), (576.0, 15.0)):
        sheet = Sheet(wide, on.top + 2, on.base - 2, size)
        lettering._stand_in_the_way(on, sheet)
        yield [found.box for wish in wishes(on, sheet, VI) if (found := sheet.place(wish))]


@pytest.mark.parametrize("of", SERIES, ids=lambda of: of.indicator.id)
def test_labels_of_the_example_keep_apart(of: Series) -> None:
    for chart in charts(of, BOOK, VI):
        if chart.spec.is_upright:
            for boxes in label_boxes(chart.spec):
                for index, box in enumerate(boxes):
                    assert all(box.overlap(other) == 0 for other in boxes[:index])
