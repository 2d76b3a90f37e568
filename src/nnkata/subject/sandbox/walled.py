"""A loader whose subject runs in a process of its own, and the functions a spec gets.

The functions look like the subject's: their name, parameters and line are those of the
file. A call sends its arguments to the worker and gives back what comes of it: a result,
an error, printed text, and changes to arrays, lists, dicts and generators.
"""

import sys
import time
import warnings
import weakref
from collections import Counter
from collections.abc import Callable
from types import FunctionType, MappingProxyType, ModuleType
from typing import Any

import numpy as np

from nnkata.content.catalog import Kata
from nnkata.content.python_files import Unopenable, read_source
from nnkata.content.workspace import Workspace
from nnkata.subject.importing import module_name
from nnkata.subject.limits import (
    PATIENCE,
    Died,
    NotCalled,
    TimeLimit,
    prints_of_import,
)
from nnkata.subject.loader import Loader, unopenable
from nnkata.subject.origin import frames_in, is_of_engine
from nnkata.subject.sandbox.allowance import UNLIMITED, Allowance
from nnkata.subject.sandbox.changes import Tracked, apply_changes, remembered
from nnkata.subject.sandbox.host import NAP, Worker
from nnkata.subject.sandbox.memory import Array
from nnkata.subject.sandbox.rebuilt import is_name, raise_rebuilt, rebuilt, stand_in
from nnkata.subject.sandbox.told import Handle, public_names, signature_of
from nnkata.subject.sandbox.wire import (
    KINDS,
    Decoder,
    Encoder,
    Header,
    WireError,
    integer,
)
from nnkata.subject.unsupported import Unsupported

MOST_DEATHS = 3
MOST_LOOPS = 3  # tests whose time or memory a function may use up
SLEEP = 10.0  # seconds by the clock that a file may sleep in all tests; nap in each later one
KINDS_OF_HANDLES = 100
ACTIONS = ("error", "ignore", "always", "default", "module", "once")


class WalledLoader(Loader):
    """Loads one kata for one subject into a worker of its own.

    Parameters
    ----------
    tier : str
        One of `walls.TIERS`.
    """

    is_walled = True
    _allowance: Allowance

    def __init__(
        self, kata: Kata, workspace: Workspace, subject: str, needs: str, tier: str
    ) -> None:
        super().__init__(kata, workspace, subject, needs)
        self.tier = tier
        self._worker: Worker | None = None
        self._modules: set[str] = set()
        self.deaths = 0
        self._loops = Counter[str]()
        self._slept = 0.0
        self._reset(Allowance(UNLIMITED, UNLIMITED))

    def begin_test(self, seconds: float) -> None:
        """Let the worker have so many seconds of processor time from now on."""
        self._slept += self._allowance.slept
        left = max(SLEEP - self._slept, NAP)
        self._allowance = Allowance(seconds, seconds * PATIENCE, left)
        if self._worker is not None:
            self._worker.count_time()
            self._worker.allowance = self._allowance

    def processor_time(self) -> float:
        """Return the processor time of this process, and of the worker in this test."""
        if self._worker is not None:
            self._worker.count_time()
        return time.process_time() + self._allowance.used

    def close(self) -> None:
        """End the worker."""
        if self._worker is not None:
            self._worker.end()
            self._worker = None

    def _reset(self, allowance: Allowance) -> None:
        self._allowance = allowance
        self._dropped: list[int] = []
        self._handles: dict[str, type[Handle]] = {}
        self._functions: dict[str, FunctionType] = {}
        self._names: dict[str, Any] = {}
        self._handed_out: weakref.WeakValueDictionary[int, Array]
        self._handed_out = weakref.WeakValueDictionary()

    # -- the file ------------------------------------------------------------------------

    def _load(self) -> ModuleType:
        with prints_of_import():
            try:
                return self._open()
            except Unopenable:
                raise
            except Exception as error:
                if is_of_engine(error, {self.file}):  # no worker could be started
                    raise
                raise unopenable(self.file, self._explained(error)) from error

    def _open(self) -> ModuleType:
        """Start a worker, and return a module with the functions of its file."""
        needs = {slug: self._need_file(slug) for slug in self._needed}
        name = module_name(self.kata.slug)
        header = {
            "do": "open",
            "name": name,
            "layers": [(str(file), text) for file, text in self._layers(self.file)],
            "needs": {slug: (str(f), read_source(f)) for slug, f in needs.items()},
        }
        self._modules = {name, *map(module_name, needs)}
        self._reset(self._allowance)
        self.close()
        self._worker = Worker(self.tier, self._allowance)
        try:
            reply, decoder = self._talk(header, None, [])
        except BaseException:
            self.close()  # it holds no functions
            raise
        module = ModuleType(name)
        module.__file__ = str(self.file)
        values = self._in_frame(lambda: public_names(decoder.decode(reply["values"])))
        functions = self._in_frame(lambda: public_names(reply["functions"]))
        for word, facts in functions.items():
            self._functions[word] = self._function(word, facts, module)
        vars(module).update({**values, **self._functions})
        self._names = vars(module)
        return module

    def _explained(self, error: Exception) -> Exception:
        """Return the error that says more of an import that no module answers."""
        name = getattr(error, "name", None)
        if not isinstance(error, ImportError) or not name:
            return error
        try:
            self._refuse(name, str(self.file))
        except Unsupported as refusal:
            return refusal.with_traceback(error.__traceback__)
        return error

    def _function(self, name: str, facts: Any, module: ModuleType) -> FunctionType:
        """Return a function that calls the one of that name in the worker."""

        def call(*args: Any, **kwargs: Any) -> Any:
            return loader.call(name, args, kwargs)

        loader, (parameters, home, file, line) = self, facts
        function: Any = FunctionType(
            call.__code__, vars(module), name, None, call.__closure__
        )
        function.__signature__ = signature_of(parameters)
        function.__module__ = home if home in self._modules else module.__name__
        # Who asks where it begins is told the line of its file; nobody calls this one.
        function.__wrapped__ = stand_in(str(file), name, line)
        function.clock = self.processor_time
        return function  # type: ignore[no-any-return]

    # -- calls ---------------------------------------------------------------------------

    def call(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call a function in the worker, as if it were here."""
        if name in self.endless:
            raise not_called(name)
        try:
            return self._called(name, args, kwargs)
        except (TimeLimit, MemoryError):
            self._loops[name] += 1
            raise

    @property
    def endless(self) -> set[str]:
        """The functions that have used up the time, or the memory, of so many tests."""
        return {name for name, many in self._loops.items() if many >= MOST_LOOPS}

    def _called(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if self._worker is None:
            self._open_again()
        # The diagnosis exchanges functions to see what is called inside of another.
        kept = self._functions.items()
        others = {n: self._names[n] for n, f in kept if self._names[n] is not f}
        functions: list[Callable[..., Any]] = [*others.values()]
        encoder = Encoder(self._foreign_out(functions))
        try:
            arguments = encoder.encode([list(args), kwargs])
        except WireError as error:  # a result of an earlier call is among them
            raise Died(f"{name} cannot be called: {error}") from None
        header = {
            "do": "call",
            "name": name,
            "arguments": arguments,
            "replaced": {name: number for number, name in enumerate(others)},
            "warnings": _warnings_action(),
            "errstate": np.geterr(),
            "dropped": [self._dropped.pop() for _ in range(len(self._dropped))],
        }
        reply, decoder = self._talk(header, encoder, functions)
        return self._in_frame(lambda: self._result(reply, decoder))

    def _open_again(self) -> None:
        """Open the file in a new worker: the last one has ended."""
        if self.deaths >= MOST_DEATHS:
            raise Died(
                f"not run: the process of your code has ended {self.deaths} times"
            )
        with prints_of_import():
            self._open()

    def _talk(
        self,
        header: Header,
        encoder: Encoder | None,
        functions: list[Callable[..., Any]],
    ) -> tuple[Header, Decoder]:
        """Send a frame and return the answer to it; raise the error that it tells."""
        worker, errors = self._worker, list[BaseException]()
        assert worker is not None
        worker.count_time()
        header["seconds"] = self._allowance.left()
        known = encoder.objects if encoder else []
        own = len(known)

        def talk() -> tuple[Header, Decoder]:
            nonlocal known
            worker.request(header, encoder)
            while True:
                reply, blob = worker.reply()
                decoder = Decoder(blob, self._foreign_in, known)
                if "callback" not in reply:
                    return reply, decoder
                worker.request(*self._answered(reply, decoder, functions, errors))
                known = remembered(decoder.objects, own)

        reply, decoder = self._in_frame(talk)
        if type(reply.get("printed")) is str:
            sys.stdout.write(reply["printed"])
        if type(reply.get("callback_error")) is dict and errors:
            error, frames = errors[0], reply["callback_error"].get("frames")
            raise_rebuilt(error, frames, self.file, error.__traceback__)
        if "error" in reply:
            if "changes" in reply:
                self._in_frame(lambda: self._result(reply, decoder))
            error = rebuilt(reply["error"], self._allowance.seconds)
            if isinstance(error, TimeLimit):
                error.has_filled_memory = worker.has_filled_memory()
            raise_rebuilt(error, reply["error"].get("frames"), self.file)
        return reply, decoder

    def _answered(
        self,
        request: Header,
        decoder: Decoder,
        functions: list[Callable[..., Any]],
        errors: list[BaseException],
    ) -> tuple[Header, Encoder | None]:
        """Call one of the spec's own functions for the worker; return the answer to it."""
        function = functions[integer(request["callback"], 0, len(functions) - 1)]
        args, kwargs = decoder.decode(request["arguments"])
        apply_changes(decoder, request["changes"])
        tracked = Tracked(decoder.objects)
        encoder = Encoder(self._foreign_out(functions), decoder.objects)
        try:
            value = encoder.encode(function(*args, **kwargs))
            return {"value": value, "changes": tracked.changes(encoder)}, encoder
        except Exception as error:
            errors[:] = [error]  # with what its frames hold
            return {"raised": True}, None

    def _result(self, reply: Header, decoder: Decoder) -> Any:
        """Return the result of a call, once its changes are made here, too."""
        result = decoder.decode(reply["value"])
        apply_changes(decoder, reply["changes"])
        for serial, contents in reply["later"]:
            if (array := self._handed_out.get(serial)) is not None:
                decoder.change(array, contents)
        self._handed_out.update(zip(reply["handed_out"], decoder.arrays, strict=False))
        if "drew_globally" in reply:
            np.random.random()  # noqa: NPY002
        return iter(result) if "is_iterator" in reply else result

    def _in_frame(self, talk: Callable[[], Any]) -> Any:
        """Return what a conversation leads to, and forget a worker that it has ended."""
        worker = self._worker
        assert worker is not None
        try:
            return worker.guarded(talk)
        except BaseException as error:
            self._worker, self.deaths = None, self.deaths + 1
            if isinstance(error, TimeLimit):
                innermost_first = frames_in(worker.trace, str(self.file))
                frames = [list(frame) for frame in innermost_first]
                raise_rebuilt(error, frames[::-1], self.file)
            if isinstance(error, Died | MemoryError):
                raise_rebuilt(error, [], self.file)
            raise

    # -- values without a tag --------------------------------------------------------------

    def _foreign_out(self, functions: list[Callable[..., Any]]) -> Any:
        """Return what encodes handles, and functions by their place in the list."""

        def encode(encoder: Encoder, value: Any, depth: int) -> Any:
            if isinstance(value, Handle):
                return ["handle", value._number]
            if isinstance(value, MappingProxyType):
                return encoder.encode(dict(value), depth)
            if isinstance(value, np.ndarray) and value.dtype.kind in KINDS:
                return encoder.encode(value.view(np.ndarray), depth)
            if callable(value):
                functions.append(value)
                return ["function", len(functions) - 1]
            raise WireError(f"a spec cannot hand over a {type(value).__name__}")

        return encode

    def _foreign_in(self, value: list[Any]) -> Handle:
        tag, number, name = value
        if tag != "handle" or not is_name(name):
            raise WireError("there is no such tag")
        if name not in self._handles and len(self._handles) < KINDS_OF_HANDLES:
            self._handles[name] = type(name, (Handle,), {})
        return self._handles.get(name, Handle)(integer(number), self._dropped)


def not_called(name: str) -> NotCalled:
    """Return the error of a test that would call a function which used up too much."""
    return NotCalled(
        f"not called again: `{name}` has used up the time or memory of {MOST_LOOPS} tests"
    )


def _warnings_action() -> str:
    """Return what the running test does with a warning of any kind."""
    for action, message, category, module, _ in warnings.filters:
        if category is Warning and message is None and module is None:
            return action if action in ACTIONS else "default"
    return "default"
