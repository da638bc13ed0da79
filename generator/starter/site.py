"""A site that builds at once: its settings from a few answers, its figures plainly samples.

The files stand beside this one as a folder for each language. `@NAME@` and its like are filled
in; texts of the user only where YAML or JSON stands, quoted for it, never inside Markdown.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from generator import __version__, resources
from generator.folding import nfc, slug
from generator.freezing.wheel import NAME, wheel
from generator.publishing.recipes import workflow
from generator.read.files import ODD
from generator.read.settings import is_address

_HERE = Path(__file__).parent
LONGEST = 200
"""Letters that a name may have."""
_TITLES = {"vi": "Niên giám kết quả: {}", "en": "Yearbook of results: {}"}
_SAID = {
    "vi": "Số liệu của trang này lúc mới lập chỉ là ví dụ.",
    "en": "The figures that this site began with are samples.",
}
_GUIDES = {"vi": "HUONG-DAN.md", "en": "GUIDE.md"}


@dataclass(frozen=True, slots=True)
class Answers:
    """What a new site must know."""

    name: str
    """The public body."""
    place: str
    """What its figures are about; may be empty."""
    language: str
    """The main one."""
    year: int
    """Its first edition."""
    site_url: str = ""
    languages: tuple[str, ...] = ()
    """Every one, where more than the main one was asked for; else the data decide."""


def fault_of(answer: str, *, required: bool = False, is_url: bool = False) -> str:
    """Why a text can't be used: 'empty', 'long', 'letters', 'url'; '' where it can."""
    if not answer.strip():
        return "empty" if required else ""
    if len(answer) > LONGEST:
        return "long"
    if ODD.search(answer) or "\n" in answer or "\t" in answer:
        return "letters"
    return "url" if is_url and not is_address(answer) else ""


def refusal_of(folder: Path) -> str:
    """Why no site can begin in a folder: 'file', 'full'; '' where it can."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        return "file"
    return "full" if folder.exists() and any(folder.iterdir()) else ""


def new_site(folder: Path, answers: Answers) -> list[str]:
    """Write a site into a folder that `refusal_of` lets pass; returns its files, sorted.

    Raises OSError where it can't be written; nothing is left behind then.
    """
    was_there = folder.exists()
    files = {name: text.encode() for name, text in _files(answers).items()}
    files[f"wheels/{NAME}"] = wheel()  # found without a package index, as by the workflow
    try:
        for name, body in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body)
    except OSError:
        _undo(folder, was_there)
        raise
    return sorted(files)


def _undo(folder: Path, was_there: bool) -> None:
    if not was_there:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for entry in folder.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink(missing_ok=True)


def _files(answers: Answers) -> dict[str, str]:
    """Every file of the site by its name."""
    values = _values(answers)
    files = {
        "data/datapackage.json": _contract(answers),
        ".github/workflows/publish.yml": workflow(),
        "requirements.txt": _requirements(answers),
    }
    for source in ("both", answers.language):
        for path in sorted((_HERE / source).rglob("*")):
            if path.is_file():
                name = _filled(path.relative_to(_HERE / source).as_posix(), values)
                files[_renamed(name, answers)] = _filled(path.read_text("utf-8"), values)
    return files


def _renamed(name: str, answers: Answers) -> str:
    """Names that would mean something here, too, have others in the program."""
    return {"gitignore": ".gitignore", "guide.md": _GUIDES[answers.language]}.get(name, name)


def _values(answers: Answers) -> dict[str, str]:
    title = _TITLES[answers.language].format(nfc(answers.name.strip()))
    listed = answers.languages or (answers.language,)
    return {
        "TITLE": _quoted(title),
        "NAME": _quoted(answers.name),
        "PLACE": _quoted(answers.place),
        "URL": _quoted(answers.site_url),
        "LANGUAGES": f"{'' if answers.languages else '# '}languages: [{', '.join(listed)}]",
        "YEAR": str(answers.year),
        "NEXT": str(answers.year + 1),
    }


def _quoted(text: str) -> str:
    """A text as YAML and JSON both read it: in double quotes."""
    return json.dumps(nfc(text.strip()), ensure_ascii=False)


def _filled(text: str, values: dict[str, str]) -> str:
    """One pass, so that an answer with `@YEAR@` in it stays what it is."""
    return re.sub("@([A-Z]+)@", lambda found: values.get(found[1], found[0]), text)


def _contract(answers: Answers) -> str:
    """The data contract under the site's own name."""
    package = json.loads(resources.contract().read_text("utf-8"))
    package["name"] = (slug(answers.name) or "nien-giam")[:80].strip("-")
    package["title"] = _TITLES[answers.language].format(nfc(answers.name.strip()))
    package["description"] = _SAID[answers.language]
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _requirements(answers: Answers) -> str:
    said = {
        "vi": "# Chương trình dựng trang. Tệp .whl đặt trong thư mục wheels/ được dùng trước.",
        "en": "# The program that builds the site. Wheels that lie in wheels/ are taken first.",
    }
    return f"{said[answers.language]}\nniengiam=={__version__}\n"
