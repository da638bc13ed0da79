"""verify: whatever was changed is found and named, and nothing else is."""

import functools
import hashlib
import json
import random
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from example import build, run
from sites import BASE, make_site

from generator.archive.bag import Bag, pack
from generator.archive.manifest import seal
from generator.archive.register import Entry, append
from generator.problems import Problems
from generator.proof import Proof, prove
from generator.read.settings import Project, read_project

Files = dict[str, bytes]
"""A folder as data: every file by its path."""
PAGE = "<!doctype html><p>{}</p><main><!--status-->{}<!--/status--><p>{}</p></main>"


DAY = 1_609_459_200
"""2021-01-01, in seconds."""


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def payload(chance: random.Random, name: str) -> Files:
    """A small edition as freeze keeps it; letters, numbers and files by chance."""
    words = ["Kết quả", "viec-lam", "18.382", "người", "100%", "đ"]
    pages = [f"{name}/index.html", f"en/{name}/index.html"]
    pages += [f"{name}/chi-tieu/i{number}/index.html" for number in range(chance.randint(1, 3))]
    site = {f"site/{uri}": PAGE.format(uri, "", chance.choice(words)).encode() for uri in pages}
    site[f"site/{name}/chi-tieu/i0/embed.html"] = b"<p>no region</p>" + chance.randbytes(3)
    site[f"site/{name}/assets/site.css"] = b"body { color: #123 }"
    site[f"site/{name}/chi-tieu/i0.csv"] = chance.randbytes(chance.randint(1, 60))
    rows = [{"value": str(chance.randint(0, 9))} for _ in range(chance.randint(0, 4))]
    return site | {
        "tables/observations.csv": chance.choice(words).encode(),
        "sources/content/index.md": chance.randbytes(9),
        "edition.json": b"{}",
        "figures.json": json.dumps({"rows": rows}).encode(),
        "addresses.txt": "".join(f"/{uri}\n" for uri in sorted(pages)).encode(),
    }


def packed(name: str, files: Files) -> bytes:
    return pack(name, files, info={}, tags={"README.txt": b"Open index.html."}, epoch=DAY)


def entry_of(name: str, data: bytes, day: str = "2021-01-01") -> Entry:
    bag = Bag(data, name)
    year, _, version = name.partition("-v")
    pages = sum(path.startswith("site/") and path.endswith(".html") for path in bag.names)
    rows = json.loads(bag.read("figures.json"))["rows"]
    return Entry(
        int(year),
        int(version or 1),
        date.fromisoformat(day),
        sha(data),
        pages,
        len(rows),
        sha(bag.read("addresses.txt")),
    )


def make_project(folder: Path, seed: int, names: tuple[str, ...] = ("2020", "2020-v2")) -> Project:
    """A project with frozen editions and the site that shows them, made by chance."""
    chance = random.Random(seed)
    folder.mkdir(parents=True)
    (folder / "mkdocs.yml").write_bytes(str(BASE["mkdocs.yml"]).encode())
    site = {"index.html": b"<p>home</p>", "data/observations.csv": chance.randbytes(30)}
    for name in names:
        files = payload(chance, name)
        data = packed(name, files)
        append(folder, entry_of(name, data))
        (folder / f"archive/{name}.zip").write_bytes(data)
        site[f"luu-tru/{name}.zip"] = data
        for path, body in files.items():
            if path.startswith("site/"):
                said = chance.choice([b"", "Bản 2 đã thay bản này".encode()])
                region = b"<!--status-->" + said + b"<!--/status-->"
                served = body.replace(b"<!--status--><!--/status-->", region)
                site[path.removeprefix("site/")] = served
    if names:
        site["luu-tru/register.csv"] = (folder / "archive/register.csv").read_bytes()
        kept = [Bag.open(folder / f"archive/{name}.zip").read("addresses.txt") for name in names]
        (folder / "archive/addresses.txt").write_bytes(b"/\n" + b"".join(kept))
    put(folder / "site", site)
    seal(folder / "site")
    return project_at(folder)


def project_at(folder: Path) -> Project:
    problems = Problems()
    project = read_project(folder / "mkdocs.yml", problems)
    assert project is not None, list(problems)
    return project


def put(folder: Path, files: Files) -> None:
    for path, body in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(body)


def taken(folder: Path) -> Files:
    """Every file that verify vouches for."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in ("mkdocs.yml", "addresses.txt")
    }


def bare(page: bytes | None) -> bytes | None:
    """A page without what stands in its status region."""
    return page and re.sub(rb"<!--status-->.*?<!--/status-->", b"", page)


def found(proof: Proof) -> set[tuple[str, str]]:
    return {(item.code, item.path) for item in proof.problems}


# What a hand, a disk or an enemy does. Each changes some files and says which may be named.

Tampering = Callable[[random.Random, Files], set[str]]


def flip(chance: random.Random, files: Files) -> set[str]:
    path = chance.choice([path for path in files if files[path]])
    body = bytearray(files[path])
    body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
    files[path] = bytes(body)
    return {path}


def cut(chance: random.Random, files: Files) -> set[str]:
    path = chance.choice([path for path in files if files[path]])
    files[path] = files[path][: chance.randrange(len(files[path]))]
    return {path}


def grow(chance: random.Random, files: Files) -> set[str]:
    path = chance.choice(list(files))
    files[path] += chance.choice([b"\n", b"\0", b" ", b"<script>alert(1)</script>"])
    return {path}


def swap(chance: random.Random, files: Files) -> set[str]:
    while True:
        one, two = chance.sample(list(files), 2)
        if files[one] != files[two]:
            files[one], files[two] = files[two], files[one]
            return {one, two}


def delete(chance: random.Random, files: Files) -> set[str]:
    path = chance.choice(list(files))
    del files[path]
    return {path}


def add(chance: random.Random, files: Files) -> set[str]:
    beside = chance.choice(list(files)).rpartition("/")[0]
    name = chance.choice(["new.html", "x.js", "new.zip" if beside == "archive" else ".hidden"])
    path = f"{beside}/{name}".lstrip("/")
    files[path] = chance.choice([b"", b"new"])
    return {path}


def rename(chance: random.Random, files: Files) -> set[str]:
    path = chance.choice(list(files))
    files[new := f"{path}.moved"] = files.pop(path)
    return {path, new}


PLAIN: tuple[Tampering, ...] = (flip, flip, flip, cut, grow, swap, delete, add, rename)


def test_tampering_with_a_project_is_found(tmp_path: Path) -> None:
    """500 times: in the site, in the bags, in the register."""
    chance = random.Random(5)
    for seed in range(5):
        project = make_project(tmp_path / str(seed), seed)
        check_tampering(project.root, chance, 100, lambda of=project: prove(None, of))


def test_tampering_with_a_published_copy_is_found(tmp_path: Path) -> None:
    """300 times: by the project's archive, and far from it by what the copy itself offers."""
    chance = random.Random(6)
    for seed in range(3):
        project = make_project(tmp_path / str(seed), seed)
        copy = Path(shutil.copytree(project.site, tmp_path / f"copy {seed}"))
        for of in (project, None):
            check_tampering(copy, chance, 50, functools.partial(prove, copy, of))


def check_tampering(
    folder: Path, chance: random.Random, times: int, proved: Callable[[], Proof]
) -> None:
    """Each tampering is found in one of the files that it changed; undone, nothing is found."""
    whole = taken(folder)
    assert found(proved()) == set()
    for number in range(times):
        files = dict(whole)
        how = chance.choice(PLAIN)
        named = how(chance, files)
        laid(folder, whole, files)
        told = {path for _, path in found(proved())}
        laid(folder, files, whole)
        # A broken list names itself, or the files and bags that it doesn't know any more.
        if any(path.endswith(("register.csv", "manifest-sha256.txt")) for path in named):
            assert told, (number, how.__name__, named)
        else:
            near = {path for path in told if any(path.endswith(name) for name in named)}
            assert near, (number, how.__name__, named, told)
    assert found(proved()) == set()


def laid(folder: Path, before: Files, after: Files) -> None:
    for path in before.keys() - after.keys():
        (folder / path).unlink()
    put(folder, {path: body for path, body in after.items() if before.get(path) != body})


def test_tampering_with_a_bag_is_found(tmp_path: Path) -> None:
    """100 times each: by the register beside it, and alone by the hash kept elsewhere."""
    chance = random.Random(7)
    whole = payload(chance, "2020")
    data = packed("2020", whole)
    kept, alone = tmp_path / "kept" / "2020.zip", tmp_path / "2020.zip"
    append(tmp_path, entry_of("2020", data))
    put(tmp_path, {"kept/2020.zip": data, "2020.zip": data})
    shutil.move(tmp_path / "archive/register.csv", tmp_path / "kept")
    assert found(prove(kept, None)) == found(prove(alone, None, [sha(data)])) == set()
    for _ in range(100):
        files = dict(whole)
        chance.choice(PLAIN)(chance, files)
        # Packed anew, so its own lists agree: no tool can tell from the file alone.
        body = packed("2020", files)
        put(tmp_path, {"kept/2020.zip": body, "2020.zip": body})
        assert ("verify-hash", kept.as_posix()) in found(prove(kept, None))
        assert found(prove(alone, None)) == set()
        assert found(prove(alone, None, [sha(data)])) == {("verify-root", alone.as_posix())}


def test_a_file_and_its_list_edited_together_need_the_hash_kept_elsewhere(tmp_path: Path) -> None:
    """100 times, with the list of the site and that hash alone; frozen pages don't need it."""
    chance = random.Random(8)
    project = make_project(tmp_path / "p", 8)
    site = project.site
    whole = taken(site)
    root = sha(whole["manifest-sha256.txt"])
    assert found(prove(None, project, [root])) == set()
    for _ in range(100):
        files = {path: body for path, body in whole.items() if path != "manifest-sha256.txt"}
        named = chance.choice(PLAIN)(chance, files)
        laid(site, whole, files)
        seal(site)
        told = found(prove(None, project))
        assert ("verify-root", "site") in found(prove(None, project, [root]))
        frozen = {path for path in named if path.startswith(("2020", "en/2020"))}
        frozen -= {path for path in frozen if bare(whole.get(path)) == bare(files.get(path))}
        assert {f"site/{path}" for path in frozen} <= {path for _, path in told}
        laid(site, taken(site), whole)


def test_archive_and_site_edited_together_need_a_hash_kept_elsewhere(tmp_path: Path) -> None:
    """100 times: an enemy with the program makes it all anew, bag, register, pages and list."""
    chance = random.Random(9)
    project = make_project(tmp_path / "true", 1, ("2020",))
    true = prove(None, project)
    bag = true.hashes["2020.zip"]
    register, listed = true.hashes["register.csv"], true.hashes["manifest-sha256.txt"]
    for hash in (bag, register, listed):
        assert found(prove(None, project, [hash])) == set()
    for number in range(100):
        other = make_project(tmp_path / f"other {number}", chance.randrange(2, 10**6), ("2020",))
        assert found(prove(None, other)) == set(), "consistent in itself"
        told = found(prove(None, other, [bag, register, listed]))
        assert told == {("verify-root", "site")}
        assert len(prove(None, other, [bag, register, listed]).problems) == 3


def test_a_hash_of_the_register_holds_when_the_register_grows(tmp_path: Path) -> None:
    old = prove(None, make_project(tmp_path / "a", 1, ("2020",))).hashes["register.csv"]
    grown = make_project(tmp_path / "b", 1, ("2020", "2021"))
    assert prove(None, grown).hashes["register.csv"] != old
    assert found(prove(None, grown, [old])) == set()


def test_no_false_alarm_for_what_nobody_touched(tmp_path: Path) -> None:
    names = ((), ("2020",), ("2019", "2020"), ("2020", "2020-v2", "2021"))
    for seed in range(60):
        project = make_project(tmp_path / f"Năm {seed}", seed, names[seed % 4])
        copy = Path(shutil.copytree(project.site, tmp_path / f"copy {seed}"))
        proofs = [prove(None, project), prove(copy, project), prove(copy, None)]
        proofs += [prove(path, project) for path in (project.root / "archive").glob("*.zip")]
        assert [found(proof) for proof in proofs] == [set()] * len(proofs)


def test_only_the_status_region_may_differ_from_the_bag(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p", 3, ("2020",))
    page = project.site / "2020/index.html"
    for change, code in [
        ((b"<!--status-->", b"<!--status-->superseded"), None),
        ((b"<!--status-->", b""), "verify-differs"),
        ((b"<!--/status-->", b""), "verify-differs"),
        ((b"<main>", b"<main><!--status-->x<!--/status-->"), "verify-differs"),
        ((b"<main>", b"<main>x"), "verify-differs"),
        ((b"</main>", b"<!--/status--></main>"), "verify-differs"),
    ]:
        before = page.read_bytes()
        page.write_bytes(before.replace(*change))
        seal(project.site)
        told = found(prove(None, project))
        assert told == ({(code, "site/2020/index.html")} if code else set()), change
        page.write_bytes(before)


def test_nothing_may_be_missing_or_extra_in_an_edition(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p", 3)
    site = project.site
    (site / "2020/assets/site.css").unlink()
    (site / "en/2020/more.html").write_bytes(b"")
    (site / "en/about.html").write_bytes(b"not of an edition")
    shutil.rmtree(site / "2020-v2")
    shutil.rmtree(site / "en/2020-v2")
    seal(site)
    assert found(prove(None, project)) == {
        ("verify-missing", "site/2020/assets/site.css"),
        ("verify-extra", "site/en/2020/more.html"),
        ("verify-edition", "site/2020-v2"),
    }


def test_an_empty_folder_is_one_too_many(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p", 3)
    copy = Path(shutil.copytree(project.site, tmp_path / "copy"))
    for folder in ("2020/thêm", "data/a/b", ".well-known/acme-challenge"):
        (project.site / folder).mkdir(parents=True)
        (copy / folder).mkdir(parents=True)
    there = {("verify-empty", "2020/thêm"), ("verify-empty", "data/a/b")}
    assert found(prove(None, project)) == {(code, f"site/{uri}") for code, uri in there}
    assert found(prove(copy, None)) == {(code, f"copy/{uri}") for code, uri in there}


def test_the_list_of_all_addresses_has_those_of_frozen_editions(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p", 3)
    path = project.root / "archive/addresses.txt"
    lines = path.read_text().splitlines(keepends=True)
    for number in range(1, len(lines)):
        path.write_text("".join(lines[:number] + lines[number + 1 :]))
        proof = prove(None, project)
        assert found(proof) == {("verify-addresses", "archive/addresses.txt")}
        assert lines[number].strip() in str(list(proof.problems))
    path.unlink()
    assert found(prove(None, project)) == {("verify-addresses", "archive/addresses.txt")}


def test_a_bag_beside_a_register_that_does_not_have_it_is_told(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p", 3)
    register = project.root / "archive/register.csv"
    register.write_text(register.read_text().split("\n")[0] + "\n")
    told = found(prove(project.root / "archive/2020.zip", None))
    assert {code for code, _ in told} == {"verify-unregistered"}


def test_what_is_no_plain_file_is_told_and_not_followed(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p", 3)
    page = project.site / "index.html"
    page.unlink()
    page.symlink_to("/etc/hostname")
    (project.site / "folder").symlink_to("/etc")
    (project.site / "data/observations.csv").chmod(0)
    told = found(prove(None, project))
    assert {("verify-link", "site/index.html"), ("verify-link", "site/folder")} <= told
    assert not any(path.startswith("site/folder/") for _, path in told)


def test_register_and_bag_that_disagree_are_told(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p", 3, ("2020",))
    path = project.root / "archive/register.csv"
    header, line, _ = path.read_text().split("\n")
    year, version, day, hash, pages, figures, _ = line.split(",")
    assert day == "2021-01-01"
    cells = [
        year,
        version,
        "2021-01-02",
        hash,
        str(int(pages) + 1),
        str(int(figures) + 1),
        "0" * 64,
    ]
    path.write_text(f"{header}\n{','.join(cells)}\n")
    shutil.rmtree(project.site)
    problems = list(prove(None, project).problems)
    assert {item.code for item in problems} == {"verify-count"}
    columns = {dict(item.values)["column"] for item in problems}
    assert columns == {"date", "pages", "figures", "addresses"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_site(tmp_path_factory.mktemp("verify")).parent
    build(folder)
    return folder


def test_the_command_proves_a_built_site(built: Path) -> None:
    site = built / "site"
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", "--quiet", "manifest-sha256.txt"],
        cwd=site,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    listed = (site / "manifest-sha256.txt").read_text().splitlines()
    assert len(listed) == len([path for path in site.rglob("*") if path.is_file()]) - 1
    root = sha((site / "manifest-sha256.txt").read_bytes())
    done = run("generator.cli", "verify", "--lang", "en", "--root-hash", root.upper(), cwd=built)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "Verified: 0 version(s) in the register, 0 bag(s);"
        f" {len(listed) + 1} files of the site, 0 of them frozen.",
        f"manifest-sha256.txt {root}",
    ]


def test_the_command_names_what_differs(built: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(built / "site", tmp_path / "copy"))
    (copy / "index.html").write_bytes(b"")
    (copy / "404.html").unlink()
    (copy / ".htaccess").write_bytes(b"Options -Indexes\n")
    done = run("generator.cli", "verify", "copy", "--lang", "en", cwd=tmp_path)
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert [line.split(": ")[:2] for line in lines[:-1]] == [
        ["copy/.htaccess:0:0", "verify-extra"],
        ["copy/404.html:0:0", "verify-missing"],
        ["copy/index.html:0:0", "verify-differs"],
    ]
    done = run("generator.cli", "verify", str(copy), "--format", "json", cwd=built)
    assert done.returncode == 1
    assert [item["code"] for item in json.loads(done.stdout)] == [
        "verify-extra",
        "verify-missing",
        "verify-differs",
    ]


def test_wrong_use_of_the_command(tmp_path: Path) -> None:
    for arguments, code in [
        (["no-such-folder"], 2),
        (["--root-hash", "abc"], 2),
        ([], 1),
    ]:
        done = run("generator.cli", "verify", *arguments, cwd=tmp_path)
        assert done.returncode == code and "Traceback" not in done.stderr
    (tmp_path / "no.zip").write_bytes(b"no zip")
    done = run("generator.cli", "verify", "no.zip", "--lang", "en", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("no.zip:0:0: bag-zip: ") and done.stderr.count("\n") == 2


def test_a_real_frozen_edition_is_proved(tmp_path: Path) -> None:
    folder = make_site(tmp_path / "site").parent
    done = run("generator.cli", "freeze", "2020", "--date", "2021-02-01", cwd=folder)
    assert done.returncode == 0, done.stderr
    bag = sha((folder / "archive/2020.zip").read_bytes())
    site = build(folder)
    done = run("generator.cli", "verify", "--root-hash", bag, cwd=folder)
    assert done.returncode == 0, done.stderr
    page = site / "2020/chi-tieu/viec-lam/index.html"
    page.write_bytes(page.read_bytes().replace(b"18.382", b"18.383"))
    seal(site)
    assert found(prove(site, None)) == {
        ("verify-differs", "site/2020/chi-tieu/viec-lam/index.html")
    }
