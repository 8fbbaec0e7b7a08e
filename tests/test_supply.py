"""What is installed: under which licences, and that nothing of it speaks to another machine."""

import re
import subprocess
import sys

from benchmarks.licences import licences
from spy import spying

ALLOWED = re.compile(
    r"MIT(-0|-CMU)?( License)?|(3-Clause )?BSD( License|-[23]-Clause)?|0BSD|ISC( License \(ISCL\))?"
    r"|Apache( Software License|[- ]2\.0|,? License,? Version 2\.0)|MPL-2\.0|Zlib|CC0-1\.0"
    r"|Mozilla Public License 2\.0 \(MPL 2\.0\)|P(ython Software Foundation License|SF-2\.0)"
    r"|CNRI-Python"
)
READ = {
    "axe-playwright-python": "MIT, says its file LICENSE",
    "locate": "MIT, says its file LICENSE",
    "yake": "GPL-3.0; of the extra `peers` alone, which compares methods and is part of no run",
}


def test_every_dependency_has_a_licence_that_was_looked_at():
    found = licences()
    assert len(found) > 150
    odd = {
        name: licence
        for name, licence in found.items()
        if not all(ALLOWED.fullmatch(one) for one in re.split(r" AND | OR | / ", licence))
    }
    assert set(odd) == set(READ), odd


def test_no_socket_but_to_this_machine_is_opened(tmp_path):
    spied, environment = spying(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Ada Quill met the press in Lyon.")
    told = ["tables", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--no-cache"]
    subprocess.run([sys.executable, "-m", "analysis", *told], check=True, env=environment)
    assert not spied.exists(), spied.read_text()
    probe = "import socket; socket.socket(type=socket.SOCK_DGRAM).connect(('192.0.2.1', 9))"
    subprocess.run([sys.executable, "-c", probe], check=False, env=environment)
    assert "192.0.2.1" in spied.read_text()
