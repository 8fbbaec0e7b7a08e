"""See every socket that a process of Python opens to another machine."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_HOOK = """
import os, sys

def spy(event, found):
    if event not in {"socket.connect", "socket.sendto", "socket.bind", "socket.getaddrinfo"}:
        return
    place = found[0] if event == "socket.getaddrinfo" else found[1]
    host = str(place[0] if isinstance(place, tuple) else place)
    if not (host in {"localhost", "None", ""} or host.startswith(("127.", "::1", "/", "b'"))):
        with open(os.environ["SPIED"], "a") as file:
            file.write(f"{event} {found[1:]} {sys.argv}\\n")

sys.addaudithook(spy)
"""


def spying(place):
    """A file that names such sockets, once there is one, and the environment that makes it so."""
    (place / "spy").mkdir()
    (place / "spy" / "sitecustomize.py").write_text(_HOOK)
    path = os.pathsep.join([str(place / "spy"), str(ROOT)])
    return place / "spied", {**os.environ, "PYTHONPATH": path, "SPIED": str(place / "spied")}
