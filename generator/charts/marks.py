"""From rows to marks: how each value is named beside its mark."""

from __future__ import annotations

from generator.attainment import attainment
from generator.charts import phrases
from generator.charts.spec import Mark
from generator.figures import Series
from generator.model import Indicator, Observation
from generator.words import Words


def mark(row: Observation, indicator: Indicator, words: Words, *, is_old: bool = False) -> Mark:
    """A row as a mark."""
    return Mark(
        measure=row.measure,
        value=row.value,
        upper=row.upper,
        bound=row.bound,
        status=row.status,
        is_old=is_old,
        label=short_value(row, indicator, words),
        note="" if row.status == "final" else words.say.status(row.status),
        full=_full(row, indicator, words),
        said=_said(row, indicator, words, is_old=is_old),
        source=row.source,
    )


def short_value(row: Observation, indicator: Indicator, words: Words) -> str:
    """The number beside a mark: '%' stays with it, any other unit is said once in the subtitle."""
    text: str = words.say.value(row, indicator, with_unit=indicator.unit.startswith("%"))
    return text


def _full(row: Observation, indicator: Indicator, words: Words) -> str:
    if row.measure == "plan" and row.status == "final":
        planned: str = words.say.planned_value(row, indicator)
        return planned
    return sure_value(row, indicator, words)


def judged(series: Series, row: Observation, words: Words) -> str:
    """'bằng 102,1% kế hoạch: vượt kế hoạch'; '' without a plan."""
    found = attainment(series, row)
    if found.plan is None:
        return ""
    if found.verdict == "none":
        return words.strings["tally_undecided"]
    verdict: str = words.say.verdict(found.verdict, series.indicator.direction)
    if not found.is_firm:
        status = words.say.status(row.status)
        verdict = phrases.say(words, "unsure", value=verdict, status=status)
    compared = words.say.short_comparison(found)
    return phrases.say(words, "judged", compared=compared, verdict=verdict) if compared else verdict


def sure_value(row: Observation, indicator: Indicator, words: Words) -> str:
    """The value with its unit, and its status where that isn't final: '3,6% (ước)'."""
    value: str = words.say.value(row, indicator)
    if row.status == "final":
        return value
    return phrases.say(words, "unsure", value=value, status=words.say.status(row.status))


def older(series: Series, row: Observation, words: Words) -> tuple[Mark, ...]:
    """The vintages that a row replaced, where they said another value."""
    past = series.vintages_of(row.subject)[:-1]
    shown = {(row.value, row.upper, row.bound)}
    found = []
    for old in reversed(past):
        value = (old.value, old.upper, old.bound)
        if value not in shown:
            shown.add(value)
            found.append(mark(old, series.indicator, words, is_old=True))
    return tuple(reversed(found))


def _said(row: Observation, indicator: Indicator, words: Words, *, is_old: bool) -> str:
    say = words.say
    if row.measure == "plan":
        text = say.planned(row, indicator).rstrip(".")
    else:
        value = sure_value(row, indicator, words)
        name = say.upper_first(say.measure(row.measure))
        text = f"{name} {say.period(row, indicator)}: {value}"
    return phrases.say(words, "old_said", said=text) if is_old else text
