"""schema.org as JSON-LD: Dataset with its Observations, Report, Article."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from generator.citing.work import Work, address, one_line, publisher_of
from generator.figures import Series
from generator.model import Edition, Interview, Observation, Source, Yearbook, in_language
from generator.words import words

Thing = dict[str, Any]
CONTEXT = "https://schema.org"


def about(book: Yearbook, series: Series) -> Thing:
    """What an indicator's page says of its data in every edition that knows the same rows."""
    indicator = series.indicator
    years = [year for row in series.newest for year in (row.since or row.year, row.year)]
    return {
        "spatialCoverage": book.settings.place,
        "temporalCoverage": f"{min(years)}/{max(years)}" if years else "",
        "isAccessibleForFree": True,
        "variableMeasured": {
            "@type": "PropertyValue",
            "name": in_language(indicator, "name", book.settings.language),
            "unitText": in_language(indicator, "unit", book.settings.language),
        },
        "isBasedOn": [
            _source(book.sources[id]) for id in dict.fromkeys(row.source for row in series.newest)
        ],
    }


def dataset(
    work: Work, known: Thing, figures: Iterable[str], downloads: Sequence[tuple[str, str]] = ()
) -> str:
    """An indicator's page: what is known `about` it, and its figures, each by `observation`.

    `downloads` are media types and full addresses.
    """
    found: Thing = {
        "@type": "Dataset",
        **_common(work),
        **known,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": url}
            for kind, url in downloads
        ],
    }
    graph = ",".join([_written(_filled(found)), *figures])
    return f'{{"@context":{_written(CONTEXT)},"@graph":[{graph}]}}'


def report(work: Work, interviews: Iterable[Work]) -> str:
    """An edition and the texts in it."""
    found: Thing = {
        "@context": CONTEXT,
        "@type": "Report",
        **_common(work),
        "reportNumber": work.key.removeprefix("ed"),
        "hasPart": [
            {"@type": "Article", "@id": each.url, "headline": each.title} for each in interviews
        ],
    }
    return _written(_filled(found))


def page(book: Yearbook, title: str, path: str = "", edition: Edition | None = None) -> str:
    """Any other page; without a path the site itself."""
    settings, url = book.settings, address(book, None, path)
    body = {"@type": "Organization", "name": one_line(publisher_of(book, edition))}
    found: Thing = {
        "@context": CONTEXT,
        "@type": "WebPage" if path else "WebSite",
        "@id": url,
        "url": url,
        "name": one_line(title),
        "inLanguage": settings.language,
        "publisher": body,
        "isPartOf": {"@type": "WebSite", "@id": address(book, None)} if path else "",
    }
    return _written(_filled(found))


def article(work: Work, edition: Edition, interview: Interview, source: Source | None) -> str:
    """An interview: who speaks in it, what it was told after."""
    found: Thing = {
        "@context": CONTEXT,
        "@type": "Article",
        **_common(work),
        "headline": one_line(interview.title),
        "isPartOf": {"@type": "Report", "name": edition.title, "version": work.version},
        "mentions": [
            _filled({"@type": "Person", "name": speaker.name, "jobTitle": speaker.role})
            for speaker in interview.speakers
        ],
        "isBasedOn": [_source(source)] if source else [],
    }
    return _written(_filled(found))


def _common(work: Work) -> Thing:
    body = {"@type": "Organization", "name": one_line(work.publisher)}
    return {
        "@id": work.url,
        "name": one_line(work.title),
        "description": one_line(work.abstract),
        "url": work.url,
        "inLanguage": work.language,
        "version": work.version,
        "datePublished": work.date.isoformat(),
        "creator": body,
        "publisher": body,
        "license": {"@type": "CreativeWork", "name": work.license} if work.license else "",
    }


def observation(each: Work, row: Observation, series: Series) -> str:
    """A figure, ready to stand in its indicator's `dataset`: its value as an exact decimal."""
    say, unit = words(each.language).say, in_language(series.indicator, "unit", each.language)
    found: Thing = {
        "@type": "Observation",
        "@id": each.url,
        "name": one_line(each.title),
        **_value(row),
        "unitText": unit,
        "observationDate": str(row.year),
        "observationPeriod": f"P{row.year - row.since + 1}Y" if row.since else "",
        "description": f"{say.measure(row.measure)}; {say.status(row.status)}",
    }
    return _written(_filled(found))


def _value(row: Observation) -> Thing:
    """One value, both ends of a range, or the end that a bound gives."""
    value = str(row.value)
    if row.upper is not None:
        return {"minValue": value, "maxValue": str(row.upper)}
    return {{"below": "maxValue", "above": "minValue"}.get(row.bound, "value"): value}


def _source(source: Source) -> Thing:
    return _filled(
        {
            "@type": "CreativeWork",
            "name": source.title,
            "publisher": {"@type": "Organization", "name": source.publisher},
            "url": source.url,
            "datePublished": source.published.isoformat() if source.published else "",
        }
    )


def _filled(thing: Thing) -> Thing:
    return {name: value for name, value in thing.items() if value not in ("", [], None)}


def _written(data: Thing | str) -> str:
    """JSON that may stand inside `<script>`: nothing in it closes the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text
