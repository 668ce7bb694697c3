"""Ports for what a test serves."""

import random
import socket

SERVED = range(20_000, 32_000)
"""Below those that systems lend to whoever calls: a client that calls a port while nothing listens there may be lent that very
port, call itself, and keep it from the service that comes back."""


def free_port() -> int:
    """Return a port that nothing listens at."""
    chance = random.SystemRandom()
    while True:
        port = chance.choice(SERVED)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
