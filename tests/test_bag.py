"""The bag: valid in public tools, the same bytes everywhere, read with suspicion."""

import hashlib
import io
import os
import struct
import subprocess
import sys
import time
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator import report
from generator.archive.bag import Bag, Difference, pack
from generator.archive.register import Entry, append, read_register, root_hashes
from generator.problems import InputError, Problems

PAYLOAD = {
    "site/2020/index.html": "<p>Kết quả năm 2020</p>".encode(),
    "site/2020/chi-tieu/viec-lam/index.html": b"<p>18.382</p>" * 500,
    "tables/observations.csv": b"indicator,year\nviec-lam,2020\n",
    "sources/content/2020/Ảnh đẹp.png": bytes(range(256)),
    "addresses.txt": b"/2020/\n",
    "empty.txt": b"",
}
INFO = {"Source-Organization": "Sở Lao động", "External-Identifier": "2020"}
TAGS = {"README.txt": "Mở index.html.\n".encode()}
EPOCH = 1_609_459_200


def packed(**changes: bytes) -> bytes:
    return pack("2020", {**PAYLOAD, **changes}, info=INFO, tags=TAGS, epoch=EPOCH)


def kept(folder: Path, data: bytes, name: str = "2020.zip") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def problem_of(path: Path) -> str:
    """The one line that opening a file ends in."""
    with pytest.raises(InputError) as caught:
        Bag.open(path, path.parent)
    (problem,) = caught.value.problems
    for language in ("vi", "en"):
        line = report.line(problem, language)
        assert "\n" not in line and line.startswith(f"{path.name}:0:0: {problem.code}: ")
    return problem.code


def test_public_tools_find_the_bag_valid(tmp_path: Path) -> None:
    path = kept(tmp_path, packed())
    subprocess.run([sys.executable, "-m", "zipfile", "-e", path, tmp_path], check=True)
    folder = tmp_path / "2020"
    done = subprocess.run(
        [sys.executable, "-m", "bagit", "--validate", folder], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run(["sha256sum", "-c", "--strict", "--quiet", name], cwd=folder, check=True)
    assert (folder / "bag-info.txt").read_text("utf-8").splitlines() == [
        "Source-Organization: Sở Lao động",
        "External-Identifier: 2020",
        "Bagging-Date: 2021-01-01",
        "Bag-Software-Agent: niengiam 0.1.0",
        f"Payload-Oxum: {sum(map(len, PAYLOAD.values()))}.{len(PAYLOAD)}",
    ]


def test_a_bag_tells_what_it_holds(tmp_path: Path) -> None:
    data = packed()
    bag = Bag.open(kept(tmp_path, data, "any name.zip"))
    assert bag.name == "2020" and list(bag.differences()) == []
    assert bag.names == tuple(sorted(PAYLOAD))
    assert {name: bag.read(name) for name in bag.names} == PAYLOAD
    assert bag.tag("README.txt") == TAGS["README.txt"]
    assert bag.sha256 == hashlib.sha256(data).hexdigest() and bag.size == len(data)
    assert bag.info["Source-Organization"] == "Sở Lao động"


PROGRAM = """
import os, sys; os.umask(0o077)
from test_bag import packed; sys.stdout.buffer.write(packed())
"""


def test_the_same_bytes_in_any_place(tmp_path: Path) -> None:
    env = {**os.environ, "TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    env["PYTHONPATH"] = f"{Path(__file__).parent}:{Path(__file__).parent.parent}"
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=tmp_path, env=env, capture_output=True, check=True
    )
    assert done.stdout == packed()
    with zipfile.ZipFile(io.BytesIO(done.stdout)) as folder:
        entries = folder.infolist()
    assert [item.filename for item in entries] == sorted(item.filename for item in entries)
    assert {item.external_attr >> 16 for item in entries} == {0o100644}
    assert {item.date_time for item in entries} == {time.gmtime(EPOCH)[:6]}


def test_a_day_before_1980_is_the_first_a_zip_knows() -> None:
    data = pack("2020", PAYLOAD, info={}, tags={}, epoch=0)
    with zipfile.ZipFile(io.BytesIO(data)) as folder:
        assert {item.date_time for item in folder.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"Bagging-Date: 1970-01-01\n" in folder.read("2020/bag-info.txt")


ODD = st.text(st.characters(exclude_characters="/\\\0", exclude_categories=["Cs"]), min_size=1)
NAMES = st.lists(ODD.filter(lambda part: part not in (".", "..")), min_size=1, max_size=3)


@settings(deadline=None, max_examples=150)
@given(st.dictionaries(NAMES.map("/".join), st.binary(max_size=40), max_size=6))
def test_odd_names_come_back(payload: dict[str, bytes]) -> None:
    # Two names that one file system or another takes for one are refused; see below.
    assume(len({unicodedata.normalize("NFC", name).casefold() for name in payload}) == len(payload))
    assume(not any(other.startswith(f"{name}/") for name in payload for other in payload))
    bag = Bag(pack("2020", payload, info={}, tags={}, epoch=EPOCH), "2020.zip")
    assert {name: bag.read(name) for name in bag.names} == payload
    assert list(bag.differences()) == []


def test_line_ends_and_percent_are_encoded_in_manifests() -> None:
    bag = Bag(pack("b", {"a\r\n%0A ü.txt": b""}, info={}, tags={}, epoch=EPOCH), "b.zip")
    path = bag.tag("manifest-sha256.txt").decode().split("  ")[1]
    assert path == "data/a%0D%0A%250A ü.txt\n" and list(bag.differences()) == []


@pytest.mark.parametrize("name", ["../x", "/x", "a/../x", "C:x", "a\\b", "a//b", "a\0b", ".", ""])
def test_no_bag_is_made_of_names_that_leave_it(name: str) -> None:
    with pytest.raises(InputError):
        pack(name or "/", {"x": b""}, info={}, tags={}, epoch=EPOCH)
    if name != "C:x":  # below data/ a colon leads nowhere
        with pytest.raises(InputError):
            pack("2020", {name: b""}, info={}, tags={}, epoch=EPOCH)


def rezipped(data: bytes, change: dict[str, bytes | None]) -> bytes:
    """The zip with some members replaced, added or (None) left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        files = {name: old.read(name) for name in old.namelist()} | change
        for name, body in files.items():
            if body is not None:
                new.writestr(name, body)
    return out.getvalue()


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (
            {"2020/data/empty.txt": b"x"},
            {("data/empty.txt", "differs"), ("bag-info.txt", "differs")},
        ),
        ({"2020/data/addresses.txt": b"/2021/\n"}, {("data/addresses.txt", "differs")}),
        (
            {"2020/data/empty.txt": None},
            {("data/empty.txt", "missing"), ("bag-info.txt", "differs")},
        ),
        ({"2020/data/new": b""}, {("data/new", "extra"), ("bag-info.txt", "differs")}),
        ({"2020/README.txt": b""}, {("README.txt", "differs")}),
        ({"2020/README.txt": None}, {("README.txt", "missing")}),
        ({"2020/more.txt": b""}, {("more.txt", "extra")}),
        ({"2020/bagit.txt": b"BagIt-Version: 0.97\n"}, {("bagit.txt", "differs")}),
        ({"2020/bag-info.txt": None}, {("bag-info.txt", "missing")}),
        ({"2020/manifest-sha256.txt": b"?"}, {("manifest-sha256.txt", "differs")}),
        ({"2020/manifest-sha256.txt": None}, {("manifest-sha256.txt", "missing")}),
        ({"2020/tagmanifest-sha256.txt": b""}, None),
        ({"2020/tagmanifest-sha256.txt": None}, {("tagmanifest-sha256.txt", "missing")}),
    ],
)
def test_which_file_of_a_bag_differs_is_told(
    change: dict[str, bytes | None], found: set[tuple[str, str]] | None
) -> None:
    told = set(Bag(rezipped(packed(), change), "2020.zip").differences())
    if found is None:  # an empty list: every tag file is one too many
        names = ("README.txt", "bag-info.txt", "bagit.txt", "manifest-sha256.txt")
        found = {(name, "extra") for name in names}
    assert told == {Difference(*item) for item in found}  # type: ignore[arg-type]


def one(name: str, body: bytes = b"", **fields: int) -> bytes:
    """A zip of bagit.txt and one more member, whose directory entry is made to say something."""
    out = io.BytesIO()
    entry = zipfile.ZipInfo(name)
    for field, value in fields.items():
        setattr(entry, field, value)
    with zipfile.ZipFile(out, "w") as folder:
        folder.writestr("2020/bagit.txt", b"")
        folder.writestr(entry, body)
    return out.getvalue()


def encrypted() -> bytes:
    data = bytearray(one("2020/data/a", b"secret"))
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    data[at + 8] |= 1
    return bytes(data)


def lying() -> bytes:
    """Says that it unpacks to 2 GB."""
    data = bytearray(one("2020/data/a", b"a"))
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    data[at + 24 : at + 28] = struct.pack("<I", 2**31)
    return bytes(data)


HOSTILE = {
    "no zip": (b"not a zip", "bag-zip"),
    "empty": (b"", "bag-zip"),
    "cut": (packed()[:-30], "bag-zip"),
    "no bag": (rezipped(packed(), {"2020/bagit.txt": None}), "bag-none"),
    "two folders": (rezipped(packed(), {"2021/bagit.txt": b""}), "bag-none"),
    "absolute": (one("/etc/passwd"), "bag-name"),
    "out": (one("2020/../../etc/passwd"), "bag-name"),
    "drive": (one("C:/x"), "bag-name"),
    "backslash": (one("2020\\..\\x"), "bag-name"),
    "link": (one("2020/data/a", b"/etc/passwd", external_attr=0o120777 << 16), "bag-kind"),
    "device": (one("2020/data/a", external_attr=0o060644 << 16), "bag-kind"),
    "lzma": (one("2020/data/a", b"a", compress_type=zipfile.ZIP_LZMA), "bag-kind"),
    "encrypted": (encrypted(), "bag-kind"),
    "case": (one("2020/BAGIT.TXT"), "bag-twice"),
    "file and folder": (one("2020/bagit.txt/x"), "bag-twice"),
    "lying": (lying(), "bag-bomb"),
    "bomb": (
        one("2020/data/a", bytes(40_000_000), compress_type=zipfile.ZIP_DEFLATED),
        "bag-swollen",
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_zip_is_refused_in_one_line(tmp_path: Path, kind: str) -> None:
    data, code = HOSTILE[kind]
    assert problem_of(kept(tmp_path, data)) == code


def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        folder.writestr("2020/bagit.txt", b"one")
        with pytest.warns(UserWarning, match="Duplicate"):
            folder.writestr("2020/bagit.txt", b"two")
    assert problem_of(kept(tmp_path, out.getvalue())) == "bag-twice"


def test_no_file_and_a_link_are_refused(tmp_path: Path) -> None:
    assert problem_of(tmp_path / "2020.zip") == "file-missing"
    (tmp_path / "2020.zip").symlink_to(kept(tmp_path, packed(), "other.zip"))
    assert problem_of(tmp_path / "2020.zip") == "file-link"


def test_a_broken_member_is_told_and_not_unpacked() -> None:
    data = bytearray(packed())
    data[data.index(b"chi-tieu/viec-lam/index.html") + 30] ^= 0xFF
    bag = Bag(bytes(data), "2020.zip")
    assert Difference("data/site/2020/chi-tieu/viec-lam/index.html", "broken") in set(
        bag.differences()
    )
    with pytest.raises(InputError):
        bag.read("site/2020/chi-tieu/viec-lam/index.html")


def entry(edition: int = 2020, version: int = 1, day: str = "2021-01-01") -> Entry:
    from datetime import date

    return Entry(edition, version, date.fromisoformat(day), "a" * 64, 12, 340, "b" * 64)


def test_the_register_only_grows(tmp_path: Path) -> None:
    lines = [entry(), entry(2019), entry(2020, 2, "2021-05-01"), entry(2021)]
    seen = b""
    for line in lines:
        append(tmp_path, line)
        now = (tmp_path / "archive/register.csv").read_bytes()
        assert now.startswith(seen)
        seen = now
    problems = Problems()
    assert list(read_register(tmp_path, problems)) == lines and not len(problems)
    assert [item.name for item in lines] == ["2020", "2019", "2020-v2", "2021"]
    header = "edition,version,date,sha256,pages,figures,addresses\n"
    assert seen.decode().startswith(f"{header}2020,1,2021-01-01,{'a' * 64},12,340,{'b' * 64}\n")
    assert root_hashes(seen)[-1] == hashlib.sha256(seen).hexdigest()
    first = seen[: len(header) + len(lines[0].line) + 1]
    assert root_hashes(seen)[0] == hashlib.sha256(first).hexdigest()
    assert sorted(path.name for path in (tmp_path / "archive").iterdir()) == ["register.csv"]


@pytest.mark.parametrize(
    "wrong", [entry(), entry(2020, 3), entry(2021, 2), entry(2020, 2, "2020-12-31")], ids=str
)
def test_an_entry_that_does_not_follow_is_refused(tmp_path: Path, wrong: Entry) -> None:
    append(tmp_path, entry())
    before = (tmp_path / "archive/register.csv").read_bytes()
    with pytest.raises(InputError):
        append(tmp_path, wrong)
    assert (tmp_path / "archive/register.csv").read_bytes() == before


GOOD = "edition,version,date,sha256,pages,figures,addresses\n" + entry().line + "\n"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("edition,version\n", "archive-header", (1, 1)),
        (GOOD.replace("\n", "\r\n"), "archive-ends", (1, 1)),
        (GOOD[:-1], "archive-unfinished", (2, 1)),
        (GOOD + "2021,1\n", "archive-cells", (3, 1)),
        (GOOD + "\n", "archive-cells", (3, 1)),
        (GOOD.replace(",12,", ",012,"), "archive-cell", (2, 84)),
        (GOOD.replace("2021-01-01", "2021-02-30"), "archive-cell", (2, 8)),
        (GOOD.replace("aaa,", "aaA,"), "archive-cell", (2, 19)),
        (GOOD.replace("2020,1", "2020,2"), "archive-version", (2, 6)),
        (GOOD + entry().line + "\n", "archive-version", (3, 6)),
        (GOOD + entry(2020, 2, "2020-01-01").line + "\n", "archive-order", (3, 8)),
    ],
)
def test_a_broken_register_is_told_with_its_place(
    tmp_path: Path, text: str, code: str, place: tuple[int, int]
) -> None:
    path = tmp_path / "archive/register.csv"
    path.parent.mkdir()
    path.write_bytes(text.encode())
    problems = Problems()
    read_register(tmp_path, problems)
    found = {(item.path, item.line, item.column, item.code) for item in problems}
    assert ("archive/register.csv", *place, code) in found
    assert len(found) == 1
    with pytest.raises(InputError):
        append(tmp_path, entry(2022))
    assert path.read_bytes() == text.encode()


APPENDING = """
import sys; from pathlib import Path; from test_bag import entry
from generator.archive.register import append
for year in range(int(sys.argv[1]), int(sys.argv[1]) + 20): append(Path("."), entry(year))
"""


def test_two_that_add_lines_at_once_lose_none(tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": f"{Path(__file__).parent}:{Path(__file__).parent.parent}"}
    running = [
        subprocess.Popen([sys.executable, "-c", APPENDING, first], cwd=tmp_path, env=env)
        for first in ("2000", "2100")
    ]
    assert [one.wait(60) for one in running] == [0, 0]
    problems = Problems()
    found = {item.edition for item in read_register(tmp_path, problems)}
    assert found == {*range(2000, 2020), *range(2100, 2120)} and not len(problems)
