"""What a page costs a reader, in requests and bytes: measured in Chromium, over a line.

`make weigh` prints the table; tests/test_weight.py holds its limits.
"""

import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.every_page import PAGES, make_every_page
from tests.serving import serving

ENOUGH = ("Document", "Stylesheet")
"""What a page needs to be read whole: text, figures, charts and tables are in it."""


@dataclass
class Weight:
    """Bytes on the wire by type of file, heads of answers included; files in their order."""

    bytes: dict[str, int] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    blocking: int = 0
    """Files that the first paint waits for, the page itself included."""

    @property
    def enough(self) -> int:
        return sum(size for kind, size in self.bytes.items() if kind in ENOUGH)

    @property
    def whole(self) -> int:
        return sum(self.bytes.values())


BLOCKING = """performance.getEntriesByType("resource")
  .filter(one => one.renderBlockingStatus === "blocking").length + 1"""


def weigh(browser: Browser, url: str, scripts: bool = True) -> Weight:
    """Load a page into an empty cache."""
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    session = context.new_cdp_session(page)
    weight, kinds = Weight(), {}

    def answered(event: dict) -> None:
        kinds[event["requestId"]] = event["type"]
        weight.files.append(event["response"]["url"])

    def arrived(event: dict) -> None:
        kind = kinds[event["requestId"]]
        weight.bytes[kind] = weight.bytes.get(kind, 0) + round(event["encodedDataLength"])

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", arrived)
    session.send("Network.enable")
    page.goto(url, wait_until="networkidle")
    weight.blocking = page.evaluate(BLOCKING)
    context.close()
    return weight


def table(site: Path) -> None:
    """A line for each kind of page, and the heaviest of all pages."""
    head = ("page", "before paint", "complete, gzip", "brotli", "with scripts, gzip", "brotli")
    print("| " + " | ".join(head) + " |")
    print("| --- |" + " ---: |" * (len(head) - 1))
    with sync_playwright() as playwright, serving(site) as gzip, serving(site, "br") as brotli:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for kind, path in PAGES.items():
            if path == "404.html" or not (site / path).exists():
                continue  # the first links to the published address
            squeezed, tighter = weigh(browser, gzip + path), weigh(browser, brotli + path)
            figures = (squeezed.enough, tighter.enough, squeezed.whole, tighter.whole)
            cells = " | ".join(f"{figure / 1000:.1f} kB" for figure in figures)
            print(f"| {kind} | {squeezed.blocking} | {cells} |", flush=True)
        browser.close()
    heaviest = sorted(site.rglob("*.html"), key=lambda path: -path.stat().st_size)[:5]
    print("\nThe largest pages, as files:")
    for path in heaviest:
        print(f"  {path.stat().st_size / 1000:6.1f} kB  {path.relative_to(site)}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        table(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            table(make_every_page(Path(folder) / "site"))
