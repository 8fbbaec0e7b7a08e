"""Read files from a folder that anybody may have filled."""

import os
import stat
from pathlib import Path

_KINDS = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def read_file(file: Path, *, most: int | None = None) -> bytes:
    """The bytes of a regular file; from a pipe, say, they might never come.

    Args:
        file: Its path; links are followed.
        most: How many bytes it may have.

    Raises:
        OSError: It cannot be opened or read.
        ValueError: It is a pipe, a socket or a device, it is too long, or it changed meanwhile.
    """
    kind = _KINDS.get(stat.S_IFMT(file.stat().st_mode))
    if kind is not None:
        raise ValueError(f"it is {kind} and no file")
    # It may have become a pipe since, which must not be waited for.
    with open(file, "rb", opener=_without_waiting) as opened:
        before = os.fstat(opened.fileno())
        if most is not None and before.st_size > most:
            raise ValueError(f"it is longer than {most:,} bytes")
        content = opened.read(before.st_size + 1)  # a device that took its place never ends
        after = os.fstat(opened.fileno())
    if len(content) != before.st_size or after.st_mtime_ns != before.st_mtime_ns:
        raise ValueError("it changed while it was read")
    return content


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
