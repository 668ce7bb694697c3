"""Where a web server finds the application."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from wholeplace.kernel.in_use import share_database_for_life
from wholeplace.orphans import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wholeplace.settings")
application = get_wsgi_application()
share_database_for_life()
end_with_parent()

sys.setswitchinterval(0.0005)
"""Whoever writes lets others go on at each statement to the database, and everybody else waits for the turn to end: they
are let on again after half a millisecond, not five."""
