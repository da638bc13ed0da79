"""Observations out of Parquet, DuckDB and PostgreSQL: the site of the CSV file, byte for byte."""

import csv
import io
import os
import pwd
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator import report
from generator.problems import InputError
from generator.validate.yearbook import load_site
from tests.example import build, run, tree
from tests.postgres import PASSWORD, Server, programs, running
from tests.sites import BASE, make_site, text_of

duckdb = pytest.importorskip("duckdb", reason="niengiam[duckdb] isn't installed")
pytest.importorskip("psycopg", reason="niengiam[postgres] isn't installed")

Row = list[str | None]
CSV = text_of("data/observations.csv")
ROWS: list[Row] = [[cell or None for cell in row] for row in list(csv.reader(io.StringIO(CSV)))[1:]]
TYPES = """
    indicator text, year integer, since integer, measure text, value NUMBER, upper NUMBER,
    bound text, status text, as_of DAY, basis text, "by" text, "group" text, source text,
    note text, province text, id integer
"""
"""The contract's columns, and two more that only a database has."""


@dataclass(frozen=True)
class Kind:
    """One kind of place for the rows, and the types of the columns in it."""

    name: str
    number: str = "DECIMAL(24, 6)"
    day: str = "date"

    @property
    def types(self) -> str:
        return TYPES.replace("NUMBER", self.number).replace("DAY", self.day)


def settings(*lines: str) -> dict[str, str | bytes | None]:
    """The base site with its observations elsewhere."""
    more = "".join(f"        {line}\n" for line in lines)
    text = f"{text_of('mkdocs.yml')}      observations:\n{more}"
    return {"mkdocs.yml": text, "data/observations.csv": None}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    place = programs()
    if place is None:
        pytest.skip("PostgreSQL isn't installed; on Debian: apt-get install postgresql")
    if os.getuid() == 0 and "postgres" not in {entry.pw_name for entry in pwd.getpwall()}:
        pytest.skip("PostgreSQL won't run as root, and there is no account «postgres»")
    with running(place) as found:
        yield found


@pytest.fixture
def elsewhere(tmp_path: Path, request: pytest.FixtureRequest) -> "Elsewhere":
    return Elsewhere(tmp_path / "site", request)


@dataclass
class Elsewhere:
    """Makes sites whose observations aren't in observations.csv."""

    folder: Path
    request: pytest.FixtureRequest

    @property
    def server(self) -> Server:
        found: Server = self.request.getfixturevalue("server")
        return found

    def __call__(self, kind: Kind, rows: Sequence[Row] = ROWS, *more: str) -> Path:
        """A site with `rows` (their province 'thu', their id their place) and more settings."""
        whole = [
            row if len(row) == 16 else [*row, "thu", str(number)]
            for number, row in enumerate(rows, start=1)
        ]
        if kind.name == "postgresql":
            place = self._in_postgresql(kind, whole)
        else:
            place = self._in_file(kind, whole)
        make_site(self.folder, settings(*place, *more))
        for path in self.folder.parent.glob("rows.*"):
            shutil.copy(path, self.folder / "data")
        return self.folder

    def _in_file(self, kind: Kind, rows: list[Row]) -> tuple[str, ...]:
        self.folder.parent.mkdir(exist_ok=True)
        table = kind.name == "duckdb"
        file = self.folder.parent / f"rows.{kind.name}"
        file.unlink(missing_ok=True)
        with duckdb.connect(str(file) if table else ":memory:") as made:
            made.execute(f"CREATE TABLE observations ({kind.types})")
            marks = ", ".join("?" * 16)
            rows = rows[::-1] if table else rows
            made.executemany(f"INSERT INTO observations VALUES ({marks})", rows)
            if not table:
                made.execute(f"COPY observations TO '{file}' (ROW_GROUP_SIZE 2048)")
        address = f"address: data/rows.{kind.name}"
        return (address, "table: observations", "key: id") if table else (address,)

    def _in_postgresql(self, kind: Kind, rows: list[Row]) -> tuple[str, ...]:
        with self.server.connect() as made:
            made.execute("SET DateStyle TO ISO")
            made.execute("DROP TABLE IF EXISTS observations")
            made.execute(f"CREATE TABLE observations ({kind.types})")
            marks = ", ".join(["%s"] * 16)
            with made.cursor() as cursor:
                cursor.executemany(f"INSERT INTO observations VALUES ({marks})", rows[::-1])
        return f"address: {self.server.address}", "table: public.observations", "key: id"

    def environment(self, kind: Kind) -> dict[str, str]:
        return self.server.environment if kind.name == "postgresql" else {}

    def rows(self, kind: Kind) -> str:
        """observations.csv, as the site would publish it."""
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self.environment(kind).items():
                patch.setenv(name, value)
            return (load_site(self.folder / "mkdocs.yml").fetched or b"").decode()

    def problems(self, kind: Kind) -> str:
        """What is told of a site that can't be built."""
        with pytest.raises(InputError) as found:
            self.rows(kind)
        told = report.text(found.value.problems, "en")
        assert PASSWORD not in told
        return told

    def told(self, kind: Kind, *arguments: str) -> str:
        """What a command says that finds problems."""
        done = run(
            "generator.cli",
            *arguments,
            cwd=self.folder,
            env=self.environment(kind),
        )
        assert done.returncode == 1, done.stdout + done.stderr
        assert PASSWORD not in done.stdout + done.stderr
        return done.stdout + done.stderr


PARQUET, DUCKDB, POSTGRESQL = Kind("parquet"), Kind("duckdb"), Kind("postgresql")
EVERY = pytest.mark.parametrize("kind", [PARQUET, DUCKDB, POSTGRESQL], ids=lambda kind: kind.name)


@pytest.fixture(scope="module")
def from_csv(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return tree(build(make_site(tmp_path_factory.mktemp("csv") / "site").parent))


@EVERY
def test_the_site_is_that_of_the_csv_file(
    elsewhere: Elsewhere, from_csv: dict[str, str], kind: Kind
) -> None:
    folder = elsewhere(kind)
    assert tree(build(folder, env=elsewhere.environment(kind))) == from_csv
    for path in (folder / "site").rglob("*"):
        if path.is_file():
            body = path.read_bytes()
            assert PASSWORD.encode() not in body
            assert b"postgresql:" not in body


@EVERY
def test_a_build_says_nothing_of_its_own_libraries(elsewhere: Elsewhere, kind: Kind) -> None:
    done = run("generator.cli", "build", cwd=elsewhere(kind), env=elsewhere.environment(kind))
    assert done.returncode == 0
    assert not done.stderr


@EVERY
@pytest.mark.parametrize("number", ["text", "numeric"])
def test_numbers_are_those_that_were_written(elsewhere: Elsewhere, kind: Kind, number: str) -> None:
    if number == "numeric" and kind.name != "postgresql":
        number = "DECIMAL(38, 18)"  # DuckDB's own has three places behind the point
    kind = Kind(kind.name, number, "text")
    elsewhere(kind)
    assert elsewhere.rows(kind) == CSV


def others(count: int) -> list[Row]:
    """Rows of another province, none of which would pass a check."""
    row: Row = ["khong-co", "1999", None, "actual", "1.234567", *[None] * 9, "khac", None]
    return [list(row) for _ in range(count)]


WHERE = ("where:", "  province: thu", "  year: {from: 2000, to: 2100}", "  measure: [plan, actual]")


@EVERY
def test_only_the_rows_that_are_asked_for_come(elsewhere: Elsewhere, kind: Kind) -> None:
    rows = [[*row, "thu", str(number)] for number, row in enumerate(ROWS, start=1)]
    elsewhere(kind, [*others(50), *rows, *others(50)], *WHERE)
    assert elsewhere.rows(kind) == CSV


def test_what_the_filter_rules_out_of_a_parquet_file_is_not_even_read(elsewhere: Elsewhere) -> None:
    rows = [[*row, "thu", str(number)] for number, row in enumerate(ROWS, start=1)]
    folder = elsewhere(PARQUET, [*others(2048), *rows], *WHERE)
    file = folder / "data" / "rows.parquet"
    with duckdb.connect() as look:
        groups = look.execute(
            "SELECT row_group_id, min(coalesce(dictionary_page_offset, data_page_offset)) "
            f"FROM parquet_metadata('{file}') GROUP BY ALL ORDER BY 1"
        ).fetchall()
    assert len(groups) == 2
    body = bytearray(file.read_bytes())
    start, end = groups[0][1], groups[1][1]
    body[start:end] = b"\xff" * (end - start)
    file.write_bytes(bytes(body))
    assert elsewhere.rows(PARQUET) == CSV

    config = folder / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("        where:\n", "").split("          p")[0]
    )
    assert "source-unreadable" in elsewhere.problems(PARQUET)


def test_the_filter_is_the_servers_work(elsewhere: Elsewhere) -> None:
    elsewhere(POSTGRESQL, ROWS, *WHERE)
    assert elsewhere.rows(POSTGRESQL) == CSV
    asked = [line for line in elsewhere.server.log().splitlines() if 'CAST("indicator"' in line]
    wanted = '"province" IN ($1) AND "year" >= $2 AND "year" <= $3 AND "measure" IN ($4, $5)'
    assert asked[-1].endswith(f"WHERE {wanted}")


@EVERY
def test_a_broken_row_is_named(elsewhere: Elsewhere, kind: Kind) -> None:
    broken = [list(row) for row in ROWS]
    broken[3][3] = "thực tế"
    elsewhere(kind, broken)
    place = {
        "parquet": "data/rows.parquet:4:4: cell-enum",
        "duckdb": "data/rows.duckdb#observations[id=4]:0:0: cell-enum",
        "postgresql": "postgresql://officer@/thu#public.observations[id=4]:0:0: cell-enum",
    }
    assert place[kind.name] in elsewhere.problems(kind)


@EVERY
def test_a_figure_that_disagrees_names_the_row(elsewhere: Elsewhere, kind: Kind) -> None:
    changed = [["18383" if cell == "18382" else cell for cell in row] for row in ROWS]
    elsewhere(kind, changed)
    place = {"parquet": "data/rows.parquet:2", "duckdb": "[id=2]", "postgresql": "[id=2]"}
    (told,) = [line for line in elsewhere.problems(kind).splitlines() if "disagrees" in line]
    assert place[kind.name] in told


def test_without_a_key_the_contracts_own_orders_and_names_the_rows(elsewhere: Elsewhere) -> None:
    folder = elsewhere(DUCKDB, [*ROWS, ROWS[3]])
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("        key: id\n", ""), "utf-8")
    told = elsewhere.problems(DUCKDB)
    assert "#observations[viec-lam, 2021, actual, 2022-01-05]:0:0: row-twice" in told


@EVERY
@pytest.mark.parametrize("type", ["double precision", "real"])
def test_a_float_column_is_refused(elsewhere: Elsewhere, kind: Kind, type: str) -> None:
    elsewhere(Kind(kind.name, type))
    told = elsewhere.problems(kind)
    assert told.count("source-float") == 2
    assert "DECIMAL" in told


@EVERY
def test_a_time_is_no_date(elsewhere: Elsewhere, kind: Kind) -> None:
    elsewhere(Kind(kind.name, day="timestamp"))
    assert "source-type" in elsewhere.problems(kind)


@EVERY
def test_a_column_that_is_missing_is_told(elsewhere: Elsewhere, kind: Kind) -> None:
    elsewhere(kind, ROWS, "where: {tinh: thu}")
    config = elsewhere.folder / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("{tinh: thu}", "{year: mới}"), "utf-8")
    assert "source-where" in elsewhere.problems(kind)


def test_a_table_that_is_missing_is_told(elsewhere: Elsewhere) -> None:
    folder = elsewhere(POSTGRESQL)
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("public.obs", "public.no"), "utf-8")
    assert "source-unreadable" in elsewhere.problems(POSTGRESQL)


def test_a_wrong_password_is_told_and_not_printed(elsewhere: Elsewhere) -> None:
    folder = elsewhere(POSTGRESQL)
    done = run("generator.cli", "build", cwd=folder, env={"PGPASSWORD": "sai-mat-khau"})
    assert done.returncode == 1
    assert "source-unreadable" in done.stdout + done.stderr
    assert "sai-mat-khau" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://officer:{PASSWORD}@host/thu",
        f"postgresql://officer@host/thu?password={PASSWORD}",
        f"postgresql://officer@host/thu?pass%77ord={PASSWORD}",
        f"postgresql://officer@host/thu?sslpassword={PASSWORD}",
        f"postgresql://officer:{PASSWORD}@[host/thu",
    ],
)
def test_a_password_in_the_settings_is_refused_and_not_repeated(site, address: str) -> None:  # type: ignore[no-untyped-def]
    config = site(settings(f"address: '{address}'", "table: observations"))
    done = run("generator.cli", "build", cwd=config.parent)
    assert done.returncode == 1
    assert "setting-password" in done.stdout + done.stderr
    assert PASSWORD not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "lines",
    [
        ("address: data/rows.xlsx",),
        ("address: mysql://host/thu", "table: observations"),
        ("address: data/rows.duckdb",),
        ("table: observations",),
        ("address: data/rows.parquet", "where: province"),
        ("address: data/rows.parquet", "where: {year: 2020.5}"),
        ("address: data/rows.parquet", "where: {year: {after: 2020}}"),
        ("address: data/rows.parquet", "columns: [a]"),
    ],
)
def test_a_setting_that_cant_be_meant_is_told(site, lines: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    done = run("generator.cli", "check", cwd=site(settings(*lines)).parent)
    assert done.returncode == 1
    assert "setting-source" in done.stdout + done.stderr


@pytest.mark.parametrize("address", ["../rows.parquet", "/etc/rows.parquet"])
def test_no_file_outside_the_project_is_read(site, address: str) -> None:  # type: ignore[no-untyped-def]
    done = run("generator.cli", "check", cwd=site(settings(f"address: {address}")).parent)
    assert done.returncode == 1
    assert "setting-outside" in done.stdout + done.stderr


def test_two_tables_of_observations_are_one_too_many(elsewhere: Elsewhere) -> None:
    folder = elsewhere(PARQUET)
    (folder / "data/observations.csv").write_text(str(BASE["data/observations.csv"]), "utf-8")
    assert "source-twice" in elsewhere.problems(PARQUET)


def test_a_missing_package_is_one_line(elsewhere: Elsewhere, tmp_path: Path) -> None:
    folder = elsewhere(PARQUET)
    (tmp_path / "without").mkdir()
    (tmp_path / "without/sitecustomize.py").write_text("import sys; sys.modules['duckdb'] = None")
    paths = [str(tmp_path / "without"), os.environ.get("PYTHONPATH", "")]
    env = {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
    done = run("generator.cli", "check", cwd=folder, env=env)
    assert done.returncode == 1
    assert "mkdocs.yml:11:1: source-package" in done.stdout + done.stderr
    assert "niengiam[duckdb]" in done.stdout + done.stderr


@pytest.mark.parametrize("kind", [PARQUET, POSTGRESQL], ids=lambda kind: kind.name)
def test_a_frozen_edition_keeps_its_rows_and_needs_no_database(
    elsewhere: Elsewhere, tmp_path: Path, kind: Kind
) -> None:
    folder = elsewhere(kind)
    done = run("generator.cli", "freeze", "2020", cwd=folder, env=elsewhere.environment(kind))
    assert done.returncode == 0, done.stdout + done.stderr
    build(folder, env=elsewhere.environment(kind))
    for bag in (folder / "archive").glob("*.zip"):
        alone = tmp_path / bag.name
        shutil.copy(bag, alone)
        done = run("generator.cli", "rebuild", str(alone), cwd=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("kind", [DUCKDB, POSTGRESQL], ids=lambda kind: kind.name)
def test_a_changed_row_reaches_the_site_though_no_file_of_the_project_changed(
    elsewhere: Elsewhere, kind: Kind
) -> None:
    folder, env = elsewhere(kind), elsewhere.environment(kind)
    build(folder, env=env)
    change = "UPDATE observations SET value = 17059 WHERE value = 17060"
    if kind is POSTGRESQL:
        with elsewhere.server.connect() as made:
            made.execute(change)
    else:
        with duckdb.connect(str(folder / "data/rows.duckdb")) as made:
            made.execute(change)
    text = (build(folder, env=env) / "chi-tieu/so-ho-ngheo.csv").read_text("utf-8")
    assert "17059" in text and "17060" not in text


def test_an_import_writes_into_no_database(elsewhere: Elsewhere, tmp_path: Path) -> None:
    elsewhere(PARQUET)
    table = tmp_path / "bang.csv"
    table.write_text("Chỉ tiêu,Thực hiện 2020\nSố hộ nghèo (hộ),17060\n", "utf-8")
    told = elsewhere.told(PARQUET, "import", str(table), "--edition", "2020", "--write")
    assert "source-import" in told
    assert not (elsewhere.folder / "data/observations.csv").exists()
