"""Data in, checked: text stays as written, and every fault is told at its place."""

import ast
import json
import string
from collections.abc import Iterator, Mapping
from decimal import Decimal
from os import fsdecode
from pathlib import Path

import frictionless
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import report
from generator.problems import InputError, Problem, Problems
from generator.validate.yearbook import load
from tests.conftest import Site
from tests.sites import BASE, make_site, text_of, with_change, with_rows

ROOT = Path(__file__).resolve().parent.parent
OBSERVATION = "data/observations.csv"
ROW = len(BASE[OBSERVATION].splitlines()) + 1
"""Line of observations.csv on which the first row of `with_rows` stands."""


def told(config: Path) -> list[Problem]:
    """Every problem and warning of a site."""
    try:
        return list(load(config)[2])
    except InputError as error:
        return list(error.problems)


def places(config: Path) -> list[str]:
    """The same as `path:line:column: code`."""
    return [f"{item.path}:{item.line}:{item.column}: {item.code}" for item in told(config)]


def observation(**cells: str) -> str:
    """A row of observations.csv, right but for the cells given."""
    row = {
        "indicator": "von-nha",
        "year": "2021",
        "since": "",
        "measure": "actual",
        "value": "5",
        "upper": "",
        "bound": "",
        "status": "final",
        "as_of": "2022-01-05",
        "basis": "",
        "by": "",
        "group": "",
        "source": "bao-2021",
        "note": "",
    }
    assert set(cells) <= set(row)
    return ",".join({**row, **cells}.values())


def column_of(row: str, name: str) -> int:
    """Column, from 1, on which a cell of an unquoted row begins."""
    index = BASE[OBSERVATION].splitlines()[0].split(",").index(name)
    return len(",".join(row.split(",")[:index])) + (2 if index else 1)


def test_the_base_site_has_no_problem(site: Site) -> None:
    assert places(site()) == []


# What is read.


@pytest.mark.parametrize(
    "written", ["0", "-5", "0.10", "30.028", "-0.5", "123456789012345678", "100.000"]
)
def test_a_number_keeps_every_digit(site: Site, written: str) -> None:
    _, book, _ = load(site(with_rows("observations", observation(value=written))))

    found = [row.value for row in book.observations if row.line == ROW]
    assert [str(value) for value in found] == [written]
    assert isinstance(found[0], Decimal)


@pytest.mark.parametrize("written", ["NA", "null", "nan", "1e3", "TRUE", "007", "1,5 (*)", "-"])
def test_text_is_never_guessed_to_be_something_else(site: Site, written: str) -> None:
    _, book, _ = load(site(with_rows("observations", observation(note=f'"{written}"'))))

    assert [row.note for row in book.observations if row.line == ROW] == [written]


def test_empty_means_empty_and_no_more(site: Site) -> None:
    _, book, _ = load(site(with_rows("observations", observation())))

    (row,) = (row for row in book.observations if row.line == ROW)
    assert (row.since, row.upper, row.bound, row.basis, row.by, row.group, row.note) == (
        (None, None) + ("",) * 5
    )


def test_blanks_around_a_cell_are_cut(site: Site) -> None:
    row = observation(value=" 7\u00a0", note="\t ghi chú ")
    _, book, _ = load(site(with_rows("observations", row)))

    (found,) = (item for item in book.observations if item.line == ROW)
    assert (str(found.value), found.note) == ("7", "ghi chú")


def test_lines_that_end_the_windows_way_change_nothing(site: Site) -> None:
    files = {path: text_of(path).replace("\n", "\r\n") for path in BASE if path.endswith(".csv")}

    assert load(site(files))[1].observations == load(site())[1].observations


def test_words_in_decomposed_letters_are_the_same_words(site: Site) -> None:
    from unicodedata import normalize

    files = {path: normalize("NFD", text_of(path)) for path in BASE if path.endswith(".csv")}

    assert load(site(files))[1].observations == load(site())[1].observations
    assert load(site(files))[1].labels == load(site())[1].labels


def test_columns_may_stand_in_any_order(site: Site) -> None:
    rows = [line.split(",") for line in text_of("data/topics.csv").splitlines()]
    turned = "".join(",".join(reversed(row)) + "\n" for row in rows)

    assert load(site({"data/topics.csv": turned}))[1].topics == load(site())[1].topics


def test_a_quoted_cell_over_several_lines_keeps_the_count_of_lines(site: Site) -> None:
    long, bad = observation(note='"một\nhai, ba\n\nbốn"'), observation(year="2020", value="x")

    config = site(with_rows("observations", long, bad))

    assert places(config) == [f"{OBSERVATION}:{ROW + 4}:{column_of(bad, 'value')}: cell-number"]


def test_a_cell_behind_a_quoted_comma_is_found(site: Site) -> None:
    row = '"von-nha",2021,,"actual","x, ""y""",,,final,hôm nay,,,,bao-2021,'
    value, as_of = row.index('"x') + 1, row.index("hôm") + 1

    assert places(site(with_rows("observations", row))) == [
        f"{OBSERVATION}:{ROW}:{value}: cell-number",
        f"{OBSERVATION}:{ROW}:{as_of}: cell-date",
    ]


def test_tables_that_may_be_missing_may_be_missing(site: Site) -> None:
    config = site({"data/labels.csv": None})

    assert places(config) == []


# Numbers: never a silently different one.

NUMBERS = {
    "1e3": "number-exponent",
    "1E+3": "number-exponent",
    "1_000": "number-exponent",
    "nan": "number-missing",
    "NaN": "number-missing",
    "inf": "number-missing",
    "-": "number-missing",
    "...": "number-missing",
    "1.234.567": "number-thousands",
    '"18,382"': "number-comma",
    '"3,34"': "number-comma",
    '"1,234,567"': "number-thousands",
    '"6.156,5"': "number-thousands",
    '"1,234.5"': "number-thousands",
    "18 382": "number-blank",
    "18\u00a0382": "number-blank",
    "18\u202f382": "number-blank",
    "\u22125": "number-minus",
    "1\u20131.5": "number-minus",
    "+5": "cell-number",
    "05": "cell-number",
    ".5": "cell-number",
    "5.": "cell-number",
    "5%": "cell-number",
    "0x10": "cell-number",
    "(1)": "cell-number",
    "#REF!": "cell-number",
    "'21777.4'": "cell-number",
    "٣": "cell-number",
    "５": "cell-number",
    "1" * 25: "number-long",
    "1.2345": "value-decimals",
}


@pytest.mark.parametrize("column", ["value", "upper"])
@pytest.mark.parametrize(("written", "code"), NUMBERS.items(), ids=map(ascii, NUMBERS))
def test_a_number_written_otherwise_is_told(
    site: Site, written: str, code: str, column: str
) -> None:
    row = observation(**{"value": "1", column: written})

    config = site(with_rows("observations", row))

    assert places(config) == [f"{OBSERVATION}:{ROW}:{column_of(row, column)}: {code}"]


@pytest.mark.parametrize("decimals", ["0", "1", "2"])
def test_a_thousands_dot_is_suspected_where_the_decimals_are_too_many(
    site: Site, decimals: str
) -> None:
    indicator = f"nguoi,Số người,,người,people,{decimals},up,viec-lam,,"
    row = observation(indicator="nguoi", value="18.382")

    (problem,) = told(site(with_rows("indicators", indicator) | with_rows("observations", row)))

    assert problem.code == "value-thousands"
    assert "18382" in report.line(problem, "vi")


@given(
    text=st.text(
        st.characters(exclude_categories=["Cc", "Cs"], exclude_characters='",'), max_size=12
    )
)
@settings(max_examples=60)
def test_a_cell_is_that_number_or_a_problem(tmp_path: Path, text: str) -> None:
    config = make_site(tmp_path / "s", with_rows("observations", observation(value=text)))
    found = told(config)
    if found:
        assert {(item.path, item.line) for item in found} == {(OBSERVATION, ROW)}
    else:
        (value,) = (row.value for row in load(config)[1].observations if row.line == ROW)
        assert str(value) == text.strip(" \t\u00a0\u202f")


# Rows against each other, beside the cases of tests/invalid.


def test_an_earlier_fault_hides_no_later_one(site: Site) -> None:
    """Fifty faults, of every kind of file, and all are told at once."""
    wrong = {
        **with_rows(
            "observations", *(observation(year=str(1900 + n), value="x") for n in range(40))
        ),
        **with_rows(
            "indicators", "Xấu,Tên,,người,people,0,up,viec-lam,,", "a,A,,%,%,2,lên,khong,b,"
        ),
        **with_rows("topics", "viec-lam,Lại nữa,", "x,,"),
        **with_rows("sources", "s,T,P,mai,ftp://x,"),
        "data/corrections.csv": "date,edition\n",
        "data/redirects.csv": "",
        "content/mot.md": "không có đầu\n",
        "content/hai.md": "---\ntitel: x\n---\n[x](fig:khong/2020) ![](a.png) [y](javascript:1)\n",
        "content/Ba.md": "---\ntitle: Ba\n---\n",
        "content/tra-loi.md": "---\ntype: interview\ntitle: Trả lời\n---\n",
        "content/x.html": "x",
    }

    found = told(site(wrong))

    assert len(found) >= 50
    told_paths = {item.path for item in found}
    assert told_paths == {path for path in wrong if path != "data/labels.csv"}
    assert sum(item.code == "cell-number" for item in found) == 40
    assert found == sorted(found)


def test_a_row_with_a_fault_casts_no_doubt_on_others(site: Site) -> None:
    """One wrong row of an indicator that a page quotes is one problem, not three."""
    files = with_change(OBSERVATION, ("actual,18382,", "actual,18.382,"))

    assert [place.rpartition(" ")[2] for place in places(site(files))] == ["value-thousands"]


def test_parts_beyond_their_total_warn_and_a_note_excuses_them(site: Site) -> None:
    cells = {"indicator": "so-ho-ngheo", "basis": "chuẩn 2021-2025", "by": "area"}
    row = observation(**cells, group="Thành thị", value="1000")
    noted = observation(**cells, group="Thành thị", value="1000", note="Nguồn in như vậy")

    (plain,) = told(site(with_rows("observations", row)))
    (excused,) = told(site(with_rows("observations", noted)))

    assert plain.code == excused.code == "parts-exceed"
    assert (plain.severity, plain.excused) == ("warning", False)
    assert (excused.severity, excused.excused) == ("warning", True)
    assert Problems({plain}).errors(strict=True) and not Problems({plain}).errors()
    assert not Problems({excused}).errors(strict=True)


@pytest.mark.parametrize("key", ["area", "so-ho-ngheo/area"])
def test_parts_declared_complete_must_add_up(site: Site, key: str) -> None:
    declared = with_rows("labels", f"complete,{key},Đủ các khu vực,")
    cells = {"indicator": "so-ho-ngheo", "basis": "chuẩn 2021-2025", "by": "area"}
    rest = with_rows("observations", observation(**cells, group="Thành thị", value="935"))

    assert [item.code for item in told(site(declared))] == ["parts-incomplete"]
    assert told(site(declared | rest)) == []


def test_parts_that_nobody_called_complete_may_fall_short(site: Site) -> None:
    assert told(site()) == []


def test_shares_are_not_added_up(site: Site) -> None:
    cells = {"indicator": "ho-ngheo", "basis": "chuẩn 2021-2025", "by": "area"}
    rows = [observation(**cells, group=group, value="4") for group in ("Nông thôn", "Thành thị")]

    assert told(site(with_rows("observations", *rows))) == []


def test_a_revision_is_a_new_row(site: Site) -> None:
    first = observation(value="5", as_of="2022-01-05")
    later = observation(value="6", as_of="2023-01-05")

    assert told(site(with_rows("observations", first, later))) == []
    assert [item.code for item in told(site(with_rows("observations", first, first)))] == [
        "row-twice"
    ]


def test_a_forecast_may_be_older_than_its_year(site: Site) -> None:
    early = {"year": "2023", "as_of": "2021-06-01"}

    assert told(site(with_rows("observations", observation(**early, status="forecast")))) == []
    assert told(site(with_rows("observations", observation(**early, measure="plan")))) == []
    assert [item.code for item in told(site(with_rows("observations", observation(**early))))] == [
        "actual-too-early"
    ]


# The contract.


def contract(change: Mapping[str, object], table: str, column: str) -> dict[str, str]:
    """The site's own datapackage.json, a column's constraints narrowed."""
    package = json.loads(text_of("data/datapackage.json"))
    (resource,) = (item for item in package["resources"] if item["name"] == table)
    (field,) = (item for item in resource["schema"]["fields"] if item["name"] == column)
    field["constraints"] = field.get("constraints", {}) | change
    return {"data/datapackage.json": json.dumps(package, ensure_ascii=False)}


@pytest.mark.parametrize(
    ("table", "column", "change", "code"),
    [
        ("observations", "note", {"required": True}, "cell-required"),
        ("observations", "year", {"maximum": 2020}, "cell-maximum"),
        ("observations", "year", {"minimum": 2020}, "cell-minimum"),
        ("observations", "value", {"maximum": 20000}, None),
        ("observations", "value", {"maximum": 19999}, "cell-maximum"),
        ("observations", "as_of", {"minimum": "2021-01-01"}, "cell-minimum"),
        ("observations", "measure", {"enum": ["actual"]}, "cell-enum"),
        ("topics", "name_en", {"minLength": 11}, "cell-minlength"),
        ("topics", "name", {"maxLength": 8}, "cell-maxlength"),
        ("topics", "topic", {"pattern": "[a-z]+"}, "cell-pattern"),
        ("indicators", "unit", {"unique": True}, "key-twice"),
    ],
)
def test_the_site_s_contract_is_obeyed(
    site: Site, table: str, column: str, change: dict[str, object], code: str | None
) -> None:
    found = told(site(contract(change, table, column)))

    assert {(item.code, item.path) for item in found} == (
        {(code, f"data/{table}.csv")} if code else set()
    )


def test_a_column_of_the_site_s_own_is_checked_too(site: Site) -> None:
    package = json.loads(text_of("data/datapackage.json"))
    topics = next(item for item in package["resources"] if item["name"] == "topics")
    topics["schema"]["fields"].append({"name": "rank", "type": "integer"})
    table = "topic,name,name_en,rank\nviec-lam,Việc làm,,1\ngiam-ngheo,Giảm nghèo,,hai\n"
    files = {"data/datapackage.json": json.dumps(package), "data/topics.csv": table}

    assert places(site(files)) == ["data/topics.csv:3:24: cell-integer"]


def test_a_contract_without_limits_lets_nothing_dangerous_in(site: Site) -> None:
    package = json.loads(text_of("data/datapackage.json"))
    for resource in package["resources"]:
        for field in resource["schema"]["fields"]:
            field["type"] = "string"
            field.pop("constraints", None)
        resource["schema"].pop("primaryKey", None)
        resource["schema"].pop("foreignKeys", None)
    loose = {"data/datapackage.json": json.dumps(package)}
    row = observation(indicator="khong-co", year="x", value="nan", source="", as_of="")
    bad = with_rows("indicators", "../../x,Tên,,,,-1,lên,khong,cung-khong,")

    found = told(site(loose | bad | with_rows("observations", row)))

    strict = told(site(bad | with_rows("observations", row)))
    assert [(p.path, p.line, p.column) for p in found] == [
        (p.path, p.line, p.column) for p in strict
    ]
    assert len(found) >= 9


def test_another_frictionless_tool_accepts_the_example(tmp_path: Path) -> None:
    outcome = frictionless.validate(ROOT / "data" / "datapackage.json")

    assert outcome.valid, outcome.to_summary()


def test_another_frictionless_tool_sees_the_same_faults(site: Site) -> None:
    plain = {"data/datapackage.json": text_of("data/datapackage.json")}
    empty = {
        "data/corrections.csv": "date,edition,version,indicator,field,year,measure,by,group,basis,"
        "old,new,reason\n",
        "data/redirects.csv": "from,to\n",
    }
    row = observation(year="1800", value="x", status="xong")
    good, bad = site(plain | empty), site(plain | empty | with_rows("observations", row))

    assert told(good) == []
    assert frictionless.validate(good.parent / "data" / "datapackage.json").valid
    outcome = frictionless.validate(bad.parent / "data" / "datapackage.json")
    theirs = {(error[0], error[1]) for error in outcome.flatten(["rowNumber", "fieldName"])}
    assert theirs == {(ROW, "year"), (ROW, "value"), (ROW, "status")}
    assert {item.column for item in told(bad)} == {column_of(row, name) for _, name in theirs}


# The words of problems.


def problem_words(language: str) -> dict[str, dict[str, str]]:
    path = ROOT / "generator" / "words" / language / "problems.yml"
    loaded: dict[str, dict[str, str]] = yaml.safe_load(path.read_text("utf-8"))
    return loaded


def codes_in_source() -> set[str]:
    """Every string of the program that looks like a code and stands among the messages, or is
    given to `add`, `tell`, `warn` or `Unbound`."""
    known = set(problem_words("vi")) - {"_meant", "_noted"}
    return set(_strings(known))


def _strings(known: set[str]) -> Iterator[str]:
    for path in (ROOT / "generator").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and node.value in known:
                yield str(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                start = str(node.values[0].value)
                if start.endswith("-"):
                    yield from (code for code in known if code.startswith(start))
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                first = node.args[0].value
                if name in ("tell", "warn", "Unbound") or (name == "add" and _is_problem(node)):
                    yield str(first)


def _is_problem(call: ast.Call) -> bool:
    """`problems.add(code, path ...)`, not a set's `add(item)`."""
    return len(call.args) > 1 or bool(call.keywords)


def test_every_code_has_words_in_both_languages_and_every_word_its_code() -> None:
    used = codes_in_source()

    for language in ("vi", "en"):
        assert used == set(problem_words(language)) - {"_meant", "_noted"}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(problem_words("vi")))
def test_both_languages_say_the_same_of_a_problem(code: str) -> None:
    vi, en = (problem_words(language)[code] for language in ("vi", "en"))

    assert vi.keys() == en.keys()
    assert fields(en["message"]) >= fields(vi["message"])
    assert fields(en.get("hint", "")) == fields(vi.get("hint", ""))
    for entry in (vi, en):
        assert entry["message"].rstrip(".?!") == entry["message"] or code.startswith("_")


# Whatever the bytes: a problem, never a fault of the program.


@pytest.mark.parametrize("name", [b"a\x1b[31m.md", b"a\nb.md", b"\xff.svg", b"a\xe2\x80\xae.md"])
def test_a_file_name_can_t_disturb_the_message(site: Site, name: bytes) -> None:
    config = site()
    (config.parent / "content" / fsdecode(name)).write_text("x", encoding="utf-8")

    assert told(config)
    ends_well(config)


FUZZED = [
    OBSERVATION,
    "data/indicators.csv",
    "data/labels.csv",
    "mkdocs.yml",
    "content/2020/phong-van.md",
    "content/2020/index.md",
    "content/2020/hinh.svg",
    "data/datapackage.json",
]


def ends_well(config: Path) -> None:
    for problem in told(config):
        for language in ("vi", "en"):
            assert report.line(problem, language).isprintable()


@pytest.mark.parametrize("path", FUZZED)
@given(data=st.data())
@settings(max_examples=30)
def test_bytes_put_into_a_file_crash_nothing(
    tmp_path: Path, path: str, data: st.DataObject
) -> None:
    whole = text_of(path).encode()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 40)))
    junk = data.draw(
        st.binary(max_size=20)
        | st.text(max_size=20).map(lambda text: text.encode("utf-8", "replace"))
        | st.sampled_from([b'"', b",", b"\n", b"- ", b"[", b"{", b"}", b": ", b"null", b"\n---\n"])
        | st.sampled_from([b"!!set {a}", b"? [a]", b"&a", b"*a", b"<<: {x: 1}", b"2021-02-31"])
        | st.sampled_from([b"0x" + b"f" * 9000, b"1" * 5000, b"9" * 22, b"-1", b"NaN", b"1e999"])
    )

    ends_well(make_site(tmp_path / "s", {path: whole[:start] + junk + whole[end:]}))


@pytest.mark.parametrize("path", FUZZED)
@given(content=st.binary(max_size=200))
@settings(max_examples=12)
def test_a_file_of_any_bytes_crashes_nothing(tmp_path: Path, path: str, content: bytes) -> None:
    ends_well(make_site(tmp_path / "s", {path: content}))


KEYS = ["edition", "title", "published", "as_of", "status", "indicators", "type", "date"]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(
    head=st.dictionaries(st.sampled_from([*KEYS, "speakers", "photo", "source", "lede"]), VALUES)
)
@settings(max_examples=60)
def test_any_values_in_a_head_crash_nothing(tmp_path: Path, head: dict[str, object]) -> None:
    page = f"---\n{yaml.safe_dump(head, allow_unicode=True)}---\n"
    files = {"content/2020/phong-van.md": page, "content/2021/index.md": page, "content/a.md": page}

    ends_well(make_site(tmp_path / "s", files))


SETTINGS = ["site_name", "site_url", "docs_dir", "site_dir", "theme", "plugins", "INHERIT"]


@given(values=st.dictionaries(st.sampled_from(SETTINGS), VALUES), options=VALUES)
@settings(max_examples=60)
def test_any_values_of_settings_crash_nothing(
    tmp_path: Path, values: dict[str, object], options: object
) -> None:
    whole = {"site_name": "x", "docs_dir": "content", "plugins": [{"niengiam": options}]} | values

    ends_well(make_site(tmp_path / "s", {"mkdocs.yml": yaml.safe_dump(whole, allow_unicode=True)}))


@given(data=st.data())
@settings(max_examples=80)
def test_any_value_in_the_contract_crashes_nothing(tmp_path: Path, data: st.DataObject) -> None:
    package = json.loads(text_of("data/datapackage.json"))
    place = package
    for _ in range(data.draw(st.integers(1, 8))):
        keys = sorted(place) if isinstance(place, dict) else range(len(place))
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        last, place = place, place[key]
        if not isinstance(place, dict | list):
            break
    last[key] = data.draw(
        st.none()
        | st.booleans()
        | st.integers(-3, 3)
        | st.text(max_size=4)
        | st.lists(st.integers())
        | st.sampled_from(["(", "[a-", 1e999, "nan", {}, ["from"], "topic", "date", "number"])
    )

    ends_well(make_site(tmp_path / "s", {"data/datapackage.json": json.dumps(package)}))
