"""What a command prints: problems, and its own few sentences."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from generator import report
from generator.problems import Problems

DONE, INPUT, USAGE, FAULT = 0, 1, 2, 3

TEXT = {
    "vi": {
        "checked": "Đã kiểm tra: không có lỗi.",
        "built": "Đã dựng xong trang vào {place}: {pages} trang.",
        "printed": "Đã in báo cáo vào {place}.",
        "verified": "Đã kiểm: {editions} phiên bản trong sổ lưu trữ, {bags} tệp lưu; {files} tệp"
        " của trang, trong đó {frozen} tệp đã đóng băng.",
        "kept": "Trang đã công bố được giữ nguyên.",
        "busy": "Một lệnh khác đang ghi vào đây; đợi lệnh ấy xong rồi chạy lại.",
        "live": "Trang mới đã công bố; chỉ phần dọn dẹp sau đó không xong, lần sau sẽ làm nốt.",
        "published": "Đã công bố vào {place}: {files} tệp.\nBản đang hiện: {day}, sha256 {hash}",
        "went_back": "Bản đang hiện: {day}, sha256 {hash}",
        "frozen": "Đã đóng băng {name} vào {file}: {pages} trang, {figures} con số, {size} MB.",
        "corrected": "Đã ghi {rows} dòng vào corrections.csv.",
        "withdrawn": "Đã ghi vào archive/withdrawn.csv; lần dựng sau, {address} là một thông báo.",
        "rebuilt": "Dựng lại {name} từ túi lưu trữ: {files} tệp, giống hệt từng byte.",
        "rebuilt_differs": "khác: {file}",
        "rebuilt_missing": "thiếu khi dựng lại: {file}",
        "rebuilt_extra": "thừa khi dựng lại: {file}",
        "anchor": "Công bố mã sha256 này ở nơi khác: thông cáo báo chí, thẻ git có ký.",
        "fault": "Lỗi của chương trình, không phải của bạn. Gửi đoạn dưới đây cho người bảo trì.",
    },
    "en": {
        "checked": "Checked: no errors.",
        "built": "The site is built in {place}: {pages} pages.",
        "printed": "The report is printed in {place}.",
        "verified": "Verified: {editions} version(s) in the register, {bags} bag(s); {files} files"
        " of the site, {frozen} of them frozen.",
        "kept": "What was published is untouched.",
        "busy": "Another command is writing there; wait for it to end, then run this one again.",
        "live": "The new site is live; only tidying up after it failed, the next run does it.",
        "published": "Published to {place}: {files} files.\nLive now: {day}, sha256 {hash}",
        "went_back": "Live now: {day}, sha256 {hash}",
        "frozen": "Frozen: {name} in {file}: {pages} pages, {figures} figures, {size} MB.",
        "corrected": "{rows} row(s) written to corrections.csv.",
        "withdrawn": "Written to archive/withdrawn.csv; the next build puts a notice at {address}.",
        "rebuilt": "{name} built again from its bag: {files} files, identical in every byte.",
        "rebuilt_differs": "differs: {file}",
        "rebuilt_missing": "missing when built again: {file}",
        "rebuilt_extra": "extra when built again: {file}",
        "anchor": "Make this hash known elsewhere: in the press release, in a signed git tag.",
        "fault": "A fault of the program, not yours. Send the lines below to its maintainers.",
    },
}


def show(problems: Problems, form: str, language: str) -> None:
    if form == "json":
        click.echo(report.as_json(problems, language))
        return
    console = Console(stderr=True, soft_wrap=True)
    for item in problems:
        style = "red" if item.severity == "error" else "yellow"
        console.print(
            report.line(item, language), style=style, markup=False, highlight=False, emoji=False
        )
    if len(problems):
        console.print(report.summary(problems, language), markup=False, highlight=False)


def say(key: str, config: Path, lang: str | None, **values: object) -> None:
    click.echo(TEXT[language_of(config, lang)][key].format(**values))


def language_of(config: Path, lang: str | None) -> str:
    return lang or report.language_of(config)
