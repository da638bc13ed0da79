"""A site's folder as it lies on the disk: every file once, nothing followed out of it."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from generator.archive.manifest import hash_file
from generator.problems import Problems
from generator.read.files import shown


@dataclass
class Tree:
    """The files of a site by uri; each has at most one problem, the first that is told."""

    folder: Path
    root: Path
    """Problems name files as seen from here."""
    problems: Problems
    files: dict[str, Path] = field(default_factory=dict)
    empty: list[str] = field(default_factory=list)
    """Folders that hold nothing: a build leaves none."""
    _hashes: dict[str, str] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, folder: Path, root: Path, problems: Problems) -> Tree:
        """Look through a folder; links and what isn't a plain file are told and left out."""
        tree = cls(folder, root, problems)
        for place, folders, names in os.walk(folder, onerror=tree._unreadable):
            for name in (*folders, *names):
                tree._take(Path(place, name))
            if not folders and not names:
                tree.empty.append(Path(place).relative_to(folder).as_posix())
        return tree

    def read(self, uri: str) -> bytes | None:
        """A file's bytes; None, and told, where they can't be had."""
        try:
            body = self.files[uri].read_bytes()
        except OSError as error:
            self._unreadable(error)
            return None
        self._hashes[uri] = hashlib.sha256(body).hexdigest()
        return body

    def hash(self, uri: str) -> str:
        """A file's sha256; '', and told, where its bytes can't be had."""
        if uri not in self._hashes:
            try:
                self._hashes[uri] = hash_file(self.files[uri])
            except OSError as error:
                self._unreadable(error)
                return ""
        return self._hashes[uri]

    def tell(self, code: str, uri: str, **values: object) -> None:
        """Note what is wrong with a file, unless something was noted of it before."""
        if uri not in self._told:
            self._told.add(uri)
            self.problems.add(code, self.shown(uri), **values)

    def tell_empty(self) -> None:
        """Warn of every empty folder, but where what is missing from it was noted already.

        A web server may have made it, as it surely did a hidden one ('.well-known'); it holds
        nothing that anybody could read.
        """
        for uri in sorted(self.empty):
            if not uri.startswith(".") and not any(
                told.startswith(f"{uri}/") for told in self._told
            ):
                self.problems.warn("verify-empty", self.shown(uri), 0, 0, False)

    def shown(self, uri: str) -> str:
        """A file as problems name it."""
        return shown(self.folder / uri, self.root)

    def _take(self, path: Path) -> None:
        try:
            mode = path.lstat().st_mode
        except OSError as error:
            self._unreadable(error)
            return
        uri = path.relative_to(self.folder).as_posix()
        if stat.S_ISREG(mode):
            self.files[uri] = path
        elif not stat.S_ISDIR(mode):
            self.tell("verify-link", uri)

    def _unreadable(self, error: OSError) -> None:
        uri = Path(error.filename or self.folder).relative_to(self.folder).as_posix()
        self.tell("file-unreadable", uri, reason=error.strerror or error)
