"""Errors that a message explains, so that they are printed without a traceback.

    NnkataError
        ContentError      a syllabus, kata.toml, hints.toml or spec that cannot be used
        WorkspaceError    a workspace that is missing, or cannot be read or written
        PluginError       a dataset plugin that is broken, or two that claim one name
        DataError         a data file that is missing, damaged or not what it claims
        WriteError        a file that cannot be written, of either kind

Anything else is a defect of nnkata and shows its traceback.
"""

from collections.abc import Iterable


class NnkataError(Exception):
    """A problem that its message explains, with the next step."""

    exit_code = 2


class ContentError(NnkataError):
    """A file of a kata or the syllabus cannot be used."""


class WorkspaceError(NnkataError):
    """The workspace is missing, or cannot be read or written."""


class PluginError(NnkataError):
    """A dataset plugin is broken, or collides with another."""


class DataError(NnkataError):
    """Data are missing, damaged, or not what they claim to be."""


class WriteError(WorkspaceError, DataError):
    """A file cannot be written, and is as it was before."""


def plain(text: str) -> str:
    """Return a text without control characters, which could steer a terminal."""
    return "".join(c if c.isprintable() or c == "\n" else "?" for c in text)


def one_line(text: str, longest: int = 200) -> str:
    """Return the first line of a text from outside, without control characters."""
    first = plain("".join(text.splitlines()[:1]))
    return first if len(first) <= longest else f"{first[:longest]}..."


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the suggestion that ends a message, or "" if nothing is similar."""
    from difflib import get_close_matches  # `list` has to answer at once

    close = get_close_matches(word, list(known), n=1)
    return f" Did you mean '{close[0]}'?" if close else ""


def unknown(word: str, known: Iterable[str]) -> str:
    """Return the end of a message about an unknown name: it, a suggestion and the known."""
    names = list(known)
    listed = ", ".join(names) or "none"
    return f"'{word}'.{did_you_mean(word, names)} Known: {listed}."
