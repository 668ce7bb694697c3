"""Sending a file under its name: to be kept, or to be shown by the browser."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def to_keep(content: bytes, *, name: str, kind: str) -> HttpResponse:
    """Send a file that the browser puts away under its name."""
    return _sent(content, kind, content_disposition_header(as_attachment=True, filename=name) or "attachment")


def to_show(content: bytes, *, name: str, kind: str) -> HttpResponse:
    """Send a file that the browser shows, and puts away under its name where somebody asks it to."""
    return _sent(content, kind, content_disposition_header(as_attachment=False, filename=name) or "inline")


def _sent(content: bytes, kind: str, disposition: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})
