"""Read, compare and write files: text is compared as text, and writes are atomic.

Line ends and a byte order mark belong to an editor or to git, not to the text: two
files that differ in nothing else are the same text and have the same digest.
"""

import codecs
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fnmatch import fnmatchcase
from pathlib import Path

from nnkata.errors import NnkataError, WorkspaceError, WriteError

# The engine's folder, spelled as frames spell it, also by a link.
PACKAGE = Path(__file__).parent
SHELVES = "_shelves"  # in a wheel, the folder with katas, solutions and datasets
# Made by editors and systems beside the files that people mean. Hidden files are, too:
# `.#name` (Emacs), `._name` (macOS), `.name.swp` (Vim), .DS_Store, .ipynb_checkpoints.
STRAY_NAMES = {
    "__pycache__",
    "__macosx",
    "_macosx",
    "thumbs.db",
    "ehthumbs.db",
    "desktop.ini",
}
STRAY_NAMES |= {"$recycle.bin", "system volume information", "lost+found"}
STRAY_NAMES |= {
    "@eadir",
    "#recycle",
    "thumbnails",
}  # of servers and viewers of pictures
STRAY_STARTS = (".", "~$")
STRAY_ENDS = ("~", ".swp", ".swo", ".pyc", ".part")


# -- text ------------------------------------------------------------------------------


def plain_text(data: bytes) -> bytes:
    """Return a text in UTF-8 without byte order mark, each line end a line feed.

    Binary data, which contain a zero byte, are returned as they are.
    """
    if b"\0" in data:
        return data
    data = data.removeprefix(codecs.BOM_UTF8)
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def decoded(data: bytes) -> str:
    """Return a text as Python reads it; bytes that are not UTF-8 stay distinguishable."""
    return plain_text(data).decode("utf-8", "surrogateescape")


def same_text(a: bytes, b: bytes) -> bool:
    """Return whether two files have the same text, whatever their line ends are."""
    return plain_text(a) == plain_text(b)


def digest(*contents: bytes) -> str:
    """Return the SHA-256 of the text of some files; line ends do not change it."""
    import hashlib  # 2 ms, which `nnkata list` can do without

    return hashlib.sha256(b"".join(map(plain_text, contents))).hexdigest()


def digest_of(file: Path) -> str:
    """Return the `digest` of a file; "" if it cannot be read."""
    try:
        return digest(file.read_bytes())
    except OSError:
        return ""


def sha256_of(file: Path) -> str:
    """Return the SHA-256 of the bytes of a file, which may be larger than memory."""
    with file.open("rb") as stream:
        import hashlib

        return hashlib.file_digest(stream, "sha256").hexdigest()


def read_bytes(file: Path) -> bytes | None:
    """Return the content of a file, or None if the file does not exist.

    Raises
    ------
    WorkspaceError
        If it exists and cannot be read.
    """
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise WorkspaceError(f"{file} cannot be read: {error.strerror}.") from None


def text_lines(file: Path) -> list[str]:
    """Return the lines of a text file; `NnkataError` says why it cannot be read."""
    try:
        return file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise NnkataError(f"{file} cannot be read: {error}.") from None


# -- folders ---------------------------------------------------------------------------


def is_stray(name: str) -> bool:
    """Return whether an editor or a system leaves files or folders of this name."""
    small = name.lower()
    marked = small.startswith(STRAY_STARTS) or small.endswith(STRAY_ENDS)
    autosaved = small.startswith("#") and small.endswith("#")
    return marked or autosaved or small in STRAY_NAMES


def files_in(folder: Path, pattern: str = "*") -> list[Path]:
    """Return the files of a folder in order, without stray ones and dangling links.

    A folder that is missing or cannot be read has none.
    """
    named = [path for path in _entries(folder) if fnmatchcase(path.name, pattern)]
    return [path for path in named if os.path.isfile(path)]


def files_below(folder: Path, pattern: str = "*") -> list[Path]:
    """Return the files of a folder and of the folders in it, as `files_in` does."""
    files = files_in(folder, pattern)
    for inner in folders_in(folder):
        if not inner.is_symlink():  # a link may lead around for ever
            files += files_below(inner, pattern)
    return files


def folders_in(folder: Path) -> list[Path]:
    """Return the folders of a folder in order, without stray ones."""
    return [path for path in _entries(folder) if os.path.isdir(path)]


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not is_stray(path.name))
    except OSError:
        return []


# -- writing ---------------------------------------------------------------------------


@contextmanager
def atomic_write(target: Path, ending: str = ".part") -> Iterator[Path]:
    """Yield a path to write to, which replaces the target when the block ends.

    If anything is raised, what was written is removed, and the target is as it was.

    Raises
    ------
    WriteError
        If it cannot be written, on a full disk for instance.
    """
    # Paths such as "." have no name of their own.
    part = Path(f"{os.path.abspath(target)}.{os.getpid()}{ending}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield part
        part.replace(target)
    except OSError as error:
        reason = error.strerror or error
        message = f"{target} cannot be written: {reason}. Nothing was changed."
        raise WriteError(message) from None
    finally:
        _remove(part)


def write_bytes(file: Path, data: bytes) -> None:
    """Write a file atomically: readers see the old content or the new one."""
    with atomic_write(file) as part:
        part.write_bytes(data)


def write_text(file: Path, text: str) -> None:
    """Write a text in UTF-8 atomically: readers see the old text or the new one."""
    write_bytes(file, text.encode())


def set_aside(file: Path) -> Path | None:
    """Rename a file that cannot be used; return its new path, None if that fails."""
    number = 1
    while (target := file.with_name(f"{file.name}.damaged-{number}")).exists():
        number += 1
    with suppress(OSError):
        return file.rename(target)
    return None


def _remove(part: Path) -> None:
    with suppress(OSError):  # renamed, never made, or a name that no disk takes
        if part.is_dir():
            import shutil  # not at the top: `list` has to answer at once

            shutil.rmtree(part, ignore_errors=True)
        part.unlink()
