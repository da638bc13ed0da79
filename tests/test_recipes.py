"""Recipes for servers, tried on those that this machine has; one list of headers feeds them all."""

import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path

import pytest
import yaml

from generator.publishing import publish, recipe
from generator.render.env import CSP
from tests.example import ROOT, run
from tests.faults.tiny import TINY
from tests.sites import make_site

UNFRAMED = f"{CSP}; frame-ancestors 'self'"
PAGES = ("/", "/2020/", "/chi-tieu/viec-lam/", "/2020/chi-tieu/viec-lam/index.html", "/luu-tru/")
EMBEDS = ("/chi-tieu/viec-lam/embed.html", "/2020/chi-tieu/viec-lam/embed.html")
APACHE = Path("/usr/lib/apache2/modules")


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_site(tmp_path_factory.mktemp("recipes") / "dự án", TINY)


@pytest.fixture(scope="module")
def target(config: Path) -> Path:
    place = config.parent.parent / "www" / "niên giám"
    publish(config, place)
    for parent in place.parents:  # the server runs as somebody else
        if Path(tempfile.gettempdir()) in parent.parents:
            parent.chmod(parent.stat().st_mode | 0o055)
    return place


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def served(command: list[str], port: int) -> Iterator[str]:
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        for _ in range(200):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert server.poll() is None, server.communicate()[0].decode()
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.communicate(timeout=20)


def answer(url: str) -> tuple[int, Message, bytes]:
    try:
        with urllib.request.urlopen(url, timeout=20) as found:
            return found.status, found.headers, found.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def check_server(base: str, target: Path) -> None:
    """What a reader, a newspaper's frame and a spreadsheet get."""
    for page in PAGES:
        status, headers, _ = answer(base + page)
        assert status == 200, page
        assert headers.get_all("Content-Security-Policy") == [UNFRAMED]
        assert headers["Content-Type"] == "text/html; charset=utf-8"
    for page in EMBEDS:
        status, headers, _ = answer(base + page)
        assert status == 200, page
        assert headers.get_all("Content-Security-Policy") == [CSP], "any site may frame it"
        assert headers["X-Frame-Options"] is None
    for page in (*PAGES, *EMBEDS, "/data/observations.csv", "/assets/site.css", "/khong-co/"):
        status, headers, _ = answer(base + page)
        assert headers.get_all("X-Content-Type-Options") == ["nosniff"], page
        assert headers.get_all("Referrer-Policy") == ["strict-origin-when-cross-origin"]
        assert headers.get_all("Cache-Control") == ["no-cache"]
        assert headers["Strict-Transport-Security"] is None, "the officer turns it on"
    kinds = {
        "data/observations.csv": "text/csv; charset=utf-8",
        "chi-tieu/viec-lam.bib": "application/x-bibtex",
        "assets/site.css": "text/css; charset=utf-8",
    }
    for uri, kind in kinds.items():
        status, headers, body = answer(f"{base}/{uri}")
        assert headers["Content-Type"] == kind
        assert body == (target / uri).read_bytes()
    status, headers, body = answer(f"{base}/khong-co/")
    assert status == 404 and body == (target / "404.html").read_bytes()
    assert answer(f"{base}/.git/HEAD")[0] in (403, 404)


def test_nginx_serves_a_published_site_with_its_headers(
    config: Path, target: Path, tmp_path: Path
) -> None:
    if shutil.which("nginx") is None:
        pytest.skip("nginx is not installed")
    port = free_port()
    server = recipe("nginx", config, target).replace("listen 80;", f"listen 127.0.0.1:{port};")
    assert f'root "{target}";' in server
    (tmp_path / "niengiam.conf").write_text(server, "utf-8")
    paths = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f'{name}_temp_path "{tmp_path}/{name}";' for name in paths)
    whole = (
        f'daemon off; master_process off; pid "{tmp_path}/pid"; error_log stderr;'
        f"events {{}} http {{ include /etc/nginx/mime.types; access_log off; {temporary}"
        f'include "{tmp_path}/niengiam.conf"; }}'
    )
    (tmp_path / "nginx.conf").write_text(whole, "utf-8")
    command = ["nginx", "-e", "stderr", "-c", str(tmp_path / "nginx.conf")]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0 and "warn" not in tested.stderr, tested.stderr
    with served(command, port) as base:
        check_server(base, target)


def test_apache_serves_a_published_site_with_its_headers(
    config: Path, target: Path, tmp_path: Path
) -> None:
    if shutil.which("apache2") is None:
        pytest.skip("apache2 is not installed")
    port = free_port()
    server = recipe("apache", config, target).replace("*:80", f"127.0.0.1:{port}")
    (tmp_path / "niengiam.conf").write_text(server, "utf-8")
    modules = ("mpm_event", "authz_core", "dir", "mime", "headers")
    loaded = "".join(f"LoadModule {name}_module {APACHE}/mod_{name}.so\n" for name in modules)
    whole = (
        f'{loaded}ServerName 127.0.0.1\nListen 127.0.0.1:{port}\nPidFile "{tmp_path}/pid"\n'
        f'ErrorLog "{tmp_path}/log"\nTypesConfig /etc/mime.types\nDefaultRuntimeDir "{tmp_path}"\n'
        f'User nobody\nGroup nogroup\nIncludeOptional "{tmp_path}/niengiam.con[f]"\n'
    )
    (tmp_path / "apache.conf").write_text(whole, "utf-8")
    command = ["apache2", "-f", str(tmp_path / "apache.conf")]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    with served([*command, "-D", "FOREGROUND"], port) as base:
        check_server(base, target)


def headers_for(text: str, path: str, *, merged: bool) -> dict[str, list[str]]:
    """What `_headers` gives an address: all that fits, or (`merged` False) the last that does."""
    found: dict[str, list[str]] = {}
    fits = False
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line.startswith(" "):
            pattern = re.escape(line).replace(r"\*", ".*")
            fits = bool(re.fullmatch(re.sub(r":[a-z]+", "[^/]+", pattern), path))
        elif fits:
            name, _, value = line.strip().partition(": ")
            found[name] = [*found.get(name, []), value] if merged else [value]
    return found


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize("slash_matters", [True, False])
def test_headers_file_lets_newspapers_frame_the_light_pages_alone(
    target: Path, merged: bool, slash_matters: bool
) -> None:
    """However a host reads it: adding up or overriding, with `/a/` and `/a` alike or not."""
    text = (target / "_headers").read_text("utf-8")
    if not slash_matters:
        text = re.sub(r"(?m)^(/.+)/$", r"\1", text)
    for path in sorted(target.rglob("*.html")):
        uri = "/" + path.relative_to(target).as_posix()
        addresses = {uri, uri.removesuffix("index.html")} if "index" in uri else {uri}
        for address in addresses:
            asked = address if slash_matters or address == "/" else address.rstrip("/")
            found = headers_for(text, asked, merged=merged)
            policy = ", ".join(found["Content-Security-Policy"])
            assert ("frame-ancestors" in policy) == (path.name != "embed.html"), asked
            assert CSP in policy
            assert found["X-Content-Type-Options"] == ["nosniff"]
    assert len([line for line in text.splitlines() if line.startswith("/")]) <= 100, "their limit"


def test_the_workflow_pins_what_it_uses_and_asks_for_no_right_too_many() -> None:
    text = recipe("github", Path("mkdocs.yml"))
    flow = yaml.safe_load(text)
    assert flow["permissions"] == {"contents": "read"}
    assert flow["jobs"]["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
    used = re.findall(r"uses: (\S+)(.*)", text)
    assert len(used) == 3
    for action, version in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action)
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", version)
    runs = [step["run"] for step in flow["jobs"]["build"]["steps"] if "run" in step]
    assert runs[-1].endswith("niengiam build") and "check --strict" in runs[-2]


def test_storage_gets_new_files_first_and_loses_old_ones_last(tmp_path: Path) -> None:
    """The script runs with stand-ins for both commands, which note how they were called."""
    script = tmp_path / "publish.sh"
    script.write_text(recipe("s3", Path("mkdocs.yml"), tmp_path / "trang web"), "utf-8")
    for name in ("aws", "niengiam"):
        tool = tmp_path / name
        tool.write_text(f'#!/bin/sh\necho "{name} $*" >> "{tmp_path}/calls"\n')
        tool.chmod(0o755)
    subprocess.run(
        ["sh", script, "s3://kho"], env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, check=True
    )
    calls = (tmp_path / "calls").read_text("utf-8").splitlines()
    assert calls[0] == f"niengiam publish {tmp_path}/trang web"
    assert "--exclude *.html" in calls[1] and "--include *.html" in calls[2]
    assert "--delete" in calls[-1]
    assert not [call for call in calls[:-1] if "--delete" in call]


def test_recipes_are_printed_anywhere(tmp_path: Path) -> None:
    for name in ("github", "cloudflare", "netlify", "nginx", "apache", "s3"):
        done = run("generator.cli", "publish", "--recipe", name, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert done.stdout.count("\n") > 10
        assert not re.search(r"@[A-Z]+@", done.stdout)
    assert (ROOT / "docs/publishing.md").is_file()
