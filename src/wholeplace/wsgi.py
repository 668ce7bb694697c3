"""Where a web server finds the application."""

import os

from django.core.wsgi import get_wsgi_application

from wholeplace.kernel.in_use import share_database_for_life
from wholeplace.orphans import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wholeplace.settings")
application = get_wsgi_application()
share_database_for_life()
end_with_parent()
