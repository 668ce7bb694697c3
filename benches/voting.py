"""Measure people who vote at once, over HTTP, as browsers do: signed in by a code, with CSRF tokens and whole pages.

Run `python -m benches.voting` (`--plain` for people without JavaScript, `--postgres` for a PostgreSQL server of its own).
An installation of its own is made and thrown away; `wholeplace serve` runs in processes of its own, and the people in
this one, on the same cores. Each answer that was acknowledged is reckoned with the database at the end.
"""

import argparse
import asyncio
import os
import random
import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benches.browser import Browser, Page, Unreachable
from tests.reliability.databases import Database, OnSqlite, OwnServer
from tests.reliability.installation import Installation
from tests.reliability.load import verified
from tests.reliability.voting import ANSWERS, differences, there

THINKING = 5.0
"""Seconds somebody thinks about a statement, in the mean."""
LINE = "{:<34}{:>8}{:>9}{:>9}{:>9}{:>9}"
LETTER = re.compile(r"^Subject: Your sign-in code: (\S+)\n.*\nTo: (\S+)$", re.MULTILINE)
CONTROL = "/healthz/"
"""A page that asks the database one question and draws nothing."""


@dataclass
class Told:
    """What came back: how long each kind of request took, what people were told, and which answers are kept."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    kept_at: list[float] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)
    closed: int = 0


@dataclass
class Voter:
    """Somebody with a browser, and the answers they were told are kept."""

    browser: Browser
    page: str
    plain: bool
    chance: random.Random
    kept: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    asked: Page | None = None
    token: str = ""
    told_closed: bool = False

    async def open(self, told: Told, kind: str) -> None:
        """Open the page that asks."""
        self.asked = await timed(told, kind, self.browser.get(self.page))

    async def press(self, told: Told, kind: str) -> None:
        """Answer what is asked; where everything is answered, change an earlier answer."""
        assert self.asked is not None
        number = self.asked.number or self.chance.choice(list(self.kept))
        answer = self.chance.choice(list(ANSWERS))
        self.token = self.asked.token or self.token  # a page that asks nothing more has none
        said = {"number": str(number), "answer": answer, "csrfmiddlewaretoken": self.token}
        reply = await timed(told, kind, self.browser.post(self.page, said, within=not self.plain))
        if self.browser.cookies.pop("last_statement", "") == str(number):
            self.kept[number].append(ANSWERS[answer])
            told.kept_at.append(time.monotonic())
            if self.plain:
                await self.open(told, "the next page")
            else:
                self.asked = reply
        elif reply.status == 200 and "This conversation has closed" in reply.text:
            self.told_closed = True
            told.closed += 1
        else:
            told.wrong[f"{reply.status} {reply.title}"] += 1


async def timed(told: Told, kind: str, asking: Awaitable[Page]) -> Page:
    """Wait for a page; note how long it took, and what is no page."""
    began = time.monotonic()
    try:
        page = await asking
    except Unreachable as error:
        told.wrong[repr(error)] += 1
        return Page(0, "", "")
    told.took[kind].append(time.monotonic() - began)
    if page.status not in {200, 302}:
        told.wrong[f"{page.status} {page.title}"] += 1
    return page


async def voting(voters: list[Voter], told: Told, *, seconds: float) -> None:
    """Have everybody think and answer for so long, each beginning at a moment of their own."""
    until = time.monotonic() + seconds

    async def one(voter: Voter) -> None:
        await asyncio.sleep(voter.chance.uniform(0, THINKING))
        await voter.open(told, "opened")
        while time.monotonic() < until and not voter.told_closed:
            await asyncio.sleep(voter.chance.uniform(0.5 * THINKING, 1.5 * THINKING))
            await voter.press(told, "answered")

    await asyncio.gather(*map(one, voters))


async def pressing(voters: list[Voter], told: Told, *, seconds: float) -> None:
    """Have some people answer without thinking."""
    until = time.monotonic() + seconds

    async def one(voter: Voter) -> None:
        while time.monotonic() < until:
            await voter.press(told, "answered without thinking")

    await asyncio.gather(*map(one, voters))


async def all_at_once(voters: list[Voter], told: Told) -> float:
    """Have everybody press within one second; return the seconds until all are answered."""

    async def one(voter: Voter) -> None:
        await asyncio.sleep(voter.chance.random())
        await voter.press(told, "all within a second")

    began = time.monotonic()
    await asyncio.gather(*map(one, voters))
    return time.monotonic() - began


async def closing(voters: list[Voter], conveners: list[Browser], page: str, told: Told) -> None:
    """Close the conversation while everybody votes; each goes on until they are told."""

    async def close() -> None:
        await asyncio.sleep(THINKING)
        early = page.replace("answer/", "close-early/")
        for browser, path, reason in zip(
            conveners, (early, f"{early}second/"), ("It is late.", ""), strict=True
        ):
            form = await browser.get(path)
            said = {"csrfmiddlewaretoken": form.token, "key": "1", "reason": reason}
            await timed(told, "closed by a convener", browser.post(path, said, within=False))

    await asyncio.gather(close(), voting(voters, told, seconds=5 * THINKING))


async def beside(told: Told, port: int, doing: Awaitable[object], kind: str) -> None:
    """Ask for the control page ten times a second while something else is done."""
    over = asyncio.Event()

    async def control() -> None:
        browser = Browser(port, "203.0.113.1")
        while not over.is_set():
            await timed(told, kind, browser.get(CONTROL))
            await asyncio.sleep(0.1)

    asking = asyncio.create_task(control())
    await doing
    over.set()
    await asking


async def signed_in(at: Installation, names: list[str], told: Told) -> list[Browser]:
    """Sign people in by the code of the letter that the service prints, ten at a time."""
    letters, gate = Letters(at.home / "serve.log"), asyncio.Semaphore(10)

    async def one(number: int, name: str) -> Browser:
        browser = Browser(at.port, f"198.51.{number // 250}.{number % 250 + 1}")
        async with gate:
            form = await browser.get("/sign-in/")
            said = {"email": f"{name}@saltmarsh.example", "csrfmiddlewaretoken": form.token}
            await timed(told, "asked for a code", browser.post("/sign-in/", said, within=False))
            form = await browser.get("/sign-in/code/")
            said = {"code": await letters.code_for(said["email"]), "csrfmiddlewaretoken": form.token}
            await timed(told, "signed in", browser.post("/sign-in/code/", said, within=False))
        return browser

    return await asyncio.gather(*(one(number, name) for number, name in enumerate(names)))


@dataclass
class Letters:
    """The letters that the service prints, as far as they were read."""

    log: Path
    read: int = 0
    codes: dict[str, str] = field(default_factory=dict)

    async def code_for(self, address: str) -> str:
        """Return the code that somebody was sent, once it was."""
        while address not in self.codes:
            await asyncio.sleep(0.2)
            self._read_on()
        return self.codes[address]

    def _read_on(self) -> None:
        with self.log.open("rb") as file:
            file.seek(self.read)
            new = file.read().decode(errors="replace")
        letters = list(LETTER.finditer(new))
        self.codes |= {letter[2]: letter[1] for letter in letters}
        self.read += len(new[: letters[-1].end()].encode()) if letters else 0


async def measured(at: Installation, people: int, seconds: float, *, plain: bool) -> None:
    """Have people sign in, vote, all press at once and without thinking, and be closed; print what came out."""
    told, page = Told(), f"/saltmarsh/conversations/live/{at.facts['conversation']}/answer/"
    alone = Browser(at.port, "203.0.113.2")
    for _ in range(100):
        await timed(told, "control, before anybody came", alone.get(CONTROL))
    names = [f"p{number}" for number in range(people)]
    conveners = await signed_in(at, ["amina", "ben"], told)
    browsers = await signed_in(at, names, told)
    voters = [
        Voter(one, page, plain, random.Random(number))  # noqa: S311 it makes no secret
        for number, one in enumerate(browsers)
    ]
    print(f"memory before: {_memory(at)}")
    began, worked = time.monotonic(), _worked(at)
    await beside(told, at.port, voting(voters, told, seconds=seconds), "control, while they vote")
    took = time.monotonic() - began
    print(f"{len(told.kept_at)} answers acknowledged in {took:.0f} s; {_rates(told.kept_at)}")
    shares = {name: (now - worked[name]) / took for name, now in _worked(at).items()}
    print("of a core, meanwhile: " + "; ".join(f"{name} {share:.0%}" for name, share in shares.items()))
    print(f"{people} pressed within a second: all answered after {await all_at_once(voters, told):.1f} s")
    before = len(told.kept_at)
    await beside(told, at.port, pressing(voters[:20], told, seconds=10), "control, at the peak")
    print(f"twenty people without thinking: {(len(told.kept_at) - before) / 10:.0f} answers a second")
    await closing(voters, conveners, page, told)
    print(f"after the close: {told.closed} of {people} people told kindly")
    print(f"memory after: {_memory(at)}")
    _print(told)
    _reckon(at, voters)


def _rates(moments: list[float]) -> str:
    """Return how many answers a second were acknowledged: in the mean, and in the best second and ten seconds."""
    seconds = Counter(int(moment - moments[0]) for moment in moments)
    row = [seconds[number] for number in range(max(seconds) + 1)]
    ten = max((sum(row[start : start + 10]) / 10 for start in range(max(1, len(row) - 9))), default=0)
    return f"{len(moments) / len(row):.0f} a second, {ten:.0f} in the best ten seconds, {max(row)} in the best second"


def _print(told: Told) -> None:
    print(LINE.format("request", "count", "p50 ms", "p95 ms", "p99 ms", "most ms"))
    for kind, times in told.took.items():
        row = sorted(times)
        marks = [row[min(len(row) - 1, int(len(row) * share))] * 1e3 for share in (0.5, 0.95, 0.99, 1)]
        print(LINE.format(kind, len(row), *(f"{one:.0f}" for one in marks)))
    print(f"answered otherwise: {dict(told.wrong) or 'none'}")


def _reckon(at: Installation, voters: list[Voter]) -> None:
    """Print what is lost or doubled of everything that was acknowledged, and what the record says."""
    told = {
        (at.facts[f"key of p{who}"], number): given
        for who, voter in enumerate(voters)
        for number, given in voter.kept.items()
    }
    print(f"lost or doubled: {differences(told, there(at)) or 'none'}")
    print(verified(at)[1].strip())


def _memory(at: Installation) -> str:
    """Return what each process of the service holds now, and held at the most."""
    return "; ".join(
        f"{name} {_kept(pid, 'VmRSS')} MB, at most {_kept(pid, 'VmHWM')}"
        for name, pid in _processes(at).items()
    )


def _processes(at: Installation) -> dict[str, int]:
    assert at.server is not None
    web = {f"web {number}": pid for number, pid in enumerate(at.web_processes(), 1)}
    return {"first process and worker": at.server.pid, **web}


def _worked(at: Installation) -> dict[str, float]:
    """Return the seconds for which each process of the service, and this one with the people in it, kept a core."""
    served = {name: _seconds(pid) for name, pid in _processes(at).items()}
    return {**served, "the people": time.process_time()}


def _seconds(pid: int) -> float:
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _kept(pid: int, what: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith(what))


@contextmanager
def _database(home: Path, *, postgres: bool) -> Iterator[Database]:
    if not postgres:
        yield OnSqlite(home / "wholeplace.sqlite3")
        return
    server = OwnServer()
    server.start()
    try:
        yield server.make("voting")
    finally:
        server.remove()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--processes", type=int, default=2, help="Web processes, one for each core.")
    parser.add_argument("--plain", action="store_true", help="Nobody's browser runs JavaScript.")
    parser.add_argument("--postgres", action="store_true", help="On a PostgreSQL server of its own.")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    people, seconds = (30, 15.0) if options.quick else (options.people, options.seconds)
    with (
        tempfile.TemporaryDirectory() as folder,
        _database(Path(folder), postgres=options.postgres) as database,
    ):
        at = Installation(Path(folder), database, processes=options.processes, proxies=1)
        at.tell_story(voters=people)
        at.start()
        try:
            asyncio.run(measured(at, people, seconds, plain=options.plain))
        finally:
            at.stop()


if __name__ == "__main__":
    main()
