"""What a zip says of its tables: Frictionless Data Package, and W3C's CSVW."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from generator.citing.work import license_of, publisher_of
from generator.exports import contract
from generator.exports.subject import absolute
from generator.folding import slug
from generator.model import Edition
from generator.pages.common import DATA, edition_uri
from generator.pages.site import Site


def datapackage(site: Site, edition: Edition | None, files: Mapping[str, bytes]) -> dict[str, Any]:
    """datapackage.json of the tables in `files`, with the size and hash of each."""
    settings = site.book.settings
    resources = [_resource(item, files) for item in contract.contract()["resources"]]
    found = {
        "profile": "tabular-data-package",
        "name": _name(site, edition),
        "id": page_of(site, edition),
        "title": edition.title if edition else settings.site_name,
        "homepage": page_of(site, edition),
        "contributors": [{"title": publisher_of(site.book, edition), "role": "publisher"}],
        "licenses": _licenses(license_of(site.book, edition)),
        "resources": [item for item in resources if item is not None],
    }
    if edition:
        found["version"] = f"{edition.year}.{edition.version}.0"
        found["created"] = f"{edition.published.isoformat()}T00:00:00Z"
    return {name: value for name, value in found.items() if value}


def csvw(package: Mapping[str, Any], language: str) -> dict[str, Any]:
    """csv-metadata.json: the same tables as CSVW knows them."""
    licenses = package.get("licenses", [])
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": language}],
        "dc:title": package["title"],
        "dc:publisher": package["contributors"][0]["title"],
        **({"dc:license": licenses[0]["title"]} if licenses else {}),
        "tables": [_csvw_table(item) for item in package["resources"]],
    }


def page_of(site: Site, edition: Edition | None) -> str:
    """The page that the data belong to."""
    uri = edition_uri(edition) if edition else DATA
    return absolute(site, uri.removesuffix("index.html"))


def _resource(item: Mapping[str, Any], files: Mapping[str, bytes]) -> dict[str, Any] | None:
    body = files.get(item["path"])
    if body is None:
        return None
    schema = {**item["schema"], "fields": contract.fields(item["name"])}
    digest = f"sha256:{sha256(body).hexdigest()}"
    return {**item, "schema": schema, "bytes": len(body), "hash": digest}


def _csvw_table(item: Mapping[str, Any]) -> dict[str, Any]:
    """Columns and keys; a key that may be empty stays out: strict readers refuse it."""
    schema = item["schema"]
    required = {
        field["name"] for field in schema["fields"] if field.get("constraints", {}).get("required")
    }
    described: dict[str, Any] = {
        "columns": contract.csvw_columns(schema["fields"], "vi"),
        "foreignKeys": [
            {
                "columnReference": key["fields"],
                "reference": {
                    "resource": f"{key['reference']['resource'] or item['name']}.csv",
                    "columnReference": key["reference"]["fields"],
                },
            }
            for key in schema.get("foreignKeys", [])
            if key["fields"] in required
        ],
    }
    if "primaryKey" in schema:
        described["primaryKey"] = schema["primaryKey"]
    title = {"@value": item["title"], "@language": "vi"}
    return {"url": item["path"], "dc:title": title, "tableSchema": described}


def _name(site: Site, edition: Edition | None) -> str:
    """A name for programs: 'nien-giam-ket-qua-2020'."""
    stem = slug(site.book.settings.site_name) or "nien-giam"
    return f"{stem}-{edition.name}" if edition else stem


def _licenses(said: str) -> list[dict[str, str]]:
    """The licence as Frictionless names it; Creative Commons with its address."""
    if not said:
        return []
    name = re.sub(r"[^A-Za-z0-9.]+", "-", said).strip("-") or slug(said) or "license"
    found = {"name": name, "title": said}
    if known := re.fullmatch(r"CC[ -](BY(?:-(?:SA|ND|NC|NC-SA|NC-ND))?)[ -]([0-9]\.[0-9])", said):
        found["path"] = f"https://creativecommons.org/licenses/{known[1].lower()}/{known[2]}/"
    return [found]
