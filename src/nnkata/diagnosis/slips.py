"""Common slips, made from a reference by one change to its syntax tree each.

They are compared with a learner's results where no known mistake explains them, so that
a new kata has them without work. Besides those of the mutants there are moved statements,
missing brackets, loops that are too short, and calls made twice.
"""

import ast
import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nnkata.diagnosis.brackets import other_brackets
from nnkata.diagnosis.edits import Edit, moves
from nnkata.diagnosis.mutants import changes, exchanged, parsed
from nnkata.diagnosis.slip_texts import describe
from nnkata.diagnosis.slots import names_of, with_fields

Change = tuple[ast.AST, ast.AST, str]  # what stands there, what takes its place, how
IN_PLACE = {ast.Add: "__iadd__", ast.Sub: "__isub__", ast.Mult: "__imul__"}
LOGARITHMS = {"log": ("log2", "log10", "log1p"), "log2": ("log",)}
WITHIN = {
    "a step": "of a loop left out",
    "the steps": "of a loop too early or too late",
}
NOT_DATA = ("np", "len", "range", "zip", "enumerate", "reversed", "sum")


@dataclass(frozen=True)
class Slip:
    """One change: in which function, how it is described, and the new definition."""

    function: str
    change: str
    definition: ast.FunctionDef


def slips(source: str, name: str, layers: Sequence[str] = ()) -> Iterator[Slip]:
    """Yield slips of a module's function, the most frequent kinds first.

    `layers` are other right answers, which have loops where the module has none: only
    their statements are moved.
    """
    functions = list(_functions(source, name))
    loops = [function for layer in layers for function in _functions(layer, name)]
    steps = [*map(_in_single_steps, functions), *functions, *loops]
    for kind, those in (
        (_mutations, functions),
        (_of_blocks, steps),
        (_of_expressions, functions),
    ):
        for function in those:
            for old, new, change in kind(function):
                if change:
                    changed = copy.deepcopy(function, {id(old): new})
                    yield Slip(name, change, ast.fix_missing_locations(changed))


def _functions(source: str, name: str) -> Iterator[ast.FunctionDef]:
    """Yield the function of that name; a changed `while` might never end."""
    for top in parsed(source).body:
        if isinstance(top, ast.FunctionDef) and top.name == name:
            whiles = (isinstance(node, ast.While) for node in ast.walk(top))
            yield from () if any(whiles) else (top,)


def _in_single_steps(function: ast.FunctionDef) -> ast.FunctionDef:
    """Return a function with `a, b = c, d` as two statements, where that is the same."""
    function = copy.deepcopy(function)
    for block in _blocks(function):
        block[:] = [part for statement in block for part in _steps(statement)]
    return function


def _steps(statement: ast.stmt) -> list[ast.stmt]:
    match statement:
        case ast.Assign([ast.Tuple(targets)], ast.Tuple(values)):
            # No value may use a target that has its new value already.
            later = {n for value in values[1:] for n in names_of(value)}
            if len(targets) == len(values) and not later & {
                name for target in targets[:-1] for name in names_of(target)
            }:
                pairs = zip(targets, values, strict=True)
                steps = [ast.Assign([target], value) for target, value in pairs]
                return [ast.copy_location(step, statement) for step in steps]
    return [statement]


def _blocks(function: ast.FunctionDef) -> list[list[ast.stmt]]:
    return [
        getattr(node, field)
        for node in ast.walk(function)
        for field in ("body", "orelse")
        if isinstance(getattr(node, field, None), list)
    ]


def _mutations(function: ast.FunctionDef) -> Iterator[Change]:
    for _, old, new in changes(function):
        yield old, new, describe(function, old, new)


def _of_blocks(function: ast.FunctionDef) -> Iterator[Change]:
    """Yield changes of the order of statements, and of what stands in a loop."""
    for edit in moves(function):
        step, change = edit.statement, _moved(edit)
        jumps = (isinstance(n, ast.Break | ast.Continue) for n in ast.walk(step))
        if change and not any(jumps):
            with edit.applied():
                yield function, copy.deepcopy(function), f"{_kind(step)} {change}"


def _moved(edit: Edit) -> str:
    """Return how an edit moves a statement within a loop, into it or out of it."""
    step, (owner, _, steps), loop = edit.statement, edit.changes[0], edit.changes[-1][0]
    if not isinstance(loop, ast.For):
        return ""
    if owner is loop:
        return WITHIN.get(edit.what, "")
    if step in steps:
        where = "before" if steps.index(step) < steps.index(loop) else "after"
        return f"{where} a loop that belongs into each pass"
    is_before, inside = step.lineno < loop.lineno, edit.changes[-1][2]
    if step is not inside[0 if is_before else -1]:
        return ""
    if isinstance(step, ast.Return):
        return "inside a loop, so that it ends after one pass"
    return f"inside a loop that belongs {'before' if is_before else 'after'} it"


def _kind(step: ast.stmt) -> str:
    match step:
        case ast.Return():
            return "the `return`"
        case ast.Expr(ast.Call(ast.Attribute(_, "append"))):
            return "an `append`"
        case ast.Assign(_, ast.List([]) | ast.Dict([]) | ast.Constant()):
            return "a start value"
        case ast.Assign(_, ast.Call(ast.Attribute(_, "zeros" | "zeros_like"))):
            return "a start value"
        case ast.AugAssign() | ast.For():
            return "an update"
    return "a step"


def _of_expressions(function: ast.FunctionDef) -> Iterator[Change]:
    parameters = [argument.arg for argument in function.args.args]
    for node in ast.walk(function):
        yield from _of_loop(node)
        yield from _of_operation(node, parameters)
        yield from _of_name(node, parameters)
        if isinstance(node, ast.Call):
            yield from _of_call(node)


def _of_loop(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.For() | ast.comprehension():
            for items, change in _other_items(node.iter):
                yield node.iter, items, change
        case ast.Assign([ast.Tuple(targets, context)]):
            for order in exchanged(targets):
                new = with_fields(node, targets=[ast.Tuple(order, context)])
                yield node, new, "values unpacked in another order"


def _of_operation(node: ast.AST, parameters: Sequence[str]) -> Iterator[Change]:
    for new in other_brackets(node):
        yield node, new, "brackets missing or elsewhere"
    match node:
        case ast.BinOp(ast.Name() | ast.Subscript(ast.Name()) as target, op, value):
            if type(op) in IN_PLACE and names_of(target) & set(parameters):
                method = ast.Attribute(target, IN_PLACE[type(op)], ast.Load())
                change = "an argument changed in place: make a new array"
                yield node, ast.Call(method, [value], []), change


def _of_name(node: ast.AST, parameters: Sequence[str]) -> Iterator[Change]:
    match node:
        case ast.Name(name, ast.Load()) if parameters and name not in NOT_DATA:
            first = parameters[0]
            where = f"`{name}`" if name in parameters else "a later result"
            if name != first:
                name_of_first = ast.Name(first, ast.Load())
                yield node, name_of_first, f"`{first}` used where {where} belongs"


def _other_items(items: ast.expr) -> Iterator[tuple[ast.expr, str]]:
    match items:
        case ast.Call(ast.Name("range"), [stop]):
            one = ast.Constant(1)
            less, more = (ast.BinOp(stop, op, one) for op in (ast.Sub(), ast.Add()))
            yield with_fields(items, args=[less]), "a loop without its last pass"
            yield with_fields(items, args=[one, stop]), "a loop without its first pass"
            yield with_fields(items, args=[more]), "a loop with one pass too many"
        case ast.Call(ast.Name("reversed"), [inner]):
            yield inner, "a loop from first to last where it runs from last to first"
            for fewer, change in _other_items(inner):
                yield with_fields(items, args=[fewer]), change
        case ast.Name() | ast.Attribute():
            for edge, which in (((None, -1), "last"), ((1, None), "first")):
                ends = [None if end is None else ast.Constant(end) for end in edge]
                part = ast.Subscript(items, ast.Slice(*ends), ast.Load())
                yield part, f"a loop that leaves the {which} one out"


def _of_call(node: ast.Call) -> Iterator[Change]:
    match node:
        case ast.Call(ast.Name(name), [argument]) if name not in NOT_DATA:
            yield node, with_fields(node, args=[node]), f"{_called(name)} applied twice"
            yield node, argument, f"without {_called(name)}"
        case ast.Call(ast.Attribute(ast.Name("np") as owner, name)):
            for other in LOGARITHMS.get(name, ()):
                new = with_fields(node, func=ast.Attribute(owner, other, ast.Load()))
                yield node, new, f"`np.{other}` in place of `np.{name}`"
    match node:
        case ast.Call(ast.Name(name) | ast.Attribute(ast.Name("np"), name)):
            for args in exchanged(node.args):
                change = f"two arguments of {_called(name)} exchanged"
                yield node, with_fields(node, args=args), change
    match node:
        case ast.Call(func, [ast.BinOp(inner, ast.Pow(), power)], keywords):
            square = ast.BinOp(ast.Call(func, [inner], keywords), ast.Pow(), power)
            yield node, square, "the square of a sum or mean, not of each number"


def _called(name: str) -> str:
    """Return a function's name, if a learner has it, too."""
    return "a calculation" if name.startswith("_") else f"`{name}`"
