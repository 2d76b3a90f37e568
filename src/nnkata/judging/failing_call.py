"""The failing call of a test as a few lines of Python that make it again.

The lines name the exact arguments, make the call with the learner's function, and print
what is expected and what comes out. Forward calls whose caches a backward call gets are
made first, for a cache may have any form.
"""

import base64
import io
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nnkata.content.catalog import Kata
from nnkata.subject.recording import CACHES, Call, same_data

if TYPE_CHECKING:
    from nnkata.diagnosis.examiner import Finding
    from nnkata.judging.literals import Writer

WIDTH = 76
# `runcall` returns None where someone quits, as if the function had.
DEBUGGED = """\
class Debugger(pdb.Pdb):
    def set_quit(self):
        raise SystemExit


try:
    yours = Debugger().runcall({call})
except Exception:
    traceback.print_exc()
    pdb.post_mortem()
    raise SystemExit(1) from None"""


@dataclass(frozen=True)
class FailingCall:
    """What makes a failing call again; plain data, so that it can be an event.

    Attributes
    ----------
    comments : list of str
        The test and what its spec says.
    names : list of str
        The functions of the kata that are called, the failing one last.
    values : list of str
        Lines that make the arguments and print what is expected.
    given : list of str
        The arguments of the failing call.
    after : list of str
        Lines that print what came out.
    arrays : str
        Large arrays as base64 of an npz file, "" without any.
    problem : str
        Why there are no such lines, "" if there are.
    """

    comments: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    arrays: str = ""
    problem: str = ""

    def text(self, kata: Kata, debugged: bool = False) -> str:
        """Return the lines as one text; under the debugger the call is a stop."""
        comments = [x for line in self.comments for x in textwrap.wrap(line, WIDTH)]
        lines = [f"# {line}" for line in comments]
        lines += ["import pdb", "import traceback", ""] * debugged
        if self.arrays or any("np." in line for line in self.values):
            lines += ["import numpy as np", ""]
        lines += [*self._imports(kata), ""]
        if self.arrays:
            lines.append(f'saved = np.load("{arrays_file(kata)}")')
        lines += self.values
        function, given = self.names[-1], ", ".join(self.given)
        if debugged:
            call = ", ".join([function, *self.given])
            lines += DEBUGGED.format(call=call).splitlines()
        else:
            lines.append(f"yours = {function}({given})")
        return "\n".join([*lines, *self.after, ""])

    def _imports(self, kata: Kata) -> list[str]:
        """Return the import of the functions, for which other katas are the references."""
        names = [*dict.fromkeys(self.names)]
        if not kata.needs:
            return [f"from katas.{kata.slug}.{kata.slug} import {', '.join(names)}"]
        opened = [f'kata = open_kata("{kata.slug}")']
        opened += [f"{name} = kata.{name}" for name in names]
        return ["from nnkata.judging import open_kata", "", *opened]


def arrays_file(kata: Kata) -> str:
    """Return the file of a kata's large arrays, as a path in its workspace."""
    return f".nnkata/repro/{kata.slug}.npz"


def failing_call(
    comments: list[str], calls: Sequence[Call], finding: "Finding | None"
) -> FailingCall:
    """Return the first wrong one of the recorded calls of a test, or else the last one."""
    call = finding.call if finding else next(reversed(calls), None)
    if call is None:
        return FailingCall(problem="it made no call that could be recorded")
    from nnkata.judging.literals import Unwritable, Writer

    writer, names = Writer({each.function for each in calls}), list[str]()
    try:
        given = _prepared(writer, names, call)
        after = _outcome(writer, given, call, finding)
    except Unwritable as problem:
        return FailingCall(problem=f"no few lines of Python make it: {problem}")
    names.append(call.function)
    texts, arrays = [*given.values()], _packed(writer.arrays)
    comments = [*comments, *(finding.statements if finding else ())]
    return FailingCall(comments, names, writer.lines, texts, after, arrays)


def _prepared(writer: "Writer", names: list[str], call: Call) -> dict[str, str]:
    """Write the arguments of a call, and return the text of each in its brackets."""
    texts = {}
    origins = _origins(call)
    made: dict[int, str] = {}
    for origin, _ in origins.values():
        if id(origin) not in made:
            made[id(origin)] = _made(writer, names, origin, len(made))
    for name, value in call.arguments.items():
        if name in origins:
            origin, index = origins[name]
            text = f"{made[id(origin)]}[{index}]"
        else:
            text = writer.assign(name, value)
        texts[name] = f"{name}={text}" if name in call.keywords else text
    return texts


def _made(writer: "Writer", names: list[str], call: Call, number: int) -> str:
    """Write an earlier call, and return the name of its result."""
    given = _prepared(writer, names, call)
    names.append(call.function)
    result = f"from_{call.function}{number or ''}"
    writer.add(f"{result} = {call.function}({', '.join(given.values())})")
    return result


def _origins(call: Call) -> Mapping[str, tuple[Call, int]]:
    """Return where arguments come from, if one is a cache; each as it came from there."""
    if not set(CACHES) & {*call.origins}:
        return {}
    return {
        name: (origin, index)
        for name, (origin, index) in call.origins.items()
        if name in CACHES or same_data(call.arguments[name], origin.result[index])
    }


def _outcome(
    writer: "Writer", given: Mapping[str, str], call: Call, finding: "Finding | None"
) -> list[str]:
    """Write what is expected, and return the lines that print what came out."""
    lines = ['print("yours:", yours, sep="\\n")']
    lines += [
        f'print("{name} after the call:", {text}, sep="\\n")'
        for name, text in given.items()
        if name in call.changed and not hasattr(call.arguments[name], "bit_generator")
    ]
    if finding is None:
        return lines
    if finding.expected_error:
        kind = finding.expected_error.partition(":")[0]
        writer.add(f'print("expected: {kind}")')
        return lines
    if str(finding.expected) == str(call.result) and not call.changed:
        writer.add('np.set_printoptions(precision=17, floatmode="unique")')
    writer.add(f"expected = {writer.text(finding.expected, 'right')}")
    writer.add('print("expected:", expected, sep="\\n")')
    return lines


def _packed(arrays: Mapping[str, Any]) -> str:
    """Return arrays as the base64 of an npz file, "" for none."""
    import numpy as np

    if not arrays:
        return ""
    content = io.BytesIO()
    np.savez_compressed(content, **arrays)
    return base64.b64encode(content.getvalue()).decode("ascii")
