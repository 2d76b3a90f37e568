"""Frames over two pipes: `u32 length | u64 length | header in JSON | blob`.

Either side may be hostile: a frame that is too large or no JSON raises `WireError`.
"""

import json
import os
import struct
from collections.abc import Callable, Mapping
from typing import Any

from nnkata.subject.sandbox.wire import (
    BLOB_LIMIT,
    Encoder,
    Header,
    TooLarge,
    WireError,
)

HEADER_LIMIT = 4 << 20  # bytes
AT_ONCE = 1 << 16  # bytes that one read or write takes
JSON = json.JSONEncoder(separators=(",", ":"))
LENGTHS = struct.Struct("<IQ")


class Channel:
    """One end of two pipes: sends frames and receives them.

    Parameters
    ----------
    reads, writes : int
        Descriptors.
    wait : callable
        Is called before a descriptor is read, or when one cannot be written to; returns
        once it can. It may raise to give up.
    """

    def __init__(
        self, reads: int, writes: int, wait: Callable[[int, bool], None] | None = None
    ):
        self.reads, self.writes = reads, writes
        self._wait = wait or (lambda descriptor, writing: None)
        self._left = b""

    def send(self, header: Mapping[str, Any], encoder: Encoder | None = None) -> None:
        text = JSON.encode(header).encode()
        size = encoder.size if encoder else 0
        if len(text) > HEADER_LIMIT or size > BLOB_LIMIT:
            raise TooLarge(
                f"the values of one call are more than {BLOB_LIMIT >> 20} MB, or more than"
                f" {HEADER_LIMIT >> 20} MB of numbers that are in no array: too large for a"
                " process of its own"
            )
        parts = [
            LENGTHS.pack(len(text), size) + text,
            *(encoder.parts if encoder else ()),
        ]
        if len(text) + size < AT_ONCE:
            parts = [b"".join(parts)]
        for part in parts:
            self._write(memoryview(part))

    def receive(self) -> tuple[Header, memoryview]:
        """Return the next frame.

        Raises
        ------
        WireError
            If it is none.
        EOFError
            If the other side is gone.
        """
        header, blob = LENGTHS.unpack(self._read(LENGTHS.size))
        if header > HEADER_LIMIT or blob > BLOB_LIMIT:
            raise WireError("a frame is too large")
        try:
            content = json.loads(bytes(self._read(header)))
        except (ValueError, RecursionError) as error:
            raise WireError(f"a header is no JSON: {error!r:.200}") from None
        if type(content) is not dict:
            raise WireError("a header is no object")
        return content, memoryview(self._read(blob))

    def _write(self, data: memoryview) -> None:
        while data:
            try:
                data = data[os.write(self.writes, data) :]
            except BlockingIOError:
                self._wait(self.writes, True)

    def _read(self, size: int) -> bytes | bytearray:
        data, self._left = self._left[:size], self._left[size:]
        if len(data) == size:
            return data
        # Room that is announced and not filled costs nothing; what is read beyond it, a
        # small frame's end, saves a read.
        room = bytearray(max(size, AT_ONCE))
        room[: len(data)] = data
        with memoryview(room) as target:
            end = len(data)
            while end < size:
                self._wait(self.reads, False)
                part = os.readv(self.reads, [target[end:]])
                if not part:
                    raise EOFError("the other process has ended")
                end += part
            self._left = bytes(target[size:end])
        del room[size:]
        return room
