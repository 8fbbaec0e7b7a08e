"""Read files of a folder that anybody may have filled, and decode what is in them."""

import codecs
import os
import re
import stat
from pathlib import Path

_KINDS = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_file(file: Path) -> bytes:
    """The bytes of a regular file; from a pipe, say, they might never come.

    Links are followed.

    Raises:
        OSError: It cannot be opened or read.
        ValueError: It is a pipe, a socket or a device, or it changed meanwhile.
    """
    kind = _KINDS.get(stat.S_IFMT(file.stat().st_mode))
    if kind is not None:
        raise ValueError(f"it is {kind} and no file")
    # It may have become a pipe since, which must not be waited for.
    with open(file, "rb", opener=lambda path, how: os.open(path, how | _NO_WAIT)) as opened:
        before = os.fstat(opened.fileno())
        content = opened.read(before.st_size + 1)  # a device that took its place never ends
        after = os.fstat(opened.fileno())
    if len(content) != before.st_size or after.st_mtime_ns != before.st_mtime_ns:
        raise ValueError("it changed while it was read")
    return content


def decode(data: bytes) -> tuple[str, str]:
    """Decode the bytes of a text file.

    A byte order mark decides; then UTF-16 without a mark (every other byte is zero), UTF-8, and
    Windows-1252, which web pages saved as "ANSI" use. The order is that of the WHATWG Encoding
    Standard, which sniffs the mark first and falls back to windows-1252.

    Returns:
        The text with ``\\n`` line ends and no byte order mark, and the name of the encoding.

    Raises:
        ValueError: The bytes are not text in any of these encodings, as far as they show it.
    """
    mark, encoding = _find_encoding(data)
    try:
        text = data.removeprefix(mark).decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError(f"it is not valid {encoding} at byte {error.start}") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise ValueError("it holds zero bytes, so it is no text file")
    return text, encoding


def _find_encoding(data: bytes) -> tuple[bytes, str]:
    """The byte order mark, if there is one, and the encoding."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return mark, encoding
    zeros_even, zeros_odd = data[0::2].count(0), data[1::2].count(0)
    half = max(1, len(data) // 2)
    if zeros_odd > 0.4 * half and zeros_even < 0.1 * half:
        return b"", "utf-16-le"
    if zeros_even > 0.4 * half and zeros_odd < 0.1 * half:
        return b"", "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        # Another script than Latin, or an old Mac's apostrophe: as Windows-1252 it is “itÕs”.
        is_other = 2 * len(data.decode("ascii", "ignore")) < len(data)
        if is_other or re.search(rb"[a-z]\xd5[a-z]", data):
            raise ValueError("it is in none of UTF-8, UTF-16 and Windows-1252") from error
        return b"", "windows-1252"
    return b"", "utf-8"


def reason_of(error: OSError | ValueError) -> str:
    """Why a file could not be used, without its path."""
    return getattr(error, "strerror", None) or str(error)
