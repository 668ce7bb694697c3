"""What gathering somebody's data asks of the database."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from wholeplace.kernel.people import Membership
from wholeplace.places.yourself.queries import what_is_held


def statements_for(member: Membership) -> int:
    """Return how many statements gathering everything that is held about a member takes."""
    with CaptureQueriesContext(connection) as asked:
        what_is_held(member)
    return len(asked)
