"""The last pictures that the learner showed to a network, stored for the report."""

import base64
import json
from contextlib import suppress
from operator import itemgetter
from pathlib import Path
from typing import Any

from nnkata.errors import WorkspaceError
from nnkata.files import files_in, write_text

FOLDER = "shown"
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
    entries = _entries(state)
    number = 1 + max((number for number, _, _ in entries), default=0)
    with suppress(WorkspaceError):
        write_text(state / FOLDER / f"{number}.json", json.dumps(entry) + "\n")
    key = itemgetter("name", *NETWORK)
    same = [file for _, file, other in entries if key(other) == key(entry)]
    others = [file for _, file, _ in entries if file not in same]
    for file in same + others[: 1 - MOST]:
        file.unlink(missing_ok=True)


def read_shown(state: Path, subject: str) -> list[Entry]:
    """Return what was shown to the networks of a subject, the latest first."""
    return [e for _, _, e in _entries(state) if e["subject"] == subject][::-1]


def _entries(state: Path) -> list[tuple[int, Path, Entry]]:
    """Return every file that can be read, the oldest first; damaged ones are left out."""
    entries = []
    for file in files_in(state / FOLDER, "*.json"):
        with suppress(OSError, ValueError, TypeError, KeyError):
            content = json.loads(file.read_text(encoding="utf-8"))
            shares = [(str(name), float(share)) for name, share in content["shares"]]
            for part in ("given", "seen"):
                base64.b64decode(content[part], validate=True)
            entry = {key: str(value) for key, value in content.items()}
            if set(entry) == FIELDS:
                entries.append((int(file.stem), file, {**entry, "shares": shares}))
    return sorted(entries, key=itemgetter(0))
