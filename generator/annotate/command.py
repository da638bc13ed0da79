"""`niengiam annotate PAGE`: propose links for the unbound numbers of a page, and write them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from generator.annotate.edits import Rendered, applied, harmless, in_file
from generator.annotate.propose import Edit, Proposals, Unsure, propose
from generator.annotate.telling import told
from generator.figures import View
from generator.folding import nfc
from generator.model import translation_of
from generator.problems import OutputError, UsageError
from generator.read.front_matter import Page
from generator.validate.prose import Known
from generator.validate.sound import load_data
from generator.validate.yearbook import Loaded


@dataclass(frozen=True)
class Annotated:
    """What came of it."""

    diff: str
    """Of the file as it is and as it is proposed; empty where nothing is."""
    report: str
    """The unsure ones and the summary, in the reader's language."""
    found: Proposals


def annotate(
    path: Path, config: Path, write: bool, lang: str | None, rendered: Rendered
) -> Annotated:
    """Propose links for a page's unbound numbers; `write` puts the sure ones into its file.

    `rendered` shows what a text becomes: an edit that changes more than its link isn't made.
    Raises UsageError for a file that is no page of the site, InputError where the site has errors.
    """
    loaded = load_data(config)
    page = page_at(path, loaded)
    raw = _raw(path)
    text, found = bound_text(page, known_of(page, loaded), raw, rendered)
    if write and found.sure:
        _write(path, raw, text)
    language = lang or loaded.project.settings.language
    report = told(page, found.unsure, len(found.sure), write, language)
    return Annotated(_diff(page.path, raw, text), report, found)


def bound_text(page: Page, known: Known, raw: str, rendered: Rendered) -> tuple[str, Proposals]:
    """The file's text `raw` with the links that are sure, and what was proposed in the end.

    Raises OutputError where the file isn't the page any more.
    """
    found = propose(page, known)
    edits = harmless(page.body, found.sure, rendered)
    text, lost = in_file(raw, page.body, page.body_line, edits)
    edits = [edit for edit in edits if edit not in lost]
    plain = nfc(text.replace("\r\n", "\n").replace("\r", "\n"))
    if not plain.endswith(applied(page.body, edits)):
        raise OutputError(f"{page.path}: changed while it was read")
    return text, Proposals(tuple(edits), _open(found, edits))


def page_at(path: Path, loaded: Loaded) -> Page:
    """The page of a file; raises UsageError where the site has none there."""
    content = loaded.project.content.resolve()
    try:
        uri = path.resolve().relative_to(content).as_posix()
    except ValueError:
        raise UsageError(f"{path}: not in {content}") from None
    for page in loaded.content.pages:
        if page.uri == uri:
            return page
    raise UsageError(f"{path}: not a page of the site")


def known_of(page: Page, loaded: Loaded) -> Known:
    """What a page's numbers are held against: the data of its edition."""
    book, settings = loaded.book, loaded.book.settings
    folder = page.uri.partition("/")[0]
    edition = book.edition(int(folder)) if folder.isdecimal() else None
    talks = {talk.path: talk.date for talk in edition.interviews} if edition else {}
    view = View(book, edition.as_of if edition else None)
    path, language = translation_of(page.uri)
    return Known(
        view,
        View(book),
        talks.get(path),
        language or settings.language,
        lambda line: f"{loaded.project.observations}:{line}",
    )


def _raw(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(f"{path}: {error}") from error


def _open(found: Proposals, kept: Sequence[Edit]) -> tuple[Unsure, ...]:
    """What stays unbound, edits among it that would have changed the page."""
    dropped = [
        Unsure(edit.start, edit.end, "markup", ()) for edit in found.sure if edit not in kept
    ]
    return tuple(sorted([*found.unsure, *dropped], key=lambda one: one.start))


def _diff(name: str, before: str, after: str) -> str:
    old, new = _lines(before), _lines(after)
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in unified_diff(old, new, f"a/{name}", f"b/{name}", n=1)
    )


def _lines(text: str) -> list[str]:
    """Lines with their ends: only '\\n' ends one, as `patch` has it."""
    *lines, last = text.split("\n")
    return [f"{line}\n" for line in lines] + ([last] if last else [])


def _write(path: Path, before: str, after: str) -> None:
    """Replace the file at once; whoever reads it meanwhile finds the old one or the new."""
    name = ""
    try:
        if path.read_bytes() != before.encode():
            raise OutputError(f"{path}: changed while it was read")
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            name = file.name
            file.write(after.encode())
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode & 0o7777)
        Path(name).replace(path)
    except OSError as error:
        with suppress(OSError):
            Path(name).unlink()
        raise OutputError(f"{path}: {error.strerror}") from error
