"""A web process whose first process was killed ends too: it would keep the port, and nobody would do the jobs."""

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading


def end_with_parent() -> None:
    """Watch the process that started this one, if one did, and end as soon as it has ended."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        multiprocessing.connection.wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGKILL)  # whatever was acknowledged is committed

    threading.Thread(target=watch, name="watches its parent", daemon=True).start()
