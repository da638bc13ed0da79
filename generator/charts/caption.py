"""How to read a chart: only the marks that stand in it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.charts import phrases
from generator.charts.spec import Mark, Spec
from generator.words import Words


def caption(spec: Spec, words: Words) -> str:
    """One sentence of keys, and a warning where the axis doesn't begin at zero."""
    keys = "; ".join(_keys(spec, words))
    sentences = [words.say.upper_first(keys)] if keys else []
    if spec.form == "dots" and not spec.scale.has_zero:
        sentences.append(phrases.say(words, "key_not_zero"))
    return " ".join(f"{sentence}." for sentence in sentences)


def _keys(spec: Spec, words: Words) -> Iterator[str]:
    marks = [mark for _, mark in spec.drawn()]
    yield from _actual_keys(spec, [mark for mark in marks if mark.measure == "actual"], words)
    yield from _plan_keys([mark for mark in marks if mark.measure == "plan"], words)
    if any(link.is_gap for link in spec.links) and spec.form == "dots":
        yield phrases.say(words, "key_gap")
    if spec.has_break:
        yield phrases.say(words, "key_break")


def _actual_keys(spec: Spec, actuals: list[Mark], words: Words) -> Iterator[str]:
    mark = phrases.say(words, "dot" if spec.form == "dots" else "bar")
    now = [item for item in actuals if not item.is_old]
    hollow = list(dict.fromkeys(item.note for item in now if item.is_hollow and item.note))
    if any(not item.is_hollow for item in now):
        yield phrases.say(words, "key_final" if hollow else "key_actual", mark=mark)
    if hollow:
        statuses = phrases.say(words, "hollow_or").join(hollow)
        yield phrases.say(words, "key_hollow", mark=mark, statuses=statuses)
    if any(item.is_old for item in actuals):
        yield phrases.say(words, "key_old")


def _plan_keys(plans: list[Mark], words: Words) -> Iterator[str]:
    if any(plan.upper is None for plan in plans):
        yield phrases.say(words, "key_plan")
    if any(plan.upper is not None for plan in plans):
        yield phrases.say(words, "key_range")
    if any(plan.bound in ("below", "above") for plan in plans):
        yield phrases.say(words, "key_bound")
    if any(plan.bound == "about" for plan in plans):
        yield phrases.say(words, "key_about")
