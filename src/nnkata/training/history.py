"""The last pictures that the learner showed to a network, stored for the report."""

import base64
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from nnkata.errors import WorkspaceError
from nnkata.files import files_in, write_text

MOST = 6
Entry = dict[str, Any]  # as in the file
NETWORK = ("kata", "dataset", "subject")
# How the picture was prepared and the prediction, as text; probabilities of classes, the
# highest first; the picture as it was given (JPEG) and as seen (PNG), in base64.
FIELDS = {"name", *NETWORK, "how", "said", "shares", "given", "seen"}


def keep_shown(state: Path, entry: Entry) -> None:
    """Store one more, in place of an earlier one of the same picture and network.

    Where it cannot be written, the report does not show it, and nothing else happens.
    """
    others = []
    for file, other in _entries(state):
        if all(other[name] == entry[name] for name in ("name", *NETWORK)):
            file.unlink(missing_ok=True)
        else:
            others.append(file)
    number = 1 + max((int(file.stem) for file in others), default=0)
    with suppress(WorkspaceError):
        write_text(_folder(state) / f"{number}.json", json.dumps(entry) + "\n")
    for file in others[: -MOST + 1]:
        file.unlink(missing_ok=True)


def read_shown(state: Path, subject: str) -> list[Entry]:
    """Return what was shown to the networks of a subject, the latest first."""
    return [entry for _, entry in _entries(state) if entry["subject"] == subject][::-1]


def _entries(state: Path) -> list[tuple[Path, Entry]]:
    """Return every file that can be read, the oldest first; damaged ones are left out."""
    entries: list[tuple[Path, Entry]] = []
    for file in files_in(_folder(state), "*.json"):
        with suppress(OSError, ValueError, TypeError, KeyError):
            int(file.stem)
            content = json.loads(file.read_text(encoding="utf-8"))
            entries.append((file, _checked(content)))
    return sorted(entries, key=lambda pair: int(pair[0].stem))


def _checked(content: Entry) -> Entry:
    """Return the content of a file; raise ValueError or TypeError if it is damaged."""
    if set(content) != FIELDS:
        raise ValueError
    for part in ("given", "seen"):
        base64.b64decode(content[part], validate=True)
    shares = [(str(name), float(share)) for name, share in content["shares"]]
    return {**{key: str(value) for key, value in content.items()}, "shares": shares}


def _folder(state: Path) -> Path:
    return state / "shown"
