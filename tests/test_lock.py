"""The lock: every pin by hash and no address; every runtime dependency has its reason."""

import json
import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TOP = Path(__file__).resolve().parent.parent
LOCKS = ["requirements.txt", "requirements-test.txt", "requirements-bench.txt"]
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


class Pin(NamedTuple):
    requirement: Requirement
    hashes: list[str]


def pins(lock: str) -> list[Pin]:
    text = (TOP / lock).read_text(encoding="utf-8")
    lines = [line.split("#")[0].strip() for line in text.replace("\\\n", " ").splitlines()]
    found = []
    for line in filter(None, lines):
        requirement, *hashes = re.split(r"\s+(?=--hash)", line)
        found.append(Pin(Requirement(requirement), hashes))
    return found


def versions(lock: str) -> set[tuple[str, str, str]]:
    return {
        (canonicalize_name(pin.name), str(pin.specifier), str(pin.marker or ""))
        for pin, _ in pins(lock)
    }


def declared() -> dict[str, list[Requirement]]:
    """What pyproject.toml asks for, by the lock that must answer it."""
    table = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
    runtime = table["project"]["dependencies"]
    build = table["dependency-groups"]["build"] + table["build-system"]["requires"]
    extras = table["project"]["optional-dependencies"]
    return {
        "runtime": [Requirement(line) for line in runtime],
        "requirements.txt": [Requirement(line) for line in runtime + build],
        "requirements-test.txt": [Requirement(line) for line in runtime + build + extras["test"]],
        "requirements-bench.txt": [Requirement(line) for line in runtime + build + extras["bench"]],
    }


def explained_in_readme() -> set[str]:
    """First-column names in backticks of the README's tables."""
    readme = (TOP / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\|\s*`([^`]+)`[^|]*\|.*\S.*\|", readme, flags=re.MULTILINE)
    return {canonicalize_name(re.split(r"[\[<>=~!; ]", name)[0]) for name in rows}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_address(lock: str) -> None:
    text = (TOP / lock).read_text(encoding="utf-8")
    found = re.findall(r"http|://|--index-url|--extra-index-url|--find-links|^-i |^-f |\s@\s", text)
    assert found == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_is_exact_and_hashed(lock: str) -> None:
    loose = [
        str(pin.requirement)
        for pin in pins(lock)
        if not re.fullmatch(r"==[^*,]+", str(pin.requirement.specifier))
        or not pin.hashes
        or not all(HASH.fullmatch(digest) for digest in pin.hashes)
    ]
    assert pins(lock)
    assert loose == []


@pytest.mark.parametrize("name", ["checkers", "lighthouse", "zotero"])
def test_what_npm_gives_is_pinned_by_hash_too(name: str) -> None:
    folder = TOP / "tests/npm" / name
    asked = json.loads((folder / "package.json").read_text("utf-8"))["dependencies"]
    packages = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]
    assert packages.pop("")["dependencies"] == asked
    assert all(re.fullmatch(r"[0-9.]+", version) for version in asked.values())
    for path, package in packages.items():
        assert package["integrity"].startswith("sha512-"), path
        assert "resolved" not in package, f"{path}: `npm install --omit-lockfile-registry-resolved`"


def test_tests_run_on_the_versions_that_the_site_is_built_with() -> None:
    assert versions("requirements.txt") - versions("requirements-test.txt") == set()


def test_what_is_measured_runs_on_the_versions_that_are_tested() -> None:
    # Without the markers: Material needs on every system what others need on one.
    tested = {pin[:2] for pin in versions("requirements-test.txt")}
    measured = {pin[:2] for pin in versions("requirements-bench.txt")}
    assert {pin[:2] for pin in versions("requirements.txt")} <= measured
    both = {name for name, _ in tested} & {name for name, _ in measured}
    assert {pin for pin in measured if pin[0] in both} <= tested


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_answers_what_pyproject_asks(lock: str) -> None:
    locked: dict[str, list[str]] = {}
    for name, specifier, _ in versions(lock):
        locked.setdefault(name, []).append(specifier.removeprefix("=="))
    unanswered = [
        str(wanted)
        for wanted in declared()[lock]
        if not (found := locked.get(canonicalize_name(wanted.name)))
        or not all(wanted.specifier.contains(version) for version in found)
    ]
    assert unanswered == [], "run `make lock`"


def test_readme_gives_every_runtime_dependency_a_reason() -> None:
    asked = {canonicalize_name(wanted.name) for wanted in declared()["runtime"]}
    assert asked - explained_in_readme() == set()
