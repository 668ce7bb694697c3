"""The command `wholeplace`: each feature's commands, loaded only when asked for."""

import importlib
import os
import sys
from contextlib import ExitStack
from typing import Any

import click

PURE = {
    "landscape": "wholeplace.account.exchange.landscape_command:landscape",
    "lottery": "wholeplace.convene.lottery.commands:lottery",
}
"""Commands that need no database and no settings."""

COMMANDS = {
    "act": "wholeplace.api.commands:act",
    "backup": "wholeplace.cli.backups:backup",
    "demo": "wholeplace.demo.commands:demo",
    "doctor": "wholeplace.cli.doctor:doctor",
    "import": "wholeplace.account.exchange.commands:import_",
    "jobs": "wholeplace.kernel.jobs.commands:jobs",
    "migrate": "wholeplace.cli.serving:migrate",
    "pack": "wholeplace.account.scrutiny.commands:pack",
    "person": "wholeplace.places.people.commands:person",
    "place": "wholeplace.places.partnership.commands:place",
    "privacy": "wholeplace.places.yourself.commands:privacy",
    "restore": "wholeplace.cli.backups:restore",
    "search": "wholeplace.kernel.search.commands:search",
    "serve": "wholeplace.cli.serving:serve",
    "setup-code": "wholeplace.convene.first_run.commands:show_setup_code",
    "sign-in": "wholeplace.places.sign_in.commands:sign_in",
    "verify": "wholeplace.account.scrutiny.commands:verify",
    "worker": "wholeplace.cli.serving:worker",
}
"""Commands that work on an installation."""
HELP = {"-h", "--help"}


class Commands(click.Group):
    """Lists every command, and loads the program only for those that need it."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 click's shape
        """Return the names of all commands."""
        return sorted([*PURE, *COMMANDS])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 click's shape
        """Load one command."""
        target = PURE.get(cmd_name) or COMMANDS.get(cmd_name)
        if target is None:
            return None
        if cmd_name in COMMANDS:
            start()
        module, _, attribute = target.partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, with what it stands on held until it ends."""
        with ExitStack() as ctx.obj:
            return super().invoke(ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command asked for; one that works on an installation is given it, unless only help is wanted."""
        name, command, rest = super().resolve_command(ctx, args)
        if name in COMMANDS and isinstance(ctx.obj, ExitStack) and not HELP & set(rest):
            from wholeplace.cli.installation import on_this_installation  # noqa: PLC0415 not needed by pure commands

            ctx.obj.enter_context(on_this_installation(name))
        return name, command, rest


def start() -> None:
    """Set the program up for a command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wholeplace.settings")
    import django  # noqa: PLC0415 slow, and not needed by pure commands

    django.setup()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="wholeplace")
def main() -> None:
    """Wholeplace: what a whole place partnership runs its collaborative innovation on."""


if __name__ == "__main__":
    sys.exit(main())
