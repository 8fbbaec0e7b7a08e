"""Find out in which encoding a text file is, and decode it."""

import codecs

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes) -> tuple[str, str]:
    """Decode the bytes of a text file.

    A byte order mark decides; then UTF-16 without a mark (every other byte is zero), UTF-8, and
    Windows-1252, which web pages saved as "ANSI" use. The order is that of the WHATWG Encoding
    Standard, which sniffs the mark first and falls back to windows-1252.

    Returns:
        The text with ``\\n`` line ends and no byte order mark, and the name of the encoding.

    Raises:
        ValueError: The bytes are not text in any of these encodings.
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
    except UnicodeDecodeError:
        return b"", "windows-1252"
    return b"", "utf-8"


def reason_of(error: OSError | ValueError) -> str:
    """Why a file could not be used, without its path."""
    return getattr(error, "strerror", None) or str(error)
