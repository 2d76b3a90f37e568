"""One picture from the web: read with a limit, from web addresses alone."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from nnkata.data.download import reason
from nnkata.errors import DataError

MOST_BYTES = 30_000_000
MOST_HOPS = 5
TIMEOUT = (10, 15)  # seconds to connect, and between two packets
LONGEST = 60.0  # seconds altogether
CHUNK = 1 << 16


def is_address(name: str) -> bool:
    """Whether a name is an address of any kind rather than a file."""
    return "://" in name or name.startswith(("file:", "data:"))


@contextmanager
def picture_from(address: str) -> Iterator[Path]:
    """The picture at an address, as a file that is gone when the block ends.

    Raises
    ------
    DataError
        If the address (or one that it leads to) is not of the web, the server does not
        answer or not with a picture, or it is larger than `MOST_BYTES`.
    """
    with tempfile.TemporaryDirectory(prefix="nnkata-") as folder:
        file = Path(folder, "picture")
        _read(address, file)
        yield file


def _read(address: str, file: Path) -> None:
    import requests

    try:
        with requests.Session() as session, file.open("wb") as target:
            answer = _followed(session, address)
            with answer:
                _check(answer, address)
                _copy(answer, address, target)
    except (requests.RequestException, ValueError) as error:  # no address at all
        raise DataError(
            f"{address} cannot be read: {reason(error)}. Look at the address and the"
            " network, or save the picture and name the file."
        ) from None
    except OSError as error:
        raise DataError(f"{address} cannot be kept: {error.strerror}.") from None


def _followed(session: Any, address: str) -> Any:
    """The answer at the end of all redirections; each must stay in the web."""
    here = address
    for _ in range(MOST_HOPS):
        if here.partition(":")[0].lower() not in ("http", "https"):
            raise DataError(
                f"{address} leads to '{here[:80]}', expected an address that begins with"
                " https:// or http://. A file of yours is named by its path alone."
            )
        answer = session.get(here, stream=True, timeout=TIMEOUT, allow_redirects=False)
        if not answer.is_redirect:
            return answer
        answer.close()
        here = urljoin(here, answer.headers["location"])
    raise DataError(f"{address} is redirected more than {MOST_HOPS} times.")


def _check(answer: Any, address: str) -> None:
    answer.raise_for_status()
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind.startswith("text/") or kind == "application/json":
        raise DataError(
            f"{address} is no picture but {kind}. Open the picture itself in the browser,"
            " and copy its address."
        )
    promised = answer.headers.get("content-length", "")
    if promised.isdecimal() and int(promised) > MOST_BYTES:
        raise _too_large(address)


def _copy(answer: Any, address: str, target: Any) -> None:
    begun, length = time.monotonic(), 0
    for chunk in answer.iter_content(CHUNK):
        length += len(chunk)
        if length > MOST_BYTES:
            raise _too_large(address)
        if time.monotonic() - begun > LONGEST:
            raise DataError(f"{address} did not end within {LONGEST:g} seconds.")
        target.write(chunk)


def _too_large(address: str) -> DataError:
    return DataError(
        f"{address} is larger than {MOST_BYTES // 10**6} million bytes. Save a smaller"
        " copy, and name that file."
    )
