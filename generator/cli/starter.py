"""Commands that begin something: a new site, a new year."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime
from pathlib import Path

import click

from generator.cli.options import config_option, lang_option
from generator.cli.showing import language_of
from generator.problems import UsageError
from generator.words import LANGUAGES

TEXT = {
    "vi": {
        "file": "{folder}: không phải thư mục",
        "full": "{folder}: thư mục không trống; chọn thư mục trống hoặc chưa có",
        "name": "Tên cơ quan",
        "place": "Số liệu nói về nơi nào, ví dụ «tỉnh Bến Tre» (có thể bỏ trống)",
        "year": "Năm của ấn bản đầu tiên",
        "site_url": "Địa chỉ trang trên mạng, bắt đầu bằng https:// (chưa có thì bỏ trống)",
        "empty": "chưa có chữ nào",
        "long": "dài quá 200 chữ",
        "letters": "có ký tự không nhìn thấy được",
        "url": "không phải địa chỉ bắt đầu bằng http:// hay https://",
        "made": "Đã lập trang mới trong {folder}: {files} tệp. Số liệu trong đó là ví dụ.\n"
        "Tiếp theo: cd {folder}, niengiam serve để xem thử; đọc HUONG-DAN.md.",
        "prepared": "Đã viết: {files}.\n{plans} kế hoạch năm {year} đã có sẵn trong bảng số liệu; "
        "{empty} chỉ tiêu chưa có.\nĐiền {table} rồi nhập: "
        "niengiam import {table} --edition {year} --as-of NĂM-THÁNG-NGÀY --source MÃ --write",
    },
    "en": {
        "file": "{folder}: no folder",
        "full": "{folder}: the folder isn't empty; choose one that is, or a new name",
        "name": "Name of the public body",
        "place": "Place that the figures are about (may be empty)",
        "year": "Year of the first edition",
        "site_url": "Address of the site, with https:// (empty if there is none yet)",
        "empty": "nothing is written",
        "long": "longer than 200 letters",
        "letters": "has letters that can't be seen",
        "url": "no address that begins with http:// or https://",
        "made": "A new site is in {folder}: {files} files. Its figures are samples.\n"
        "Next: cd {folder}, niengiam serve to look at it; read GUIDE.md.",
        "prepared": "Written: {files}.\n{plans} plans for {year} are in the data already; "
        "{empty} indicators have none.\nFill in {table}, then import it: "
        "niengiam import {table} --edition {year} --as-of YEAR-MONTH-DAY --source ID --write",
    },
}


def _languages(text: str) -> tuple[str, ...]:
    """What is typed or given as an option, in its order, each once."""
    found = tuple(dict.fromkeys(text.replace(",", " ").split()))
    if not found or not set(found) <= set(LANGUAGES):
        raise click.BadParameter(f"'{text}': {', '.join(LANGUAGES)}", param_hint="--lang")
    return found


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--lang",
    callback=lambda _context, _option, text: _languages(text) if text is not None else None,
    help="Languages of the site, the main one first: vi, en, 'vi en' ...",
)
@click.option("--name", help="The public body.")
@click.option("--place", help="What place the figures are about.")
@click.option("--year", type=click.IntRange(1900, 2099), help="The first edition.")
@click.option("--site-url", help="The address that the site will have.")
def new(
    folder: Path,
    lang: tuple[str, ...] | None,
    name: str | None,
    place: str | None,
    year: int | None,
    site_url: str | None,
) -> None:
    """Make a new site in DIR, ready to build; asks for what no option tells.

    DIR must be missing or empty. The figures in it are samples, marked as such.
    """
    from generator import starter

    if refusal := starter.refusal_of(folder):
        told = TEXT[lang[0] if lang else "vi"][refusal]
        raise click.UsageError(told.format(folder=folder))
    if lang is None:
        asked = "Ngôn ngữ / Languages (vi, en, vi en)"
        lang = click.prompt(asked, value_proc=_languages, default="vi", err=True)
    text = TEXT[lang[0]]
    name = _asked(name, text, "name", required=True)
    place = _asked(place, text, "place")
    if year is None:
        last = datetime.now(UTC).year - 1
        kind = click.IntRange(1900, 2099)
        year = click.prompt(text["year"], type=kind, default=last, err=True)
    site_url = _asked(site_url, text, "site_url", is_url=True)
    more = lang if len(lang) > 1 else ()
    made = starter.new_site(folder, starter.Answers(name, place, lang[0], year, site_url, more))
    click.echo(text["made"].format(folder=shlex.quote(str(folder)), files=len(made)))


def _asked(
    given: str | None,
    text: dict[str, str],
    key: str,
    *,
    required: bool = False,
    is_url: bool = False,
) -> str:
    """An answer: the option's, which must be right, else what is typed until it is."""
    from generator.starter import fault_of

    if given is not None:
        if fault := fault_of(given, required=required, is_url=is_url):
            raise click.BadParameter(text[fault], param_hint=f"--{key.replace('_', '-')}")
        return given
    while True:
        default = None if required else ""
        answer = str(click.prompt(text[key], default=default, show_default=False, err=True))
        if not (fault := fault_of(answer, required=required, is_url=is_url)):
            return answer
        click.echo(text[fault], err=True)


@click.command("new-edition")
@config_option
@lang_option
@click.argument("year", type=click.IntRange(1900, 2099))
@click.option("--from", "before", type=int, help="The edition to follow; by default the newest.")
def new_edition(config: Path, lang: str | None, year: int, before: int | None) -> None:
    """Prepare content and a table for a new year.

    Writes content/YEAR/ as a draft in the order of the edition before, and YEAR.xlsx to fill in
    and import. Nothing that exists is changed.
    """
    from generator import starter

    try:
        done = starter.new_edition(config, year, before)
    except UsageError as error:
        raise click.UsageError(str(error)) from error
    text = TEXT[language_of(config, lang)]["prepared"]
    files = ", ".join(done.files)
    click.echo(
        text.format(files=files, plans=done.plans, empty=done.empty, year=year, table=done.table)
    )
