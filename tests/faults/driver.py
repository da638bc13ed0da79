"""Publish a tiny site again and again, each time with one call that fails or kills.

Runs with fault.so preloaded: `python -m tests.faults.driver FAULT.SO FOLDER`. Jobs come as JSON
lines on standard input (`{"kind", "call", "error", "lasting", "no_exchange"}`, call 0: count
only); each is answered by a line. A fork apiece, so that none knows of another.
"""

import ctypes
import json
import os
import shutil
import sys
import traceback
from pathlib import Path

from generator.problems import InputError, LiveError, OutputError
from generator.publishing import publish, step
from tests.example import tree
from tests.faults.tiny import TINY
from tests.sites import make_site

KINDS = ("open", "write", "fsync", "rename", "exchange", "mkdir", "chmod", "remove", "link", "any")
DONE, KEPT, LIVE, FAULT, KILLED = "done", "kept", "live", "fault", "killed"


class Bench:
    """A project, the folder it publishes to, and what must stand there before and after."""

    def __init__(self, shim: Path, folder: Path) -> None:
        self.shim = ctypes.CDLL(str(shim))
        self.folder = folder
        self.config = make_site(folder / "project", TINY)
        self.place = folder / "www"
        self.site = self.place / "site"
        self.pristine = folder / "pristine"
        assert self.forked(lambda: publish(self.config, self.site)) == DONE
        self.old = tree(self.site)
        self.place.rename(self.pristine)
        page = self.config.parent / "content/2020/index.md"
        page.write_text(page.read_text("utf-8").replace("Một.", "Hai."), "utf-8")
        self.reset()
        assert self.forked(lambda: publish(self.config, self.site)) == DONE
        self.new = tree(self.site)
        assert self.old != self.new

    def reset(self) -> None:
        """The old site is live, nothing else was ever made."""
        for leftover in (self.place, self.config.parent / "archive"):
            if leftover.exists():
                shutil.rmtree(leftover)
        shutil.copytree(self.pristine, self.place)

    def arm(self, job: dict) -> None:
        self.shim.fault_arm(
            os.fsencode(self.folder),
            KINDS.index(job["kind"]),
            ctypes.c_long(job["call"]),
            job["error"],
            int(job["lasting"]),
            int(job["no_exchange"]),
        )

    def forked(self, work, counted: list[int] | None = None) -> str:
        """What becomes of a piece of work in a process of its own."""
        read, write = os.pipe()
        child = os.fork()
        if not child:
            outcome = FAULT
            try:
                work()
                outcome = DONE
            except LiveError:
                outcome = LIVE
            except (OutputError, InputError):
                outcome = KEPT
            except BaseException:
                outcome = FAULT + traceback.format_exc()
            self.shim.fault_off()
            counts = [self.shim.fault_calls(kind) for kind in range(len(KINDS))]
            os.write(write, json.dumps([outcome[-3000:], counts]).encode())
            os._exit(0)
        os.close(write)
        with os.fdopen(read) as told:
            text = told.read()
        os.waitpid(child, 0)
        outcome, counts = json.loads(text) if text else (KILLED, [])
        if counted is not None:
            counted[:] = counts
        return outcome

    def run(self, job: dict) -> dict:
        """One job: what it came to, and what is wrong with what it left."""
        self.reset()
        counted: list[int] = []

        def work() -> None:
            self.arm(job)
            publish(self.config, self.site)

        outcome = self.forked(work, counted)
        wrong = [*self.wrong_after(outcome, job), *self.wrong_next()]
        counts = dict(zip(KINDS, counted, strict=False))
        return {**job, "outcome": outcome, "counts": counts, "wrong": wrong}

    def wrong_after(self, outcome: str, job: dict) -> list[str]:
        now = tree(self.site) if self.site.exists() else {}
        allowed = {
            DONE: [self.new],
            LIVE: [self.new],
            KEPT: [self.old],
            KILLED: [self.old, self.new],
        }.get(outcome, [])
        if job["no_exchange"] and (outcome == KILLED or job["lasting"]):
            allowed.append({})  # between two renames; the next run mends it
        if now in allowed:
            return []
        state = "old" if now == self.old else "new" if now == self.new else f"{len(now)} files"
        return [f"{outcome}, and the folder holds: {state}"]

    def wrong_next(self) -> list[str]:
        """The next run works, leaves nothing lying about, and can go back to the old site."""
        wrong = []
        if (told := self.forked(lambda: publish(self.config, self.site))) != DONE:
            wrong.append(f"the next run: {told}")
        if tree(self.site) != self.new:
            wrong.append("the next run published something else")
        beside = sorted(path.name for path in self.place.iterdir())
        if beside != [".site.kept", ".site.lock", "site"]:
            wrong.append(f"left over: {beside}")
        kept = sorted(path.name for path in (self.place / ".site.kept").iterdir())
        if len(kept) != 2 or kept[1] != "sites.txt":
            wrong.append(f"kept: {kept}")
        if (told := self.forked(lambda: step(self.site))) != DONE or tree(self.site) != self.old:
            wrong.append(f"going back: {told}")
        return wrong


def main() -> None:
    bench = Bench(Path(sys.argv[1]), Path(sys.argv[2]))
    for line in sys.stdin:
        print(json.dumps(bench.run(json.loads(line))), flush=True)


main()
