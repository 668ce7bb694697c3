"""Laws are checked on machines that do other work at the same time, so no example has to be quick."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
