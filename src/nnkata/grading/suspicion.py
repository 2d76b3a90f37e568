"""What a person should look at: a file that carries data along.

Nobody types kilobytes of numbers to answer a kata, but a table of answers, or weights that
were trained elsewhere, are just that. It costs no points, for there may be a reason.
"""

import ast
import re

MOST = 4096  # bytes of constants
WORD = 60  # characters without a blank: nobody writes such a word
MOST_IN_WORDS = 1024
UNBROKEN = re.compile(rf"\S{{{WORD},}}")
PROSE = 1 / 12  # the least share of blanks in a text that somebody wrote
DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
COLLECTION = ast.List | ast.Tuple | ast.Set | ast.Dict


def warnings_of(source: str) -> tuple[str, ...]:
    """Return what is suspicious about the text of a file, a line each."""
    constants = size_of_constants(source)
    words = sum(map(len, UNBROKEN.findall(source)))
    found = []
    if constants > MOST:
        found.append(
            f"its constants take {constants:,} bytes: data, or a table of answers?"
        )
    if words > MOST_IN_WORDS:
        text = f"{words:,} of its characters stand in words of {WORD} and more"
        found.append(f"{text}: data in disguise?")
    return tuple(found)


def size_of_constants(source: str) -> int:
    """Return how many bytes the constants of a source text take; 0 if it is no Python."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return 0  # it runs nowhere, either
    texts = [
        node.body[0] for node in nodes if isinstance(node, DOCUMENTED) and node.body
    ]
    prose = {
        id(text.value)
        for text in texts
        if isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
        and _is_prose(text.value.value)
    }
    constants = [n for n in nodes if isinstance(n, ast.Constant) and id(n) not in prose]
    collections = [node for node in nodes if isinstance(node, COLLECTION)]
    elements = sum(len(list(ast.iter_child_nodes(node))) for node in collections)
    return elements + sum(_size(constant.value) for constant in constants)


def _is_prose(value: object) -> bool:
    text = value if isinstance(value, str) else ""
    return sum(map(str.isspace, text)) >= PROSE * len(text)


def _size(value: object) -> int:
    """Return how many bytes a constant takes."""
    if isinstance(value, str):
        return len(value.encode("utf-8", "surrogatepass"))
    if isinstance(value, bytes):
        return len(value)
    if isinstance(value, int):
        return (value.bit_length() + 7) // 8
    return 8 if isinstance(value, float | complex) else 0
