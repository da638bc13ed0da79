"""A small valid site as data, for tests to bend: every file by its path."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from generator import resources

OBSERVATIONS_HEADER = (
    "indicator,year,since,measure,value,upper,bound,status,as_of,basis,by,group,source,note"
)

BASE: dict[str, str | bytes] = {
    "mkdocs.yml": """\
site_name: Niên giám thử
site_url: https://nien-giam.example/
docs_dir: content
site_dir: site
plugins:
  - niengiam:
      lang: vi
      publisher: Phòng Thử nghiệm
      place: tỉnh Thử
      languages: [vi]
""",
    "data/topics.csv": """\
topic,name,name_en
viec-lam,Việc làm,Employment
giam-ngheo,Giảm nghèo,Poverty reduction
""",
    "data/indicators.csv": """\
indicator,name,name_en,unit,unit_en,decimals,direction,topic,part_of,definition
viec-lam,Số người được giải quyết việc làm,People helped into work,người,people,0,up,viec-lam,,
ra-nuoc-ngoai,Số lao động đi làm việc ở nước ngoài,,người,people,0,up,viec-lam,viec-lam,
ho-ngheo,Tỷ lệ hộ nghèo,Share of poor households,%,%,2,down,giam-ngheo,,Theo chuẩn đa chiều
so-ho-ngheo,Số hộ nghèo,Poor households,hộ,households,0,down,giam-ngheo,,
von-nha,"Kinh phí nhà ở, đã vận động",Housing funds,tỷ đồng,billion VND,3,up,giam-ngheo,,
""",
    "data/sources.csv": """\
source,title,publisher,published,url,note
bao-2020,"Kết quả năm 2020, nhiệm vụ 2021",Báo Thử,2021-01-01,https://bao.example/2020,
bao-2021,Kết quả năm 2021,Báo Thử,2022-01-05,,
""",
    "data/labels.csv": """\
kind,key,name,name_en
by,area,Khu vực,Area
group,Nông thôn,Nông thôn,Rural
basis,chuẩn 2016-2020,Chuẩn nghèo 2016–2020,Poverty standard 2016–2020
basis,chuẩn 2021-2025,Chuẩn nghèo 2021–2025,Poverty standard 2021–2025
""",
    "data/observations.csv": OBSERVATIONS_HEADER
    + """
viec-lam,2020,,plan,18000,,,final,2021-01-01,,,,bao-2020,
viec-lam,2020,,actual,18382,,,final,2021-01-01,,,,bao-2020,"Báo ghi 102,1%"
viec-lam,2021,,plan,20000,,,final,2021-01-01,,,,bao-2020,
viec-lam,2021,,actual,19500,,,final,2022-01-05,,,,bao-2021,
ra-nuoc-ngoai,2021,,plan,1500,,about,final,2021-01-01,,,,bao-2020,
ho-ngheo,2019,,actual,4.59,,,final,2020-08-17,chuẩn 2016-2020,,,bao-2020,
ho-ngheo,2020,,plan,4,,,final,2020-08-17,chuẩn 2016-2020,,,bao-2020,
ho-ngheo,2020,,actual,4,,,forecast,2020-08-17,chuẩn 2016-2020,,,bao-2020,
ho-ngheo,2020,,actual,3.6,,,estimate,2021-01-01,chuẩn 2016-2020,,,bao-2020,
ho-ngheo,2021,,actual,4.26,,,final,2022-01-05,chuẩn 2021-2025,,,bao-2021,
so-ho-ngheo,2021,,actual,17060,,,final,2022-01-05,chuẩn 2021-2025,,,bao-2021,
so-ho-ngheo,2021,,actual,16125,,,final,2022-01-05,chuẩn 2021-2025,area,Nông thôn,bao-2021,
von-nha,2020,,actual,30.028,,,final,2021-01-01,,,,bao-2020,
""",
    "content/index.md": """\
---
title: Niên giám thử
---

Trang chủ của một trang thử. Xem [ấn bản năm 2020](2020/index.md).
""",
    "content/2020/index.md": """\
---
edition: 2020
title: Kết quả năm 2020
published: 2021-01-01
as_of: 2021-01-01
indicators: [viec-lam, ho-ngheo, von-nha]
---

Ấn bản đầu tiên.
""",
    "content/2020/phong-van.md": """\
---
type: interview
title: Trả lời về năm 2020
date: 2021-01-01
speakers:
  - id: ong-ba
    name: Ông Ba
    role: Trưởng phòng
source: bao-2020
photo: hinh.svg
---

![Một ngôi nhà](hinh.svg "Nhà mới")

## Năm 2020 có những kết quả nào?

Ông Ba: Có [18.382 người](fig:viec-lam/2020) được giải quyết việc làm,
bằng [102,1%](fig:viec-lam/2020/attainment) kế hoạch.
""",
    "content/2020/hinh.svg": """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 4 4 0 8 4v4H0z"/></svg>
""",
    "content/2021/index.md": """\
---
edition: 2021
title: Kết quả năm 2021
published: 2022-01-05
as_of: 2022-01-05
status: published
---

Ấn bản thứ hai.
""",
}


def make_site(folder: Path, files: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write the base site with some files replaced, added, or (None) left out.

    What stood in `folder` goes first. Returns the path of its mkdocs.yml.
    """
    if folder.exists():
        shutil.rmtree(folder)
    for path, content in {**BASE, **(files or {})}.items():
        if content is None:
            continue
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder / "mkdocs.yml"


def text_of(path: str) -> str:
    """A file of the base site; the data contract is the program's own."""
    if path == "data/datapackage.json":
        return resources.contract().read_text("utf-8")
    content = BASE[path]
    return content if isinstance(content, str) else content.decode()


def with_rows(table: str, *rows: str) -> dict[str, str]:
    """The change that adds rows at the end of a table: `with_rows("observations", "...")`."""
    path = f"data/{table}.csv"
    return {path: text_of(path) + "".join(f"{row}\n" for row in rows)}


def with_change(path: str, *changes: tuple[str, str]) -> dict[str, str]:
    """The change that replaces words of a file, each of which must stand there exactly once."""
    text = text_of(path)
    for old, new in changes:
        if text.count(old) != 1:
            raise ValueError(f"{old!r} stands {text.count(old)} times in {path}")
        text = text.replace(old, new)
    return {path: text}
