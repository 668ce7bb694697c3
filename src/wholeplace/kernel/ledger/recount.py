"""Count every decision of a scrutineer's pack again: one file, only Python 3.8 or newer, no part of Wholeplace.

    python3 recount.py [PACK.zip or its folder]

Exit codes: 0 every decision is what its answers lead to, 1 one is not, 2 the pack cannot be read, 3 those that can still
be counted are, and of others an answer was erased.

verify.py says whether the pack was changed; run it first. This program takes the pack as it is, reads who could answer,
what each of them answered and under which terms, and works out by itself what was decided.
"""
# ruff: noqa: T201, UP035  it prints, and must run on Python 3.8

from __future__ import annotations

import argparse
import json
import sys
import zipfile
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any, Iterator

Row = Any  # a row of a table, by its columns
Given = Any  # of each answer: whose, to a proposal, and the options approved
Verdict = Any  # the outcome, and the numbers of the options adopted
WRONG = (ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile, OSError)
LEAST_FOR_A_SEAT = LEAST_SEATS = 5
SAME_WHEN_AMENDED = (
    *("purpose", "about", "circle"),
    *("rule", "quorum", "voice_quorum", "days", "fallback_days", "seats"),
)
TABLES = ("decision", "option", "elector", "response", "link")


class ErasedError(Exception):
    """Something that would have to be counted was erased with the person it was about."""


class Told(dict):  # type: ignore[type-arg] # Python 3.8 has no dict[…] here
    """A row that refuses to say what was erased from it."""

    def __getitem__(self, name: str) -> Any:
        """Return a column's content."""
        found = super().__getitem__(name)
        if found is None and name in ("voice", "answer", "approves"):
            raise ErasedError
        return found


def lines(pack: Path, name: str) -> Iterator[Any]:
    """Yield what each line of one file of the pack says."""
    if pack.is_dir():
        with (pack / name).open("rb") as file:
            yield from map(json.loads, file)
    else:
        with zipfile.ZipFile(pack) as packed, packed.open(name) as member:
            yield from map(json.loads, member)


def rows_of(pack: Path) -> dict[str, dict[str, Row]]:
    """Return the rows that tell of decisions, by table and id, each as the record tells it last, with its line."""
    opened = {
        (one["entry"], one["row"], one["field"]): one.get("content") for one in lines(pack, "openings.jsonl")
    }
    found: dict[str, dict[str, Row]] = {f"wp_kernel_{table}": {} for table in TABLES}
    for line in lines(pack, "leaves.jsonl"):
        leaf = line["leaf"]
        entry = leaf["id"] if leaf["kind"] == "entry" else leaf["entry"]
        for row in leaf.get("rows", ()):
            if row["table"] not in found:
                continue
            here = found[row["table"]]
            told = {name: opened[entry, row["id"], name] for name in row.get("committed", ())}
            first = here.get(row["id"], {}).get("line", line["index"])
            here[row["id"]] = Told({**row["open"], **told, "line": first})
            if row["change"] == "removed":
                del here[row["id"]]
    return found


def consent(_decision: Row, _options: int, given: Given, standing: str) -> Verdict:
    """Adopt the one proposal where nobody objects and somebody consents; `standing` is what follows an objection."""
    counts = Counter(answer for _by, answer, _approves in given)
    if counts["object"]:
        return standing, ()
    return ("adopted", (1,)) if counts["consent"] else ("not_carried", ())


def approval(_decision: Row, options: int, given: Given, _standing: str) -> Verdict:
    """Adopt the option that most approve, where more than half of those who answered do and no other has as many."""
    counts = {number: sum(number in one[2] for one in given) for number in range(1, options + 1)}
    most = max(counts.values()) if counts else 0
    best = [number for number, count in counts.items() if count == most]
    if 2 * most <= len(given):
        return "not_carried", ()
    return ("tied", ()) if len(best) > 1 else ("adopted", (best[0],))


def seats(decision: Row, options: int, given: Given, _standing: str) -> Verdict:
    """Give seat by seat to whoever is worth most, an approval counting 1, 1/2, 1/3 as it has seated more."""
    approves = [one[2] for one in given]
    counts = {number: sum(number in one for one in approves) for number in range(1, options + 1)}
    gone = {int(number) for number in decision["stood_down"].split()}
    left = {
        number
        for number, count in counts.items()
        if number not in gone and count >= LEAST_FOR_A_SEAT and count * decision["seats"] >= len(given)
    }
    seated: list[int] = []
    while left and len(seated) < decision["seats"]:
        worth = {
            number: sum(
                (Fraction(1, 1 + len(one & set(seated))) for one in approves if number in one), Fraction(0)
            )
            for number in left
        }
        best = min(left, key=lambda number: (-worth[number], number))
        left.remove(best)
        seated.append(best)
    heard = sum(bool(one & set(seated)) for one in approves)
    if len(seated) < LEAST_SEATS or 2 * heard <= len(given):
        return "not_carried", ()
    return "adopted", tuple(seated)


RULES = {"consent": consent, "approval": approval, "secret": approval, "seats": seats}


class Recount:
    """The decisions of one pack, counted again."""

    def __init__(self, rows: dict[str, dict[str, Row]]) -> None:
        """Keep what the pack tells of decisions."""
        self.rows = rows

    def of(self, table: str, decision: str) -> dict[str, Row]:
        """Return a decision's rows of one table."""
        return {
            one: row for one, row in self.rows[f"wp_kernel_{table}"].items() if row["decision"] == decision
        }

    def under(self, key: str, rule: str) -> Verdict:
        """Work out what the answers under one rule lead to."""
        decision = self.rows["wp_kernel_decision"][key]
        electorate = self.of("elector", key)
        given: Given = [
            (row["elector"], row["answer"], {int(number) for number in row["approves"].split()})
            for row in self.of("response", key).values()
            if row["rule"] == rule
        ]
        if len({by for by, _answer, _approves in given} & set(electorate)) < len(given):
            raise ValueError("somebody answered twice, or without being asked")
        people = Counter(row["voice"] for row in electorate.values())
        answered = Counter(electorate[by]["voice"] for by, _answer, _approves in given)
        short = any(answered[voice] < min(decision["voice_quorum"], count) for voice, count in people.items())
        standing = "fell_back" if rule == decision["rule"] and decision["fallback_days"] else "objected"
        outcome, adopted = RULES[rule](decision, len(self.of("option", key)), given, standing)
        return ("no_quorum", ()) if len(given) < decision["quorum"] or short else (outcome, adopted)

    def agrees(self, key: str) -> bool:
        """Say whether a decision that has ended is what its answers lead to."""
        decision = self.rows["wp_kernel_decision"][key]
        if decision["electors"] != len(self.of("elector", key)):
            return False
        if decision["outcome"] == "amended":
            return self.was_amended(key)
        if decision["in_force"] != decision["rule"] and self.under(key, decision["rule"])[0] != "fell_back":
            return False
        outcome, adopted = self.under(key, decision["in_force"])
        chosen = adopted[0] if len(adopted) == 1 else None
        seated = " ".join(map(str, adopted)) if decision["seats"] else ""
        said = (decision["outcome"], decision["chosen"], decision["seated"])
        return bool(said == (outcome, chosen, seated))

    def was_amended(self, key: str) -> bool:
        """Say whether somebody objected, and one other decision amends it."""
        ended, decisions = self.rows["wp_kernel_decision"][key], self.rows["wp_kernel_decision"]
        objected = any(row["answer"] == "object" for row in self.of("response", key).values())
        links = self.rows["wp_kernel_link"].values()
        after = [row["descendant"] for row in links if row["kind"] == "amends" and row["ancestor"] == key]
        if ended["in_force"] != "consent" or ended["chosen"] is not None or not objected or len(after) != 1:
            return False
        anew = decisions.get(after[0], {"opened": None})
        return bool(
            anew["opened"] == ended["closed"] and all(anew[name] == ended[name] for name in SAME_WHEN_AMENDED)
        )


def say(text: str) -> None:
    """Print a line; what comes from the pack cannot steer the terminal."""
    safe = "".join(letter if letter.isprintable() else "?" for letter in text)
    print(safe.encode(code := sys.stdout.encoding or "utf-8", "replace").decode(code))


def recounted(pack: Path) -> tuple[int, int]:
    """Count each decision that has ended, print what came of it, and return how many differ and how many cannot be told."""
    count = Recount(rows_of(pack))
    differ = untold = 0
    ended = [one for one in count.rows["wp_kernel_decision"].items() if one[1]["state"] == "closed"]
    for key, decision in sorted(ended, key=lambda one: one[1]["line"]):
        try:
            found = "as its answers lead to" if count.agrees(key) else "NOT WHAT ITS ANSWERS LEAD TO"
            differ += found[:3] == "NOT"
        except ErasedError:
            found, untold = "an answer was erased, so it cannot be counted again", untold + 1
        question = decision["question"] or "(erased)"
        say(f"  Line {decision['line']}: {question} {decision['outcome']}, {found}")
    say(f"{len(ended):,} decisions were counted again.")
    return differ, untold


def main(arguments: list[str] | None = None) -> int:
    """Count the decisions of the pack that the arguments name, and return the exit code."""
    parser = argparse.ArgumentParser(description="Count the decisions of a scrutineer's evidence pack again.")
    parser.add_argument("pack", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    pack = parser.parse_args(arguments).pack
    try:
        differ, untold = recounted(pack)
    except WRONG as error:
        say(f"Cannot read {pack}: {error}. A public pack opens no answers, so it cannot be counted again.")
        return 2
    kept = f" {untold:,} can be counted no more, because an answer was erased." if untold else ""
    holds = "every decision that can be counted holds" if untold else "every decision holds"
    say(f"Result: {f'{differ:,} differ' if differ else holds}.{kept}")
    return 1 if differ else 3 if untold else 0


if __name__ == "__main__":
    sys.exit(main())
