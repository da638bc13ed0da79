"""An edition's metadata in the shape of DataCite 4, ready for a DOI that an office may get."""

from __future__ import annotations

import json
from typing import Any

from generator.citing.work import Work, one_line
from generator.model import Edition


def metadata(work: Work, edition: Edition, parts: tuple[Work, ...], older: Work | None) -> str:
    """`datacite.json` of an edition.

    It names the version before it and never the one after: a frozen file doesn't change.
    """
    name = one_line(work.publisher)
    found: dict[str, Any] = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Report"},
        "url": work.url,
        "creators": [{"name": name, "nameType": "Organizational"}],
        "titles": [{"title": one_line(work.title), "lang": work.language}],
        "publisher": {"name": name, "lang": work.language},
        "publicationYear": str(work.date.year),
        "dates": [
            {"date": work.date.isoformat(), "dateType": "Issued"},
            {"date": edition.as_of.isoformat(), "dateType": "Valid"},
        ],
        "language": work.language,
        "version": work.version,
        "alternateIdentifiers": [
            {"alternateIdentifier": work.url, "alternateIdentifierType": "URL"}
        ],
        "rightsList": [{"rights": work.license}] if work.license else [],
        "descriptions": [
            {
                "description": one_line(work.abstract),
                "descriptionType": "Abstract",
                "lang": work.language,
            }
        ],
        "relatedIdentifiers": [
            *([_related(older, "IsNewVersionOf")] if older else []),
            *(_related(part, "HasPart") for part in parts),
        ],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _related(work: Work, relation: str) -> dict[str, str]:
    kind = {"indicator": "Dataset", "edition": "Report"}.get(work.kind, "Text")
    return {
        "relatedIdentifier": work.url,
        "relatedIdentifierType": "URL",
        "relationType": relation,
        "resourceTypeGeneral": kind,
    }
