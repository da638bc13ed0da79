"""README.txt of a zip: what it holds and how to read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.citing.work import license_of, publisher_of
from generator.exports.describe import page_of
from generator.model import Edition
from generator.pages.common import edition_named
from generator.pages.site import Site


def readme(site: Site, edition: Edition | None, package: Mapping[str, Any]) -> bytes:
    """The file."""
    return ("\n".join(_lines(site, edition, package)) + "\n").encode()


def _lines(site: Site, edition: Edition | None, package: Mapping[str, Any]) -> Iterator[str]:
    words = site.words
    strings, say = words.strings, words.say
    yield package["title"]
    if edition:
        yield say.upper_first(edition_named(edition, words))
        yield f"{strings['dl_about_as_of']}: {say.day(edition.as_of)}"
    yield f"{strings['dl_about_publisher']}: {publisher_of(site.book, edition)}"
    if license := license_of(site.book, edition):
        yield f"{strings['dl_about_license']}: {license}"
    yield f"{strings['dl_about_address']}: {page_of(site, edition)}"
    yield ""
    for item in package["resources"]:
        yield _about(item, strings)
    yield f"datapackage.json: {strings['data_contract']}"
    yield f"csv-metadata.json: {strings['dl_csvw']}"
    yield ""
    yield strings["data_how_text"]
    yield strings["dl_apostrophe"]


def _about(item: Mapping[str, Any], strings: Mapping[str, str]) -> str:
    return f"{item['path']}: {strings['data_' + item['name']]}"
