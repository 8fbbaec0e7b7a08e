"""See every socket that a process of Python opens to another machine."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_SENT = {f"socket.{name}" for name in ("connect", "sendto", "sendmsg", "bind")}
_ASKED = {f"socket.{name}" for name in ("getaddrinfo", "gethostbyname", "gethostbyaddr")}
_HERE = {"localhost", "None", os.uname().nodename}


def spy(event, found):
    """Note such a socket, and every name that is looked up, in the file of the variable SPIED."""
    if event in _SENT | _ASKED and "SPIED" in os.environ:
        place = found[:1] if event in _ASKED else found[-1]
        host = str(place[0]) if isinstance(place, tuple) else "localhost"  # a path: a Unix socket
        if not (host in _HERE or host.startswith(("127.", "::1"))):
            with Path(os.environ["SPIED"]).open("a") as file:
                file.write(f"{event} {host!r} {sys.argv}\n")


def spying(place):
    """A file that names such sockets, once there is one, and the environment that makes it so."""
    (place / "spy").mkdir()
    (place / "spy" / "sitecustomize.py").write_text("import sys, spy; sys.addaudithook(spy.spy)")
    path = os.pathsep.join([str(place / "spy"), str(ROOT), str(ROOT / "tests")])
    return place / "spied", {**os.environ, "PYTHONPATH": path, "SPIED": str(place / "spied")}
