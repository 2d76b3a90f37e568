"""Read from web addresses, with limits on bytes, seconds and redirections."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nnkata.errors import DataError

MOST_BYTES = 30_000_000  # of a picture
LONGEST = 60.0  # seconds for a picture
MOST_HOPS = 5
TIMEOUT = (15, 30)  # seconds to connect, and between two packets
CHUNK = 1 << 16


def is_address(name: str) -> bool:
    """Return whether a name is an address of any kind rather than a file."""
    return "://" in name or name.startswith(("file:", "data:"))


@contextmanager
def picture_from(address: str) -> Iterator[Path]:
    """Yield the picture at an address as a file, which is deleted afterwards.

    Raises
    ------
    DataError
        If the address (or one that it redirects to) is not of the web, the server does
        not answer or not with a picture, or it is larger than `MOST_BYTES`.
    """
    with tempfile.TemporaryDirectory(prefix="nnkata-") as folder:
        file = Path(folder, "picture")
        try:
            kind = copy_from_web(address, file, MOST_BYTES, LONGEST)
            if kind.startswith("text/") or kind == "application/json":
                advice = "Open the picture itself, and copy its address."
                raise DataError(f"{address} is not a picture but {kind}. {advice}")
        except DataError as error:
            raise DataError(
                f"{error} Check it, or save the picture and give the name of the file."
            ) from None
        yield file


def copy_from_web(
    address: str, file: Path, most: int, seconds: float = float("inf")
) -> str:
    """Write what a server answers into a file, with a progress bar on a terminal.

    Parameters
    ----------
    address : str
        It and every address that it redirects to must begin with https:// or http://.
    file : Path
        If the copy fails, a part of it may be left in this file.
    most, seconds : number
        More bytes than `most` are refused, and so is a longer time.

    Returns
    -------
    str
        The type that the server declares, such as "image/png"; "" without one.

    Raises
    ------
    DataError
        With one sentence that says what failed.
    """
    import requests

    try:
        with requests.Session() as session, file.open("wb") as target:
            session.max_redirects = MOST_HOPS
            with session.get(address, stream=True, timeout=TIMEOUT) as response:
                response.raise_for_status()
                for chunk in _chunks(response, address, most, seconds):
                    target.write(chunk)
                kind = response.headers.get("content-type", "")
                return kind.partition(";")[0].strip().lower()
    except requests.exceptions.InvalidSchema as error:
        target_address = str(error).rpartition("were found for ")[2][:80]
        wanted = "expected an address that begins with https:// or http://"
        raise DataError(f"{address} leads to {target_address}, {wanted}.") from None
    except (requests.RequestException, ValueError) as error:  # or not an address
        raise DataError(f"{address} cannot be read: {reason(error)}.") from None
    except OSError as error:
        raise DataError(f"{address} cannot be stored: {error.strerror}.") from None


def reason(error: Exception) -> str:
    """Return the last cause in a chain of wrapped errors: the one that says why."""
    status = getattr(getattr(error, "response", None), "status_code", None)
    if status is not None and status >= 400:
        return f"the server answered {status}"
    text = str(error)
    return text.rsplit(": ", 1)[-1].strip(" ()'\"\\.") if text else type(error).__name__


def _chunks(response: Any, address: str, most: int, seconds: float) -> Iterator[bytes]:
    from rich.console import Console
    from rich.progress import DownloadColumn, Progress

    declared = response.headers.get("content-length", "")
    total = int(declared) if declared.isdecimal() else None
    too_large = DataError(
        f"{address} is larger than {most / 10**6:,.0f} million bytes."
    )
    if total is not None and total > most:
        raise too_large
    columns = (*Progress.get_default_columns(), DownloadColumn())
    console = Console(stderr=True)
    begun, length = time.monotonic(), 0
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(Path(address).name, total=total)
        for chunk in response.iter_content(CHUNK):
            length += len(chunk)
            if length > most:
                raise too_large
            if time.monotonic() - begun > seconds:
                raise DataError(f"{address} did not end within {seconds:g} seconds.")
            bar.advance(task, len(chunk))
            yield chunk
