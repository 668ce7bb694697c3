"""Keeps the tests' own process from calling out: Python asks here before it connects, sends or looks a name up."""

import ipaddress
import socket
import sys
from typing import Any

OURS = {"", "localhost", socket.gethostname()}
CALLS = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1}
"""What Python says when somebody is called, and which of what it says then is the address."""
LOOKS_UP = {"socket.getaddrinfo", "socket.gethostbyname"}


class CalledOutError(BaseException):
    """The program called somebody; no `except Exception` may hide it."""


def call_nobody() -> None:
    """Refuse every call to another machine from now on."""
    sys.addaudithook(_heard)


def _heard(event: str, said: tuple[Any, ...]) -> None:
    if event in CALLS:
        address = said[CALLS[event]]
        if isinstance(address, tuple) and not _is_ours(address[0]):
            raise CalledOutError(f"{event} {address}")
    elif event in LOOKS_UP and said[0] is not None and not _is_ours(said[0]):
        raise CalledOutError(f"{event} {said[0]}")


def _is_ours(host: str | bytes) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return name in OURS
    return address.is_loopback or address.is_unspecified
