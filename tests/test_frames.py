"""A site's tables and results in a notebook: exact, joined, and only where they are asked for."""

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator.build import prepare
from generator.frames import frames
from generator.problems import InputError
from tests.example import ROOT, copy_example
from tests.sites import make_site, with_rows


def test_tables_are_frames_with_exact_values(tmp_path: Path) -> None:
    found = frames(make_site(tmp_path))
    rows = found["observations"].query("indicator == 'viec-lam' and measure == 'actual'")
    assert rows["value"].tolist() == [Decimal(18382), Decimal(19500)]
    assert rows["value"].sum() == Decimal(37882)
    assert rows["year"].tolist() == [2020, 2021]
    assert rows["as_of"].tolist() == [date(2021, 1, 1), date(2022, 1, 5)]
    assert rows["basis"].isna().all()
    written = (tmp_path / "data/observations.csv").read_text("utf-8")
    assert len(found["observations"]) == len(written.splitlines()) - 1


def test_results_say_what_the_site_says(tmp_path: Path) -> None:
    """Every newest value of the example, held against its record among the downloads."""
    folder = copy_example(tmp_path / "example")
    made = dict(prepare(folder / "mkdocs.yml").made)
    found = frames(folder / "mkdocs.yml")["results"].to_dict("records")
    said = {
        (item["indicator"], item["year"], item["group"], item["basis"]): (
            str(item["value"]),
            item["plan"] and str(item["plan"]),
            item["verdict"],
        )
        for item in found
    }
    shown = {}
    for id in {item["indicator"] for item in found}:
        record = json.loads(made[f"chi-tieu/{id}.json"]())
        for item in record["figures"].values():
            if item.get("measure") == "actual" and item["replaced_by"] is None:
                group, basis = (item[part] and item[part]["key"] for part in ("group", "basis"))
                key = (item["indicator"], item["year"], group, basis)
                plan, verdict = item["plan"], item["verdict"]
                code = verdict["code"] if verdict else "none"
                shown[key] = (item["value"], plan and plan["value"], code)
    assert said == shown and len(said) == len(found) > 30


def test_a_broken_site_tells_its_problems(tmp_path: Path) -> None:
    config = make_site(
        tmp_path,
        with_rows("observations", "viec-lam,2022,,actual,so,,,final,2022-01-05,,,,bao-2021,"),
    )
    with pytest.raises(InputError):
        frames(config)


def test_no_build_loads_pandas() -> None:
    asked = "import sys, generator.plugin, generator.cli; print('pandas' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
