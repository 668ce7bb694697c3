"""What stands above every page of a demonstration, so that nobody takes its people for real."""

from django.conf import settings
from django.http import HttpRequest

from wholeplace.demo.story import PLACE


def banner(_request: HttpRequest) -> dict[str, str]:
    """Give every template of a demonstration the name of the place that is made up."""
    return {"made_up": PLACE.name} if settings.DEMO else {}
