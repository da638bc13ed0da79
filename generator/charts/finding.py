"""Title and subtitle of a chart: sentences made from the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from generator.attainment import attainment
from generator.charts import phrases
from generator.charts.marks import sure_value
from generator.charts.spec import Spec
from generator.figures import Series
from generator.model import Indicator, Label, Observation, Yearbook, in_language
from generator.words import Words
from generator.words.numbers import EN_DASH

Texts = tuple[str, str]
MOST_NAMED = 3
"""More groups that share the first place are counted, not named."""


def named(item: Label | Indicator, words: Words) -> str:
    """A name in the words' language."""
    return in_language(item, "name", words.language)


def time_texts(series: Series, spec: Spec, book: Yearbook, words: Words) -> Texts:
    """Title and subtitle of the time chart."""
    return _time_title(series, book, words), _time_subtitle(series, spec, book, words)


def breakdown_texts(
    series: Series,
    spec: Spec,
    rows: Sequence[Observation],
    shares: Mapping[str, Decimal],
    book: Yearbook,
    words: Words,
) -> Texts:
    """Title and subtitle of a breakdown."""
    newest = [row for row in rows if row.basis == rows[-1].basis]
    title = _breakdown_title(series, newest, shares, book, words)
    by = phrases.say(
        words, "by", by=words.say.lower_first(named(book.label("by", rows[0].by), words))
    )
    parts = [_subject(series, book, words), by, words.say.period(rows[0], series.indicator)]
    subtitle = _sentence(", ".join([*parts, _unit(series, words)]))
    return title, _with_basis(subtitle, spec, words)


def _time_title(series: Series, book: Yearbook, words: Words) -> str:
    ends = _longest_run(series)
    if ends is not None:
        return _run_title(series, *ends, book, words)
    actual = series.actuals[-1] if series.actuals else None
    ahead = _plan_ahead(series, actual) if actual else None
    if actual and ahead:
        return _ahead_title(series, actual, ahead, words)
    if actual:
        text: str = words.say.result(series, attainment(series, actual))
    else:
        text = words.say.planned(series.totals[-1], series.indicator)
    return text.rstrip(".")


def _longest_run(series: Series) -> tuple[Observation, Observation] | None:
    """First and last value that can be compared: of the newest basis that has two."""
    runs: dict[tuple[str, int | None], list[Observation]] = {}
    for row in series.actuals:
        if _is_exact(row):
            runs.setdefault((row.basis, row.since), []).append(row)
    long = [run for run in runs.values() if len(run) > 1]
    newest = max(long, key=lambda run: run[-1].year, default=None)
    return (newest[0], newest[-1]) if newest else None


def _is_exact(row: Observation) -> bool:
    return row.bound == "" and row.upper is None


def _run_title(
    series: Series, first: Observation, last: Observation, book: Yearbook, words: Words
) -> str:
    indicator, say = series.indicator, words.say
    key = "same" if first.value == last.value else "rose" if first.value < last.value else "fell"
    title = phrases.say(
        words,
        key,
        name=named(indicator, words),
        first=sure_value(first, indicator, words),
        since=say.period(first, indicator),
        last=sure_value(last, indicator, words),
        until=say.period(last, indicator),
    )
    later = [row for row in series.actuals if row.year > last.year and row.basis != last.basis]
    if later:
        change = say.basis_change(last, later[0], book)
        title = phrases.say(words, "then_break", title=title, change=change)
    return title


def _plan_ahead(series: Series, actual: Observation) -> Observation | None:
    """The next plan that the newest value can be measured by."""
    plans = [
        row
        for row in series.totals
        if row.measure == "plan" and row.year > actual.year and _is_exact(row)
        if (row.basis, row.since) == (actual.basis, actual.since)
    ]
    return plans[0] if plans and _is_exact(actual) else None


def _ahead_title(series: Series, actual: Observation, plan: Observation, words: Words) -> str:
    indicator, say = series.indicator, words.say
    gap = plan.value - actual.value
    key = "ahead_same" if gap == 0 else "ahead_above" if gap > 0 else "ahead_below"
    return phrases.say(
        words,
        key,
        planned=say.planned(plan, indicator).rstrip("."),
        gap=say.number(abs(gap)) + say.points(indicator),
        status="" if actual.status == "final" else f" ({say.status(actual.status)})",
        period=say.period(actual, indicator),
    )


def _breakdown_title(
    series: Series,
    rows: Sequence[Observation],
    shares: Mapping[str, Decimal],
    book: Yearbook,
    words: Words,
) -> str:
    high = max(row.value for row in rows)
    low = min(row.value for row in rows)
    top = [row for row in rows if row.value == high]
    value = sure_value(top[0], series.indicator, words)
    if len(rows) > 1 and high == low:
        return phrases.say(words, "alike", value=value)
    group = _groups(top, book, words)
    if series.indicator.is_rate and len(rows) > 1:
        lowest = [row for row in rows if row.value == low]
        low_value = sure_value(lowest[0], series.indicator, words)
        names = _groups(lowest, book, words)
        return phrases.say(words, "highest", group=group, value=value, lowest=names, low=low_value)
    key = "largest" if len(rows) > 1 else "only"
    share = shares.get(top[0].group) if len(top) == 1 else None
    if share is None:
        return phrases.say(words, key, group=group, value=value)
    said = words.say.number(share)
    return phrases.say(words, f"{key}_share", group=group, value=value, share=said)


def _groups(rows: Sequence[Observation], book: Yearbook, words: Words) -> str:
    names = [named(book.label("group", row.group), words) for row in rows]
    if len(names) > MOST_NAMED:
        others = phrases.say(words, "others", count=words.say.number(Decimal(len(names) - 1)))
        names = [names[0], others]
    head = phrases.say(words, "list").join(names[:-1])
    return head + phrases.say(words, "and") + names[-1] if head else names[-1]


def _time_subtitle(series: Series, spec: Spec, book: Yearbook, words: Words) -> str:
    measures = {mark.measure for _, mark in spec.drawn()}
    key = "both" if len(measures) > 1 else measures.pop()
    parts = [_subject(series, book, words), _unit(series, words), phrases.say(words, key)]
    years = [slot.year for slot in spec.slots]
    first, last = min(years), max(years)
    parts.append(str(first) if first == last else f"{first}{EN_DASH}{last}")
    return _with_basis(_sentence(", ".join(parts)), spec, words)


def _subject(series: Series, book: Yearbook, words: Words) -> str:
    name, place = named(series.indicator, words), book.settings.place
    return phrases.say(words, "subject", name=name, place=place) if place else name


def _unit(series: Series, words: Words) -> str:
    indicator = series.indicator
    return phrases.say(words, "unit", unit=in_language(indicator, "unit", words.language))


def _with_basis(subtitle: str, spec: Spec, words: Words) -> str:
    """The one basis is named here; several stand above their panels."""
    if spec.has_break:
        return f"{subtitle} {_sentence(phrases.say(words, 'panels'))}"
    title = spec.panels[0].title
    return f"{subtitle} {_sentence(title)}" if title else subtitle


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
