"""Check how a panel was drawn by lot: one file, only Python 3.8 or newer, no network, no part of Wholeplace.

    python3 draw_again.py draw-1.json [--pack PACK.zip or its folder]

Exit codes: 0 everything that could be looked at holds, 1 something does not, 2 a file cannot be read.

Places, kinds, panels and targets are counted from 0. A place of the pool is a seal, the number of a kind of people who are
alike, and the number of a household. A seal is SHA-256 over a salt, a line feed and the ticket. A panel says for each seat of
which kind whoever sits there is; its balls say how many of 10^15 balls draw it. The seed is SHA-256 over the secret, a line feed and the value.
Each number is SHA-256 over the seed and a counter of eight bytes. The first chooses a ball, and so a panel; each after it
fills a seat, in their order: with one of the places of its kind that are left, in theirs. Whoever shares a household with
somebody drawn before is not left. A number chooses by what remains when it is divided by how many there are to choose from.
"""
# ruff: noqa: B905, FURB162, T201, UP035  it prints, and must run on Python 3.8

from __future__ import annotations

import argparse
import json
import sys
import unicodedata
import zipfile
from collections import Counter
from datetime import datetime
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any, Iterator, NamedTuple

FORMAT, BALLS, TABLE = "wholeplace-lottery-draw/2", 10**15, "wp_convene_draw"
MOMENTS, NUMBERS, LISTS = ("committed", "awaited", "drawn"), ("least", "bound"), ("kinds", "tickets")
NEEDED = (
    *("draw", "number", "place", "committed", "commitment", "digests", "least", "bound", "finished"),
    *("terms.seats", "terms.method", "terms.targets", "terms.one_of_a_household", "terms.awaits"),
    *("terms.awaited", "pool", "panels.panels", "panels.balls"),
    *("digests.terms", "digests.pool", "digests.panels", "digests.answers"),
)
ONCE_DRAWN = ("secret", "value", "value_source", "drawn_at", "drawn")
ONLY_WHOLE = ("tickets", "kinds", "answers_salt")
LABELS = {
    "committed": "committed to",
    "awaits": "the public value, as it was named before",
    "source": "published, as it was named before",
    "awaited": "known from",
    "drawn_at": "drawn",
    "value": "the public value",
    "value_source": "look it up at",
    "commitment": "commitment to the secret",
    "secret": "the secret",
}
WRONG = (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, RecursionError)
STRANGE = "something in it is not what it should be: {wrong}"
NOT_SHOWN = """\
who the tickets are, or that everybody in the pool exists;
that value and source are as they say: look the value up there;
that the digests stood in the record before the value was known: compare them with it, or give its pack with --pack, and
check that pack with its own verify.py and a checkpoint you kept."""
TAKES_A_SOLVER = "that no lottery over panels is fairer: that takes the scrutineer's file, and `wholeplace lottery verify`."


class NoDraw(Exception):  # noqa: N818 it becomes a sentence
    """Raised where a file is no draw, and says what is wrong with it."""


class Check(NamedTuple):
    """One thing that was looked at, and whether it holds; None where it could not be looked at; and why, or what was found."""

    name: str
    holds: bool | None
    said: str = ""


def checked(name: str, holds: bool, otherwise: str) -> Check:  # noqa: FBT001 what it is about
    """Return a check that says what was found only where it does not hold."""
    return Check(name, holds, "" if holds else otherwise)


def digest(value: Any) -> str:
    """Return SHA-256 over JSON in UTF-8 with its keys in order, no spaces, and no needless escapes."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def seal_of(salt: str, ticket: str) -> str:
    """Return what stands for a ticket in the pool."""
    return sha256(f"{salt}\n{ticket}".encode()).hexdigest()


def seed_of(secret: str, value: str) -> bytes:
    """Return the seed of both its halves: of the value, look-alike signs are made one (NFKC) and spaces single."""
    value = " ".join(unicodedata.normalize("NFKC", value).split())
    return sha256(f"{secret}\n{value}".encode()).digest()


def numbers(seed: bytes) -> Iterator[int]:
    """Yield the numbers that follow from a seed, for ever."""
    count = 0
    while True:
        yield int.from_bytes(sha256(seed + count.to_bytes(8, "big")).digest(), "big")
        count += 1


def drawn(pool: Any, panels: Any, seed: bytes) -> tuple[int, list[int]]:
    """Return which panel a seed draws, and the places of the people who sit on it."""
    chosen, panel, balls, places = numbers(seed), 0, panels["balls"], []
    ball = next(chosen) % sum(balls)
    while ball >= balls[panel]:
        ball, panel = ball - balls[panel], panel + 1
    taken = set()  # households
    for kind in panels["panels"][panel]:
        left = [place for place, (_seal, its, home) in enumerate(pool) if its == kind and home not in taken]
        places.append(left[next(chosen) % len(left)])
        taken.add(pool[places[-1]][2])
    return panel, sorted(places)


def checks(draw: Any) -> list[Check]:
    """Return everything that a draw's file can be checked for without a solver."""
    if not isinstance(draw, dict) or draw.get("format") != FORMAT:
        raise NoDraw(f"it does not say that it is in the format {FORMAT}")
    needed = [*NEEDED, *(part for parts in (ONCE_DRAWN, ONLY_WHOLE) if {*parts} & {*draw} for part in parts)]
    for path in needed:
        inner: Any = draw
        for depth, name in enumerate(path.split("."), 1):
            if not isinstance(inner, dict) or name not in inner:
                raise NoDraw(f"it lacks “{'.'.join(path.split('.')[:depth])}”")
            inner = inner[name]
    try:
        return [*digests(draw), *urn(draw), *opened(draw), *times(draw), *result(draw)]
    except WRONG as wrong:
        raise NoDraw(STRANGE.format(wrong=repr(wrong))) from wrong


def digests(draw: Any) -> Iterator[Check]:
    """Yield whether what stands here has the digests that stand here too."""
    parts = {name: draw[name] for name in ("terms", "pool", "panels")}
    if "kinds" in draw:
        parts["answers"] = [draw["answers_salt"], draw["kinds"]]
    for name, part in parts.items():
        found, told = digest(part), draw["digests"][name]
        said = f"worked out {found}, stated {told}"
        yield checked(f"the digest of the {name} is the one this file states", found == told, said)


def urn(draw: Any) -> Iterator[Check]:
    """Yield whether each panel can sit, and whether the least chance is what it is said to be."""
    pool, seats = draw["pool"], draw["terms"]["seats"]
    panels, balls = draw["panels"]["panels"], draw["panels"]["balls"]
    people = Counter(kind for _seal, kind, _home in pool)
    odd = [kind for one in (people, *panels) for kind in one if type(kind) is not int or kind < 0]
    yield checked("every kind is a number, counted from 0", not odd, f"{odd[:1]} is none")
    several = [seal for seal, count in Counter(seal for seal, _kind, _home in pool).items() if count > 1]
    yield checked("no two places of the pool have the same seal", not several, f"several have {several[:1]}")
    shared = len(balls) == len(panels) and min(balls) > 0 and sum(balls) == BALLS
    said = (
        f"{len(balls):,} numbers for {len(panels):,} panels, the least {min(balls):,}, in all {sum(balls):,}"
    )
    yield checked(f"each panel has balls, and all together {BALLS:,}", shared, said)
    uneven = [f"panel {number} fills {len(one)}" for number, one in enumerate(panels) if len(one) != seats]
    yield checked(f"every panel fills all {seats} seats", not uneven, ", ".join(uneven[:3]))
    many = [
        f"panel {number} takes {count} of kind {kind}, and there are {people[kind]}"
        for number, one in enumerate(panels) for kind, count in Counter(one).items() if count > people[kind]
    ]  # fmt: skip
    yield checked("no panel takes more people of a kind than the pool has", not many, ", ".join(many[:3]))
    shares: Counter[int] = Counter()
    for one, ball in zip(panels, balls):
        for kind in one:
            shares[kind] += ball
    chances = [Fraction(share, BALLS * people[kind]) for kind, share in shares.items() if people[kind]]
    least, told, bound = min(chances), Fraction(draw["least"]), Fraction(draw["bound"])
    same = abs(least - told) <= Fraction(1, 10**14)
    said = f"worked out {float(least):.14f}, stated {draw['least']}"
    yield checked("the least chance is the one stated", same, said)
    name, said = "the least chance comes up to the bound stated", f"{float(least):.14f} of {draw['bound']}"
    if not draw["finished"]:
        yield Check(name, None, f"the work was stopped before the best was found: {said}")
    elif draw["terms"]["method"] != "nash":
        yield checked(name, bound > 0 and abs(1 - least / bound) < Fraction(1, 10**7), said)


def opened(draw: Any) -> Iterator[Check]:
    """Yield, from the scrutineer's file, whether seals open, and whether every panel meets every target."""
    name = "every panel meets every target"
    if "kinds" not in draw:
        yield Check(
            name, None, "only the scrutineer's file opens every seal, and says which targets count whom"
        )
        return
    seals, tickets = [seal for seal, _kind, _home in draw["pool"]], draw["tickets"]
    made = [seal_of(salt, ticket) for ticket, salt in tickets]
    wrong = [place for place, (one, other) in enumerate(zip(made, seals)) if one != other]
    said = f"{len(tickets):,} tickets, {len(seals):,} places; first at place {wrong[:1]}"
    yield checked("every seal opens to the ticket of its place", made == seals, said)
    twice = [ticket for ticket, count in Counter(ticket for ticket, _salt in tickets).items() if count > 1]
    yield checked("no ticket stands twice in the pool", not twice, f"{twice[:1]} does")
    missed = next(misses(draw), "")
    yield checked(name, not missed, missed)


def misses(draw: Any) -> Iterator[str]:
    """Yield each target that a panel does not meet."""
    for number, panel in enumerate(draw["panels"]["panels"]):
        reached: Counter[int] = Counter()
        for kind in panel:
            reached.update(draw["kinds"][kind] if kind in range(len(draw["kinds"])) else ())
        for target, one in enumerate(draw["terms"]["targets"]):
            if not one["min"] <= reached[target] <= one["max"]:
                wanted = f"“{one['feature']}: {one['value']}”, and {one['min']} to {one['max']} are wanted"
                yield f"panel {number} has {reached[target]} of {wanted}"


def times(draw: Any) -> Iterator[Check]:
    """Yield whether the value came after all was committed to, and the draw after the value."""
    committed, awaited = draw["committed"], draw["terms"]["awaited"]
    holds, said = moment(committed) < moment(awaited), f"committed to {committed}, known from {awaited}"
    yield checked("it was committed to before its value could be known", holds, said)
    if "drawn" in draw:
        holds = moment(awaited) <= moment(draw["drawn_at"])
        said = f"known from {awaited}, drawn {draw['drawn_at']}"
        yield checked("it was drawn once its value could be known", holds, said)


def result(draw: Any) -> Iterator[Check]:
    """Yield whether those who are said to be drawn are those whom secret and value draw."""
    name, pool = "secret and value draw the places that this file states", draw["pool"]
    if "drawn" not in draw:
        yield Check(name, None, "it is not drawn yet")
        return
    found = sha256(draw["secret"].encode()).hexdigest()
    yield checked("the secret fits the commitment", found == draw["commitment"], f"its digest is {found}")
    told = [place for place, _ticket, _salt in draw["drawn"]]
    try:
        panel, places = drawn(pool, draw["panels"], seed_of(draw["secret"], draw["value"]))
    except (ZeroDivisionError, IndexError):
        yield Check(name, False, "nobody is left to draw from")
    else:
        said = f"they draw panel {panel} and places {places}, stated are {told}"
        yield checked(name, places == told, said)
    wrong = [place for place, ticket, salt in draw["drawn"] if pool[place][0] != seal_of(salt, ticket)]
    yield checked("each ticket drawn opens the seal of its place", not wrong, f"not at places {wrong}")
    if draw["terms"]["one_of_a_household"]:
        homes = [home for home, count in Counter(pool[place][2] for place in told).items() if count > 1]
        said = f"several are of household {homes[:1]}"
        yield checked("no two who were drawn are of one household", not homes, said)


def moment(text: str) -> datetime:
    """Return a time with its zone."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def on_record(draw: Any, pack: Path) -> list[Check]:
    """Compare a draw with each line of the record that tells of it, in the pack of its place."""
    try:
        leaves = [one for one in lines(pack, "leaves.jsonl") if one["leaf"]["kind"] == "entry"]
        told = [
            (one["index"], one["leaf"], row)
            for one in leaves for row in one["leaf"]["rows"] if (row["table"], row["id"]) == (TABLE, draw["draw"])
        ]  # fmt: skip
        openings = {
            (one["entry"], one["field"]): one["content"]
            for one in lines(pack, "openings.jsonl") if one["row"] == draw["draw"] and "content" in one
        }  # fmt: skip
        deeds = [leaf["action"] for _index, leaf, _row in told]
        committed = deeds.count("draw.commit")
        found = [checked("one line of the record commits to this draw", committed == 1, f"{committed} do")]
        back = [f"line {index} does" for index, _leaf, row in told if row["open"]["taken_back"]]
        found.append(checked("no line of the record takes this draw back", not back, ", ".join(back)))
        found += [compared(draw, index, leaf, row, openings) for index, leaf, row in told]
    except (*WRONG, OSError, EOFError, zipfile.BadZipFile) as wrong:
        raise NoDraw(f"the pack cannot be read: {wrong!r}") from wrong
    if "drawn" in draw and "draw.draw" not in deeds:
        said = "this pack may be older than the draw"
        found.append(Check("a line of the record says that it was drawn", None, said))
    return found


def read(file: Path) -> Any:
    """Return what a draw's file says; it has whole numbers alone, and whatever else is written as a number is none."""
    return json.loads(file.read_bytes(), parse_float=str, parse_constant=str)


def lines(pack: Path, name: str) -> list[Any]:
    """Return what a file of a pack says, line by line; nothing where it has no such file but that of its leaves."""
    if pack.is_dir():
        there, content = (pack / name).is_file(), (pack / name).read_bytes
    else:
        packed = zipfile.ZipFile(pack)
        there, content = name in packed.namelist(), lambda: packed.read(name)
    return [json.loads(line) for line in content().splitlines()] if there or name == "leaves.jsonl" else []


def compared(draw: Any, index: int, leaf: Any, row: Any, openings: Any) -> Check:
    """Say whether one line of the record says the same as this file of everything that both have."""
    stood = {**row["open"], **row.get("digested", {}), "place": leaf["place"]}
    stood.update({name: content for (entry, name), content in openings.items() if entry == leaf["id"]})
    both = {name: one for name, one in columns(draw, leaf["action"]).items() if name in stood}
    differ = [
        f"{name}: the record has {stood[name]}, this file {one}"
        for name, one in both.items() if plain(name, stood[name]) != plain(name, one)
    ]  # fmt: skip
    name = f"line {index} of the record ({leaf['action']}, {leaf['at']}) says the same: {', '.join(both)}"
    return checked(name, not differ, "; ".join(differ))


def columns(draw: Any, deed: str) -> dict[str, Any]:
    """Return what a line of the record should say of a draw, by the names its columns have there."""
    terms, made = draw["terms"], draw["digests"]
    said = {name: draw[name] for name in ("place", "number", "committed", "commitment")}
    said.update({name: draw[name] for name in ("least", "bound", "finished")})
    said.update({name: terms[name] for name in ("seats", "method", "awaits", "awaited")})
    said.update({name: digest(draw[name]) for name in ("terms", "pool", "panels")}, people=len(draw["pool"]))
    said.update({f"{name}_digest": made[name] for name in ("terms", "pool", "panels", "answers")})
    if "kinds" in draw:
        said.update(kinds=draw["kinds"], tickets=[ticket for ticket, _salt in draw["tickets"]])
    if "source" in terms and deed == "draw.commit":
        said["value_source"] = terms["source"]
    if "drawn" in draw and deed == "draw.draw":
        said.update({name: draw[name] for name in ("value", "value_source")})
        said.update(secret_told=draw["secret"], drawn=draw["drawn_at"])
    return said


def plain(name: str, value: Any) -> Any:
    """Return what a column holds in one form, however it is written."""
    if not isinstance(value, str):
        return value
    if name in MOMENTS:
        return moment(value)
    return Fraction(value) if name in NUMBERS else json.loads(value) if name in LISTS else value


def in_words(draw: Any, found: list[Check], *unseen: str) -> Iterator[str]:
    """Yield line by line what was found, what is to be compared by eye, and what this does not show."""
    terms, marks = draw["terms"], {True: "yes", False: "NO", None: "?"}
    yield f"Draw {draw['number']} of {terms.get('panel')}, {draw['place']}"
    yield f"{terms['seats']} seats among {len(draw['pool']):,} tickets"
    for one in found:
        yield f"{marks[one.holds]:>5}  {one.name}" + (f" ({one.said})" if one.said else "")
    yield "Compare with the record of the place:"
    yield from (f"       {LABELS[name]}: {one}" for name, one in stated(draw).items())
    yield from (f"       digest of the {name}: {one}" for name, one in draw["digests"].items())
    yield "This does not show"
    yield from (f"       {line}" for line in (*unseen, *NOT_SHOWN.splitlines()))


def stated(draw: Any) -> dict[str, str]:
    """Return what a file states of times, value and secret, to be compared by eye."""
    named = {name: draw["terms"].get(name) for name in ("awaits", "source", "awaited")}
    said = {**draw, **named}
    return {name: said[name] for name in LABELS if said.get(name) is not None}


def outcome(found: list[Check]) -> str:
    """Say what all checks together come to."""
    wrong, unseen = (sum(one.holds is holds for one in found) for holds in (False, None))
    said = f"{wrong} things do not hold." if wrong > 1 else "1 thing does not hold."
    said = said if wrong else "everything that this file can show holds."
    more = f" {unseen} more could not be looked at with this file: each ? says why." if unseen else ""
    return f"Result: {said}{more}"


def main(arguments: list[str] | None = None) -> int:
    """Check the file that the arguments name, and return the exit code."""
    parser = argparse.ArgumentParser(description="Check how a panel was drawn by lot.")
    parser.add_argument("file", type=Path, help="the file of a draw")
    parser.add_argument("--pack", type=Path, help="the pack of the place's record, to compare the draw with")
    asked = parser.parse_args(arguments)
    try:
        draw = read(asked.file)
        found = checks(draw) + (on_record(draw, asked.pack) if asked.pack else [])
    except (NoDraw, ValueError, RecursionError, OSError) as wrong:
        say(f"{asked.file} is no draw that can be checked: {wrong}")
        say("Result: nothing could be checked.")
        return 2
    for line in (*in_words(draw, found, TAKES_A_SOLVER), outcome(found)):
        say(line)
    return int(any(one.holds is False for one in found))


def printable(text: str) -> str:
    """Return a line so that what comes from a file cannot steer the terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def say(text: str) -> None:
    """Print a line, as far as the terminal has its letters."""
    print(printable(text).encode(code := sys.stdout.encoding or "utf-8", "replace").decode(code))


if __name__ == "__main__":
    sys.exit(main())
