"""`wholeplace demo`: a furnished place in the browser."""

import sys
import time

import click
from django.conf import settings

from wholeplace.demo.people import NAMED
from wholeplace.demo.story import PLACE
from wholeplace.demo.telling import tell
from wholeplace.kernel.bar import Bar
from wholeplace.kernel.places import Place
from wholeplace.serving import prepare_database, refuse_taken_port, serve_pages


@click.command(epilog="Example: wholeplace demo --port 8000")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen at."
)
@click.option("--fill-only", is_flag=True, help="Fill the place and stop.")
def demo(host: str, port: int, fill_only: bool) -> None:  # noqa: FBT001 click's flag
    """Fill a demo place, if it is empty, and serve it."""
    if not settings.DEMO:
        click.echo("This installation is not a demo. Say: make demo (or set WHOLEPLACE_DEMO=true).", err=True)
        sys.exit(2)
    if not fill_only:
        refuse_taken_port(host, port)
    prepare_database()
    if not Place.objects.filter(slug=PLACE.slug).exists():
        started = time.monotonic()
        with Bar() as bar:
            tell(bar.show)
        click.echo(f"The story is told ({time.monotonic() - started:.0f} seconds).")
    if fill_only:
        return
    click.echo(f"\n{PLACE.name} is at http://localhost:{port}/demo/ . You can be, with one press there:")
    for person in NAMED[:8]:
        click.echo(f"  {person.name}: {', '.join(person.hats) or person.voice}")
    click.echo(
        f"  and {len(NAMED) - 8} more. Stop with Ctrl+C; your changes are kept; make demo-reset starts afresh.\n"
    )
    serve_pages(host=host, port=port, processes=1)
