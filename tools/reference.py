"""Writes docs/reference/: what the program itself says of its settings, commands, actions, refusals, record and tables."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from tests.house.scene import Town

    from wholeplace.kernel.actions import Action

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
WRITTEN = "Written by `make docs-reference`; do not change it by hand."


def page(title: str, about: str, *parts: str) -> str:
    """Return a page of the reference."""
    return "\n\n".join([f"# {title}", about, *parts, WRITTEN]) + "\n"


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a table in Markdown."""
    lines = [list(heads), *[[_cell(one) for one in row] for row in rows]]
    drawn = [f"| {' | '.join(map(str, line))} |" for line in lines]
    return "\n".join([drawn[0], "|" + " --- |" * len(lines[0]), *drawn[1:]])


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")


def settings_page() -> str:
    """Return every setting an operator may set."""
    from wholeplace.settings import Environment

    rows = [
        (
            f"`WHOLEPLACE_{name.upper()}`",
            field.description,
            f"`{field.default}`" if field.default != "" else "empty",
        )
        for name, field in sorted(Environment.model_fields.items())
    ]
    about = "Settings are read from the environment when the program starts."
    return page("Settings", about, table(("name", "what it is", "if not set"), rows))


def commands() -> Iterator[tuple[str, click.Command]]:
    """Yield every command that does something, by the words it is called with."""
    from wholeplace.cli import main

    yield from _inside("wholeplace", main)


def _inside(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    if name != "wholeplace":
        yield name, command
    if not isinstance(command, click.Group):
        return
    context = click.Context(command, info_name=name)
    for inner in command.list_commands(context):
        found = command.get_command(context, inner)
        if found is not None:
            yield from _inside(f"{name} {inner}", found)


def commands_page() -> str:
    """Return every command with its options and an example."""
    return page(
        "Commands", "Every command says this itself with `--help`.", *(_command(*one) for one in commands())
    )


def _command(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=name)
    usage = " ".join([name, *command.collect_usage_pieces(context)])
    options = [_option(one) for one in command.params if isinstance(one, click.Option)]
    example = (command.epilog or "").partition(": ")[2]
    parts = [f"## {name}", command.help or "", f"```\n{usage}\n```"]
    if options:
        parts.append(table(("option", "what it does"), options))
    return "\n\n".join([*parts, f"Example: `{example}`"])


def _option(option: click.Option) -> tuple[str, str]:
    choices = f" ({', '.join(option.type.choices)})" if isinstance(option.type, click.Choice) else ""
    return ", ".join(f"`{one}`" for one in option.opts), f"{option.help or ''}{choices}"


def refusals_page() -> str:
    """Return every refusal as it is worded."""
    from wholeplace.kernel.wording import WORDING

    rows = [(f"`{code}`", words) for code, words in sorted(WORDING.items())]
    about = "What people are told when something cannot be done. Names in braces are filled in."
    return page("Refusals", about, table(("code", "what is said"), rows))


def actions() -> list["Action[..., Any]"]:
    """Return every action by name."""
    from wholeplace.kernel.actions import ACTIONS

    return [declared for _, declared in sorted(ACTIONS.items())]


def ledger_page() -> str:
    """Return the sentence each action leaves in the record."""
    rows = [
        (f"`{one.name}`", one.summary, one.says, ", ".join(sorted(one.doors)) if one.doors else "none")
        for one in actions()
    ]
    about = "Each action leaves one entry in the record, told by its sentence. Names in braces are filled in."
    return page("The record", about, table(("action", "what it does", "what the record says", "doors"), rows))


def jobs_page() -> str:
    """Return the work that is done after the reply."""
    from wholeplace.kernel.jobs.cron import CRONS
    from wholeplace.kernel.jobs.handlers import JOBS

    rows = []
    for name, job in sorted(JOBS.items()):
        regular = CRONS.get(name)
        when = (
            "when asked for"
            if regular is None
            else f"every {regular.every}" + (f" at {regular.at}" if regular.at else "")
        )
        rows.append((f"`{name}`", when, job.attempts, job.limit))
    about = "Work done by `wholeplace worker`, or beside `wholeplace serve`."
    return page("Jobs", about, table(("job", "when", "tries", "time for one try"), rows))


def tables_page() -> str:
    """Return every table: what it is, and how each column is treated."""
    from wholeplace.kernel.tables import Evidence, kind_of, models_by_table

    evidence, others = [], []
    for name in sorted(models_by_table()):
        kind: Any = kind_of(name)
        if isinstance(kind, Evidence):
            how = "in batches, by a salted digest" if kind.in_parts else "row by row"
            evidence.append(
                (f"`{name}`", how, *(", ".join(one) for one in (kind.open, kind.committed, kind.digested)))
            )
        else:
            others.append(
                (
                    f"`{name}`",
                    type(kind).__name__.lower(),
                    getattr(kind, "reason", "the ledger itself"),
                    ", ".join(kind.personal),
                )
            )
    return page(
        "Tables",
        "Evidence is written by actions alone, and the ledger covers every column of it. Open columns stand in the"
        " ledger as they are; committed ones (personal, or free text) as a salted digest; digested ones as a digest.",
        table(("evidence", "covered", "open", "committed", "digested"), evidence),
        table(("table", "kind", "why", "personal columns"), others),
    )


def api_page() -> str:
    """Return every address of the HTTP API."""
    from wholeplace.api.urls import api

    rows = [
        (
            f"`{method.upper()} {path}`",
            told.get("description") or told.get("summary", ""),
            _body(api_schema, told),
        )
        for api_schema in [api.get_openapi_schema(path_prefix="/api/v1/{place}/")]
        for path, methods in api_schema["paths"].items()
        for method, told in methods.items()
    ]
    about = "The whole description, in OpenAPI, is at `/api/v1/{place}/openapi.json`."
    return page("HTTP API", about, table(("address", "what it does", "body"), rows))


def _body(schema: dict[str, Any], told: dict[str, Any]) -> str:
    """Return the names in an address's body; those that may be left out with a question mark."""
    content = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    named = schema["components"]["schemas"].get(content.get("$ref", "").rpartition("/")[2], {})
    needed = named.get("required", [])
    return ", ".join(name if name in needed else f"{name}?" for name in named.get("properties", {}))


def actions_page(town: "Town") -> str:
    """Return who may do what: every action asked of every hat, in one scene."""
    from tests.house.may import ASKED, asked

    rows = [(f"`{one.name}`", *(asked(town, one, who) for who in ASKED)) for one in actions()]
    about = (
        "What each action answers when it is really asked: `yes`, or the code of the refusal (see [refusals](refusals.md)). The"
        " scene: a public issue named by the convener, who takes part in it; a moderator's hat proposed by the second"
        " convener for a newcomer; the sponsor's hat to take off; a newcomer whom the second convener proposes to remove, and a participant to"
        " leave or to be proposed; a conversation that has been brought in."
    )
    return page("Actions and hats", about, table(("action", *ASKED), rows))


STILL: dict[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "commands.md": commands_page,
    "refusals.md": refusals_page,
    "ledger.md": ledger_page,
    "jobs.md": jobs_page,
    "tables.md": tables_page,
    "api.md": api_page,
}
"""Pages that need no scene."""


def main() -> None:
    """Write every page."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "wholeplace.settings", "WHOLEPLACE_HOME": home}
        os.environ.pop("WHOLEPLACE_DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command
        from tests.house.scene import told

        call_command("migrate", verbosity=0, interactive=False)
        FOLDER.mkdir(parents=True, exist_ok=True)
        for name, write in STILL.items():
            (FOLDER / name).write_text(write())
        with told(Path(home)) as town:
            (FOLDER / "actions.md").write_text(actions_page(town))
    print(f"Wrote {len(STILL) + 1} pages to {FOLDER}.")


if __name__ == "__main__":
    sys.exit(main())
