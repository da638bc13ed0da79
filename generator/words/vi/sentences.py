"""Sentences about results in Vietnamese, as an editor would sign them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from generator.attainment import Attainment, Verdict, shown_percent
from generator.figures import Series
from generator.model import Direction, Indicator, Observation, Status, Yearbook
from generator.words.letters import lower_first as lower_first
from generator.words.letters import upper_first as upper_first
from generator.words.names import language_name
from generator.words.numbers import EN_DASH, MINUS, behind, plain, signed

LANGUAGE = "vi"

_BOUNDS = {"": "", "about": "khoảng ", "below": "dưới ", "above": "trên "}
_STATUS = {"final": "chính thức", "provisional": "sơ bộ", "estimate": "ước", "forecast": "dự kiến"}
_BEFORE_VERB = {"final": "", "provisional": "sơ bộ ", "estimate": "ước ", "forecast": "dự kiến "}
_POINTS = "điểm phần trăm"
_CUMULATIVE = ", lũy kế"


def number(value: Decimal) -> str:
    """18.382; 3,34."""
    return plain(value, LANGUAGE)


def day(when: date) -> str:
    """Short date: 04/3/2024; days under 10 and months 1 and 2 take a zero."""
    return (
        f"{when.day:02d}/{when.month:02d}/{when.year}"
        if when.month < 3
        else (f"{when.day:02d}/{when.month}/{when.year}")
    )


def language(code: str) -> str:
    """tiếng Anh."""
    return lower_first(language_name(code, LANGUAGE))


def long_day(when: date) -> str:
    """Date in text: ngày 04 tháng 3 năm 2024."""
    month = f"{when.month:02d}" if when.month < 3 else str(when.month)
    return f"ngày {when.day:02d} tháng {month} năm {when.year}"


def status(code: Status) -> str:
    """Word of a status: chính thức, sơ bộ, ước, dự kiến."""
    return _STATUS[code]


def measure(code: str) -> str:
    """kế hoạch or thực hiện."""
    return "kế hoạch" if code == "plan" else "thực hiện"


def unit(indicator: Indicator) -> str:
    """The unit as it follows a number."""
    return behind(indicator.unit)


def points(indicator: Indicator) -> str:
    """The unit of a difference of two values."""
    return behind(_POINTS) if indicator.is_rate else unit(indicator)


def value(row: Observation, indicator: Indicator, *, with_unit: bool = True) -> str:
    """18.382 người; 3,34%; 1–1,5 điểm %/năm; khoảng 1.500 người; dưới 3%."""
    ends = number(row.value)
    if row.upper is not None:
        ends = f"{ends}{EN_DASH}{number(row.upper)}"
    return _BOUNDS[row.bound] + ends + (unit(indicator) if with_unit else "")


def period(row: Observation, indicator: Indicator) -> str:
    """năm 2020; giai đoạn 2016–2020; lũy kế từ năm 2019 đến ngày 27/8/2024."""
    if row.since is None:
        return f"năm {row.year}"
    if indicator.is_rate:
        return f"giai đoạn {row.since}{EN_DASH}{row.year}"
    within = row.as_of.year == row.year
    end = f"ngày {day(row.as_of)}" if within else f"hết năm {row.year}"
    return f"lũy kế từ năm {row.since} đến {end}"


def short_period(row: Observation) -> str:
    """2020; 2016–2020."""
    return str(row.year) if row.since is None else f"{row.since}{EN_DASH}{row.year}"


def verdict(code: Verdict, direction: Direction) -> str:
    """vượt kế hoạch; where less is better: tốt hơn kế hoạch."""
    words = {"met": "đạt kế hoạch", "missed": "chưa đạt kế hoạch", "none": "chưa có số kế hoạch"}
    if code == "exceeded":
        return "tốt hơn kế hoạch" if direction == "down" else "vượt kế hoạch"
    return words[code]


def result(
    series: Series, found: Attainment, *, group: str = "", subject: str | None = None
) -> str:
    """The whole sentence about a value: name, period, verb, value, comparison, verdict."""
    row, indicator = found.actual, series.indicator
    name = subject or _subject(indicator, row, group)
    words = f"{name} {_verb(series, row)} {value(row, indicator)}"
    if said := comparison(found):
        words += f", {said}"
    if found.verdict != "none":
        words += f": {verdict(found.verdict, indicator.direction)}"
    return words + "."


def comparison(found: Attainment) -> str:
    """How the value stands to the plan: 'bằng 102,1% kế hoạch (18.000 người)'; '' without one."""
    plan, indicator = found.plan, found.indicator
    if plan is None:
        return ""
    planned = value(plan, indicator)
    if plan.bound in ("below", "above"):
        return f"kế hoạch: {planned}"
    if plan.bound == "about":
        said = _distance(found)
        return f"so với kế hoạch {planned}" + (f": {said}" if said else "")
    if plan.upper is not None:
        return _against_range(found)
    if plan.value == 0 and not indicator.is_rate:
        return f"kế hoạch là {_nothing(indicator)}"
    return _against_value(found)


def short_comparison(found: Attainment) -> str:
    """The comparison without the plan's value: for a table that shows it beside."""
    if found.plan is None or found.plan.bound in ("below", "above"):
        return ""
    if found.plan.upper is not None:
        return _against_range(found, short=True)
    return _distance(found, tail=" kế hoạch") if found.percent is not None else _distance(found)


def attained(found: Attainment) -> str:
    """How far the plan was reached, as a bare figure: '102,1%'; '' without one."""
    if found.percent is not None:
        return f"{number(shown_percent(found.percent))}%"
    if found.difference is None:
        return ""
    return f"{number(abs(found.difference))}{points(found.indicator)}"


def formula(found: Attainment) -> str:
    """How the verdict was reached: '18.382 ÷ 18.000 × 100 = 102,1%'; '' without a plan."""
    plan, actual, indicator = found.plan, found.actual, found.indicator
    if plan is None:
        return ""
    if found.percent is not None:
        share = number(shown_percent(found.percent))
        return f"{number(actual.value)} ÷ {number(plan.value)} × 100 = {share}%"
    if plan.upper is not None or plan.bound in ("below", "above") or found.difference is None:
        return f"{value(actual, indicator)}; kế hoạch {value(plan, indicator)}"
    if found.difference == 0:
        return f"{number(actual.value)} = {number(plan.value)}"
    gap = signed(found.difference, LANGUAGE)
    sign = MINUS if plan.value >= 0 else "+"
    return f"{number(actual.value)} {sign} {number(abs(plan.value))} = {gap}{points(indicator)}"


def planned(row: Observation, indicator: Indicator) -> str:
    """'Kế hoạch năm 2021: 20.000 người.'"""
    return f"Kế hoạch {period(row, indicator)}: {_planned_value(row, indicator)}."


def planned_value(row: Observation, indicator: Indicator) -> str:
    """The plan's value as said: 'không còn hộ nào' where a count is to fall to nothing."""
    return _planned_value(row, indicator)


def change(before: Observation, now: Observation, indicator: Indicator) -> str:
    """'So với năm 2019: giảm 0,99 điểm phần trăm.'; '' where a bound or range forbids it."""
    said = changed(before, now, indicator)
    return f"So với {period(before, indicator)}: {said}." if said else ""


def changed(before: Observation, now: Observation, indicator: Indicator) -> str:
    """'giảm 0,99 điểm phần trăm'; 'tăng 1.618 người, 8,8%'; 'không đổi'."""
    if {before.bound, now.bound} != {""} or before.upper is not None or now.upper is not None:
        return ""
    gap = now.value - before.value
    if gap == 0:
        return "không đổi"
    words = f"{'tăng' if gap > 0 else 'giảm'} {number(abs(gap))}{points(indicator)}"
    if not indicator.is_rate and before.value > 0:
        share = shown_percent(abs(gap) / before.value * 100)
        words += f", {number(share)}%"
    return words


def not_compared(before: Observation, now: Observation, book: Yearbook) -> str:
    """'Không so sánh với năm 2020 vì thay đổi chuẩn nghèo.'"""
    indicator = book.indicators[now.indicator]
    return f"Không so sánh với {period(before, indicator)} vì {basis_change(before, now, book)}."


def basis_change(before: Observation, now: Observation, book: Yearbook) -> str:
    """What changed between two bases: 'thay đổi chuẩn nghèo', else 'thay đổi cách đo'."""
    names = [book.label("basis", row.basis).name.lower().split() for row in (before, now)]
    same = []
    for left, right in zip(*names, strict=False):
        if left != right:
            break
        same.append(left)
    if same and same[0] == "chuẩn":
        return "thay đổi " + " ".join(word for word in same[:2] if not word[0].isdigit())
    return "thay đổi cách đo"


def revised(
    old: Observation, new: Observation, indicator: Indicator, corrected: bool = False
) -> str:
    """'Số liệu năm 2020 được điều chỉnh từ dự kiến 4% (17/8/2020) thành ước 3,6% (01/01/2021).'"""
    return (
        f"Số liệu {period(new, indicator)} được {_mended(corrected)} từ {_vintage(old, indicator)} "
        f"thành {_vintage(new, indicator)}."
    )


def replanned(
    old: Observation, new: Observation, indicator: Indicator, corrected: bool = False
) -> str:
    """'Kế hoạch năm 2021 được điều chỉnh từ 18.000 người (...) thành 20.000 người (...).'"""
    return (
        f"Kế hoạch {period(new, indicator)} được {_mended(corrected)} từ "
        f"{_planned_value(old, indicator)} ({day(old.as_of)}) thành "
        f"{_planned_value(new, indicator)} ({day(new.as_of)})."
    )


def _mended(corrected: bool) -> str:
    return "đính chính" if corrected else "điều chỉnh"


def named(row: Observation, indicator: Indicator) -> str:
    """'Số người được giải quyết việc làm, thực hiện năm 2020'."""
    return f"{indicator.name}, {measure(row.measure)} {period(row, indicator)}"


def _subject(indicator: Indicator, row: Observation, group: str) -> str:
    name, when = indicator.name, period(row, indicator)
    is_cumulative = when.startswith("lũy kế")
    if is_cumulative and name.lower().endswith(_CUMULATIVE):
        name = name[: -len(_CUMULATIVE)]
    name += f" ({group})" if group else ""
    return f"{name}{',' if is_cumulative else ''} {when}"


def _verb(series: Series, row: Observation) -> str:
    match series.indicator.direction:
        case "up":
            verb = "đạt"
        case "down":
            before = series.before(row)
            verb = "còn" if before is not None and row.value < before.value else "ở mức"
        case _:
            verb = "là"
    return _BEFORE_VERB[row.status] + verb


def _distance(found: Attainment, tail: str = "") -> str:
    """'bằng 102,1%', 'cao hơn 0,6 điểm phần trăm', 'bằng kế hoạch'; '' where not decided."""
    if found.percent is not None:
        return f"bằng {number(shown_percent(found.percent))}%{tail}"
    if found.difference is None:
        return ""
    if found.difference == 0:
        return "bằng kế hoạch"
    side = "cao hơn" if found.difference > 0 else "thấp hơn"
    return f"{side} {number(abs(found.difference))}{points(found.indicator)}"


def _against_value(found: Attainment) -> str:
    assert found.plan is not None
    planned = value(found.plan, found.indicator)
    if found.percent is not None:
        return f"bằng {number(shown_percent(found.percent))}% kế hoạch ({planned})"
    if found.difference is None:
        return f"kế hoạch {planned}"
    if found.difference == 0:
        return f"bằng kế hoạch ({planned})"
    side = "cao hơn" if found.difference > 0 else "thấp hơn"
    gap = f"{number(abs(found.difference))}{points(found.indicator)}"
    return f"{side} kế hoạch {gap} (kế hoạch {planned})"


def _against_range(found: Attainment, *, short: bool = False) -> str:
    plan, indicator = found.plan, found.indicator
    assert plan is not None and plan.upper is not None
    if found.side == "inside":
        if short:
            return "trong khoảng kế hoạch"
        ends = value(plan, indicator, with_unit=False)
        tail = unit(indicator) if indicator.unit.startswith("%") else points(indicator)
        return f"trong khoảng kế hoạch ({ends}{tail})"
    if found.side is None or found.difference is None:
        return f"kế hoạch {value(plan, indicator)}"
    gap = f"{number(abs(found.difference))}{points(indicator)}"
    if found.side == "below":
        return f"thấp hơn mức tối thiểu của kế hoạch ({number(plan.value)}) {gap}"
    return f"cao hơn mức tối đa của kế hoạch ({number(plan.upper)}) {gap}"


def _nothing(indicator: Indicator) -> str:
    if indicator.is_count and indicator.direction == "down":
        return f"không còn {indicator.unit} nào"
    return f"0{unit(indicator)}"


def _planned_value(row: Observation, indicator: Indicator) -> str:
    bare = row.upper is None and not row.bound and not indicator.is_rate
    if bare and str(row.value) == "0":
        return _nothing(indicator)
    return value(row, indicator)


def _vintage(row: Observation, indicator: Indicator) -> str:
    word = "" if row.status == "final" else f"{_STATUS[row.status]} "
    return f"{word}{value(row, indicator)} ({day(row.as_of)})"
