"""A site of one indicator and one edition: quickly published, thousands of times."""

from tests.sites import OBSERVATIONS_HEADER, with_change

TINY = {
    **with_change(
        "mkdocs.yml", ("      lang: vi", "      lang: vi\n      cards: false\n      plotlyjs: none")
    ),
    "data/topics.csv": "topic,name,name_en\nviec-lam,Việc làm,Employment\n",
    "data/labels.csv": "kind,key,name,name_en\n",
    "data/indicators.csv": (
        "indicator,name,name_en,unit,unit_en,decimals,direction,topic,part_of,definition\n"
        "viec-lam,Số việc làm,,người,people,0,up,viec-lam,,\n"
    ),
    "data/observations.csv": OBSERVATIONS_HEADER
    + "\nviec-lam,2020,,actual,18382,,,final,2021-01-01,,,,bao-2020,\n",
    "content/index.md": "---\ntitle: Niên giám thử\n---\n\nTrang chủ.\n",
    "content/2020/index.md": (
        "---\nedition: 2020\ntitle: Một\npublished: 2021-01-01\nas_of: 2021-01-01\n---\n\nMột.\n"
    ),
    "content/2020/phong-van.md": None,
    "content/2020/hinh.svg": None,
    "content/2021/index.md": None,
}
