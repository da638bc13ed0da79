"""What an indicator's page says of its newest figure: headline, lede, the whole sentence."""

from __future__ import annotations

from generator.attainment import attainment, judge
from generator.figures import Series
from generator.model import Observation
from generator.pages.common import fill, local
from generator.pages.site import Site


def headline(site: Site, series: Series) -> str:
    """'Năm 2020 đạt 18.382 người, vượt kế hoạch': read under the indicator's name."""
    words, row = site.words, series.latest
    say = words.say
    if row is None:
        return words.strings["no_data"]
    if row.measure == "plan":
        planned: str = say.planned(row, series.indicator)
        return planned.removesuffix(".")
    found = attainment(series, row)
    when = say.period(row, series.indicator)
    when = f"{_group(site, row)}, {when}" if row.group else say.upper_first(when)
    said: str = say.result(series, judge(series.indicator, None, row), subject=when)
    said = said.removesuffix(".")
    if found.verdict == "none":
        return said
    return f"{said}, {say.verdict(found.verdict, series.indicator.direction)}"


def lede(site: Site, series: Series) -> str:
    """The whole result and how it compares with the value before; a plan is in the headline."""
    row, words = series.latest, site.words
    if row is None:
        return ""
    if row.measure == "plan":
        period = words.say.period(row, series.indicator)
        return fill(words, "ind_no_actual", period=period)
    change = _change(site, series, row)
    return f"{result(site, series)} {change}".strip()


def result(site: Site, series: Series) -> str:
    """The whole sentence about the newest figure; '' without one."""
    row, say = series.latest, site.words.say
    if row is None:
        return ""
    if row.measure == "plan":
        planned: str = say.planned(row, series.indicator)
        return planned
    said: str = say.result(series, attainment(series, row), group=_group(site, row))
    return said


def _change(site: Site, series: Series, row: Observation) -> str:
    """Against the value before, or why there is no comparison."""
    say = site.words.say
    broken = series.before_break(row)
    said: str = ""
    if broken is not None:
        said = say.not_compared(broken, row, site.book)
    elif (before := series.before(row)) is not None:
        said = say.change(before, row, series.indicator)
    return said


def _group(site: Site, row: Observation) -> str:
    return local(site.book.label("group", row.group), site.words) if row.group else ""
