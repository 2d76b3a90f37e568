"""The text of a Python file: read as UTF-8, whatever its line ends."""

from pathlib import Path

from nnkata.content.catalog import Kata


class Unopenable(Exception):
    """The file under test is missing, does not parse, or raises on import."""


def is_unwritten(file: Path) -> bool:
    """Whether a function of the file still raises the stub's "write me"."""
    return "NotImplementedError(" in _read(file)


def _read(file: Path) -> str:
    return _decoded(file, _bytes(file))


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise Unopenable(
            f"{file.name} is missing: {file} does not exist."
            f" `nnkata reset {file.stem}` writes a fresh stub"
        ) from None
    except OSError as error:
        raise Unopenable(f"{file.name} cannot be read: {error.strerror}") from None


def _decoded(file: Path, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unopenable(
            f"{file.name} is not a text in UTF-8 (byte {error.start}):"
            " save it again with that encoding"
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_new(kata: Kata) -> bool:
    """Whether nothing is to be judged yet: every function still says "write me"."""
    try:
        text = kata.stub.read_text(encoding="utf-8-sig")
        return is_unwritten(kata.stub) and text.count(": write me") == text.count(
            "\ndef "
        )
    except (OSError, UnicodeDecodeError, Unopenable):
        return False
