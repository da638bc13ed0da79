"""The page for whoever finds a bag alone, in thirty years, without this program."""

from __future__ import annotations

from datetime import date

from generator import __version__
from generator.model import Edition, Settings

_TEXT = """\
{title}
{line}
{publisher}
Edition {year}, version {version}, published {published}, data as known on {as_of}.
Frozen on {day}: {pages} pages, {figures} figures.
Published at {address}

What this is
  The yearly results of a public body, as they were published: a website, its data, and all that
  it was made from. It is a BagIt bag (RFC 8493) in a zip. Nothing in it needs a network.

Look at it
  Unpack the zip and open data/site/{name}/index.html in a browser. Every value can be read without
  JavaScript. Links marked with an arrow lead to the website as it was then.

Use the data
  data/tables/ holds CSV files in UTF-8; datapackage.json (Frictionless) describes every column.

Check that nothing changed
  In the unpacked folder:  sha256sum -c manifest-sha256.txt && sha256sum -c tagmanifest-sha256.txt
  or, with the Library of Congress' tool:  bagit.py --validate {name}
  Someone who changes a file can change these lists too. So compare the sha256 of the whole zip
  with the one that its publisher made known elsewhere, and with archive/register.csv.

Make it again
  data/sources/ holds the content, the tables, the templates, the settings, and the program itself
  (niengiam {program}, a Python wheel) with the list of what it needs. With it installed:
  niengiam rebuild {name}.zip   builds the pages anew and compares them byte for byte.

Tóm tắt bằng tiếng Việt
  Đây là bản lưu trữ của một ấn bản kết quả hằng năm. Giải nén, mở data/site/{name}/index.html.
  Số liệu ở data/tables/ (CSV). Đối chiếu sha256 của tệp zip với con số mà cơ quan đã công bố.
"""


def readme(edition: Edition, settings: Settings, pages: int, figures: int, day: date) -> bytes:
    """README.txt of a bag, in English and shortly in Vietnamese."""
    return _TEXT.format(
        title=edition.title,
        line="=" * len(edition.title),
        publisher=edition.publisher,
        year=edition.year,
        version=edition.version,
        published=edition.published.isoformat(),
        as_of=edition.as_of.isoformat(),
        day=day.isoformat(),
        pages=pages,
        figures=figures,
        name=edition.name,
        address=f"{settings.site_url.rstrip('/')}/{edition.name}/",
        program=__version__,
    ).encode()
