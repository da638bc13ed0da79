"""A throw-away PostgreSQL out of Debian's package, on a socket in a folder of its own."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PASSWORD = "mat-khau-rat-bi-mat"


@dataclass(frozen=True)
class Server:
    """One database `thu` of one user, who has a password."""

    folder: Path

    @property
    def address(self) -> str:
        return f"postgresql://officer@/thu?host={self.folder}"

    @property
    def environment(self) -> dict[str, str]:
        return {"PGPASSWORD": PASSWORD}

    def connect(self) -> Any:
        import psycopg

        return psycopg.connect(self.address, password=PASSWORD, autocommit=True)

    def log(self) -> str:
        return (self.folder / "log").read_text("utf-8", errors="replace")


def programs() -> Path | None:
    """PostgreSQL's own programs: Debian keeps them out of the PATH."""
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "initdb").exists()), None)


@contextmanager
def running(place: Path) -> Iterator[Server]:
    """Started, and stopped and deleted afterwards. As root it runs as Debian's own account."""
    folder = Path(tempfile.mkdtemp(prefix="niengiam-pg-"))  # a socket's path must be short
    account: dict[str, Any] = {}
    if os.getuid() == 0:  # initdb refuses root
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        account = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    folder.chmod(0o755)

    def do(program: str, *arguments: str) -> None:
        with (folder / "said").open("w+") as said:
            command = [str(place / program), "-D", str(folder / "data"), *arguments]
            done = subprocess.run(
                command, cwd=folder, stdout=said, stderr=subprocess.STDOUT, check=False, **account
            )
            said.seek(0)
            assert done.returncode == 0, said.read()

    (folder / "secret").write_text(f"{PASSWORD}\n")
    login = ("-U", "officer", "-A", "scram-sha-256", f"--pwfile={folder / 'secret'}")
    do("initdb", *login, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    options += " -c log_statement=all -c DateStyle=German,DMY"
    do("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        server = Server(folder)
        with _first(folder) as connection:
            connection.execute("CREATE DATABASE thu")
        yield server
    finally:
        do("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _first(folder: Path) -> Any:
    import psycopg

    address = f"postgresql://officer@/postgres?host={folder}"
    return psycopg.connect(address, password=PASSWORD, autocommit=True)
