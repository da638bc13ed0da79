"""The example with every kind of page: corrected, frozen, moved and withdrawn ones too."""

import sys
from pathlib import Path

from tests.example import build, copy_example, run

PAGES = {
    "home": "index.html",
    "edition": "2023/index.html",
    "corrected edition": "2020-v2/index.html",
    "frozen edition": "2020/index.html",
    "interview": "2023/den-on-dap-nghia/index.html",
    "corrected interview": "2020-v2/phong-van/index.html",
    "indicator, dots": "chi-tieu/ho-ngheo/index.html",
    "indicator, rows": "chi-tieu/viec-lam/index.html",
    "indicator, groups": "chi-tieu/lao-dong-nuoc-ngoai-luy-ke/index.html",
    "corrected indicator": "chi-tieu/that-nghiep-thanh-thi/index.html",
    "indicator as published": "2023/chi-tieu/that-nghiep-thanh-thi/index.html",
    "frozen indicator": "2020/chi-tieu/that-nghiep-thanh-thi/index.html",
    "frozen indicator, unchanged": "2020/chi-tieu/viec-lam/index.html",
    "catalogue": "chi-tieu/index.html",
    "comparison": "so-sanh/index.html",
    "search": "tim-kiem/index.html",
    "search in an edition": "2023/tim-kiem/index.html",
    "archive": "luu-tru/index.html",
    "data": "data/index.html",
    "corrections": "dinh-chinh/index.html",
    "differences": "2023/thay-doi/index.html",
    "embed": "chi-tieu/ho-ngheo/embed.html",
    "moved": "bai-cu/index.html",
    "withdrawn": "2020/phong-van/index.html",
    "prose": "gioi-thieu/index.html",
    "home in English": "en/index.html",
    "edition in English": "en/2023/index.html",
    "interview in English": "en/2023/den-on-dap-nghia/index.html",
    "interview not translated": "en/2020-v2/phong-van/index.html",
    "indicator in English": "en/chi-tieu/ho-ngheo/index.html",
    "frozen indicator in English": "en/2020/chi-tieu/that-nghiep-thanh-thi/index.html",
    "catalogue in English": "en/chi-tieu/index.html",
    "comparison in English": "en/so-sanh/index.html",
    "search in English": "en/tim-kiem/index.html",
    "archive in English": "en/luu-tru/index.html",
    "data in English": "en/data/index.html",
    "corrections in English": "en/dinh-chinh/index.html",
    "differences in English": "en/2023/thay-doi/index.html",
    "embed in English": "en/chi-tieu/ho-ngheo/embed.html",
    "prose in English": "en/gioi-thieu/index.html",
    "missing": "404.html",
}
"""A page of each kind, by its address."""

SAID = "[3,34%](fig:that-nghiep-thanh-thi/2020)"


def make_every_page(folder: Path) -> Path:
    """Freeze 2020, correct it, move one address, withdraw one page; returns the built site."""
    copy_example(folder)
    ran(folder, "freeze", "2020", "--date", "2021-02-01")
    change(folder / "content/2020/index.md", "as_of: 2021-01-01", "as_of: 2021-03-01")
    with_reason = SAID.replace(")", ' "số ước tại thời điểm phỏng vấn")')
    change(folder / "content/2020/phong-van.md", SAID, with_reason)
    row = "that-nghiep-thanh-thi,2020,,actual,3.35,,,final,2021-03-01,,,,dansinh-2020,\n"
    add(folder / "data/observations.csv", row)
    ran(folder, "freeze", "2020", "--correct", "Số chính thức lệch số ước", "--date", "2021-03-02")
    old, new = "/bai-cu/", "/2020-v2/phong-van/"
    add(
        folder / "data/redirects.csv",
        f"{old},{new}\n{old}#hoi-4,{new}#dao-tao-nghe-huong-toi-muc-nao\n",
    )
    page = "/2020/phong-van/"
    withdrawn = f"address,date,reason\n{page},2024-05-01,Người trả lời đề nghị gỡ bản cũ\n"
    (folder / "archive/withdrawn.csv").write_text(withdrawn, encoding="utf-8")
    return build(folder)


def ran(folder: Path, *arguments: str) -> None:
    done = run("generator.cli", *arguments, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def add(path: Path, line: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(line)


if __name__ == "__main__":
    print(make_every_page(Path(sys.argv[1])))
