"""The last pictures of one's own that were shown to a network, kept for the report."""

import base64
import io
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from nnkata.errors import WorkspaceError
from nnkata.files import files_in, write_text

MOST = 6
LARGEST = 240  # pixels a side of the picture as it was given


@dataclass(frozen=True)
class Shown:
    """A picture, what the network saw of it and said to it.

    Attributes
    ----------
    name, how, said : str
        The picture's name, how it was prepared, and the answer.
    kata, dataset, subject : str
        The network.
    shares : sequence of (str, float)
        Probabilities of classes, the highest first; empty if it told none.
    given, seen : str
        A JPEG and a PNG, in base64.
    """

    name: str
    how: str
    said: str
    kata: str
    dataset: str
    subject: str
    shares: Sequence[tuple[str, float]]
    given: str
    seen: str


def keep_shown(state: Path, shown: Shown) -> None:
    """Keep one more; the same picture and network again take the place of the last time.

    It is a memory for later: where it cannot be written, nothing else is lost.
    """
    kept = [(file, found) for file, found in _files(state) if not _same(found, shown)]
    for file, found in _files(state):
        if _same(found, shown):
            file.unlink(missing_ok=True)
    number = 1 + max((int(file.stem) for file, _ in kept), default=0)
    with suppress(WorkspaceError):
        write_text(_folder(state) / f"{number}.json", json.dumps(asdict(shown)) + "\n")
    for file, _ in kept[: -MOST + 1]:
        file.unlink(missing_ok=True)


def read_shown(state: Path, subject: str) -> list[Shown]:
    """What was shown to that subject's networks, the latest first."""
    return [found for _, found in _files(state) if found.subject == subject][::-1]


def encoded(picture: Any, form: str) -> str:
    """A picture, (h, w), (h, w, 1) or (h, w, 3) of uint8, as a JPEG or PNG in base64."""
    from PIL import Image

    flat = picture.ndim == 3 and picture.shape[2] == 1
    image = Image.fromarray(picture[..., 0] if flat else picture)
    image.thumbnail((LARGEST, LARGEST))
    stream = io.BytesIO()
    image.save(stream, form)
    return base64.b64encode(stream.getvalue()).decode()


def _files(state: Path) -> list[tuple[Path, Shown]]:
    """Every file that can be read, the oldest first; damaged ones are left out."""
    found = []
    for file in files_in(_folder(state), "*.json"):
        with suppress(OSError, ValueError, TypeError, KeyError):
            int(file.stem)
            found.append((file, _checked(json.loads(file.read_text(encoding="utf-8")))))
    return sorted(found, key=lambda pair: int(pair[0].stem))


def _checked(content: Any) -> Shown:
    content = dict(content)
    shares = tuple((str(name), float(share)) for name, share in content.pop("shares"))
    for part in ("given", "seen"):
        base64.b64decode(content[part], validate=True)
    return Shown(**{key: str(value) for key, value in content.items()}, shares=shares)


def _same(a: Shown, b: Shown) -> bool:
    return (a.name, a.kata, a.dataset, a.subject) == (
        b.name,
        b.kata,
        b.dataset,
        b.subject,
    )


def _folder(state: Path) -> Path:
    return state / "shown"
