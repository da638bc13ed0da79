"""A folder over http as a host serves it: compressed, with a type for each file."""

import gzip
import http.server
import mimetypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

TEXT = ("text/", "application/json", "application/ld+json", "text/javascript", "image/svg+xml")


@cache
def packed(path: Path, encoding: str) -> bytes:
    body = path.read_bytes()
    if encoding == "br":
        import brotli

        return bytes(brotli.compress(body, quality=5))
    return gzip.compress(body, 6, mtime=0)


class Handler(http.server.BaseHTTPRequestHandler):
    """GET of a file; `wait(path)` is called before each answer."""

    protocol_version = "HTTP/1.1"
    folder: Path
    encoding: str
    wait: Callable[[str], None]

    def do_GET(self) -> None:
        name = self.path.partition("?")[0].lstrip("/")
        path = self.folder / name
        if path.is_dir():
            path /= "index.html"
        self.wait(name)
        status = 200 if path.is_file() else 404
        if status == 404:
            path = self.folder / "404.html"
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        squeezed = kind.startswith(TEXT)
        body = packed(path, self.encoding) if squeezed else path.read_bytes()
        self.send_response(status)
        # .htm alone needs a charset: scripts and styles take the page's.
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if "text" in kind else kind)
        self.send_header("Content-Length", str(len(body)))
        if squeezed:
            self.send_header("Content-Encoding", self.encoding)
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def nothing(_: str) -> None:
    pass


@contextmanager
def serving(
    folder: Path, encoding: str = "gzip", wait: Callable[[str], None] = nothing
) -> Iterator[str]:
    """The address at which the folder stands, with a slash."""
    own = {"folder": folder, "encoding": encoding, "wait": staticmethod(wait)}
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Handler,), own))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
