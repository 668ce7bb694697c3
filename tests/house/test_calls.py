"""Nothing calls out: what the suite does reaches no address but this machine's own."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.calls import CalledOutError

ELSEWHERE = "192.0.2.1"
"""Kept for documentation: nobody has it."""


def test_a_call_to_another_machine_is_refused_whichever_way_it_is_made():
    # in a thread of its own, because a browser of another test keeps a loop running in this one
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as letter, ThreadPoolExecutor() as besides:
        calls = [
            lambda: socket.create_connection((ELSEWHERE, 80), timeout=0.1),
            lambda: socket.create_connection(("example.org", 80), timeout=0.1),
            lambda: socket.gethostbyname("example.org"),
            lambda: letter.sendto(b"x", (ELSEWHERE, 53)),
            lambda: letter.connect((ELSEWHERE, 53)),
            lambda: besides.submit(asyncio.run, asyncio.open_connection(ELSEWHERE, 80)).result(),
        ]
        for call in calls:
            with pytest.raises(CalledOutError):
                call()


def test_a_call_to_this_machine_is_answered():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()
        socket.create_connection(("localhost", server.getsockname()[1]), timeout=5).close()
