"""How a change to a reference is described to a learner, who does not see it."""

import ast

from nnkata.diagnosis.slots import names_of


def describe(function: ast.FunctionDef, old: ast.AST, new: ast.AST) -> str:
    """Return in a few words what a mutant does otherwise than the reference; "" for none."""
    match old, new:
        case ((ast.operator() | ast.boolop() | ast.cmpop()), _):
            return _in_place_of(_sign(new), _sign(old))
        case ast.BinOp(left, op, right), _ if new in (left, right):
            return _without(function, right if new is left else left, op, new is left)
        case ast.UnaryOp(ast.USub(), operand), _ if new is operand:
            return "without a minus in front"
        case ast.UnaryOp(_, operand), _ if new is operand:
            return "without a `not` (or `~`)"
        case ast.IfExp(test, body, _), _:
            return _one_case(function, test, new is body)
        case ast.Constant(value), ast.Constant(other):
            return _constant(function, old, value, other)
        case ast.keyword("axis"), _:
            return "axis 0 in place of the last axis"
        case ast.Attribute(_, "T"), _:
            return "without a transpose, `.T`"
        case ast.Attribute(_, name), ast.Attribute(_, other):
            return _in_place_of(other, name)
        case ast.Slice(), ast.Slice():
            ends = {old.lower: new.lower, old.upper: new.upper}
            left_out = any(was and not now for was, now in ends.items())
            return "a slice without one of its ends" if left_out else "a slice one off"
        case ast.Tuple(), ast.Tuple():
            return "two values of a tuple in the other order"
        case ast.Call(), ast.Call() if len(old.keywords) > len(new.keywords):
            gone = {k.arg for k in old.keywords} - {k.arg for k in new.keywords}
            return f"without `{', '.join(map(str, gone))}`"
        case ast.Call(), ast.Call():
            return "the two cases of `np.where` exchanged"
        case ast.Call(ast.Attribute(_, name) | ast.Name(name)), _:
            return f"without `{name}`"
        case ast.stmt(), ast.Pass():
            return "one step left out"
    return ""


def _sign(operator: ast.AST) -> str:
    x = ast.Name("x")
    match operator:
        case ast.operator():
            return ast.unparse(ast.BinOp(x, operator, x))[2:-2]
        case ast.boolop():
            return ast.unparse(ast.BoolOp(operator, [x, x]))[2:-2]
    return ast.unparse(ast.Compare(x, [operator], [x]))[2:-2]  # type: ignore[list-item]


def _in_place_of(new: str, old: str) -> str:
    return f"`{new}` in place of `{old}`"


def _without(
    function: ast.FunctionDef, part: ast.AST, op: ast.operator, last: bool
) -> str:
    """Name the part that is missing, if a learner knows all its names."""
    text = _known(function, part)
    if not text:
        is_sum = isinstance(op, ast.Add | ast.Sub)
        return "without one term of a sum" if is_sum else "without one factor"
    return f"without `{_sign(op)} {text}`" if last else f"without `{text} {_sign(op)}`"


def _one_case(function: ast.FunctionDef, test: ast.expr, holds: bool) -> str:
    """Say which condition is taken as fulfilled always, or never."""
    condition = _known(function, test)
    if not condition:
        return "only one of two cases"
    return f"as if `{condition}` were always {'true' if holds else 'false'}"


def _known(function: ast.FunctionDef, part: ast.AST) -> str:
    """Return a short expression as text; "" where a learner does not know all its names."""
    known = {argument.arg for argument in function.args.args} | {"np", "len"}
    text = ast.unparse(part)
    return text if names_of(part) <= known and len(text) <= 40 else ""


def _constant(
    function: ast.FunctionDef, node: ast.AST, value: object, other: object
) -> str:
    for part in ast.walk(function):
        if isinstance(part, ast.keyword) and part.value is node:
            return f"{part.arg} {other} in place of {part.arg} {value}"
    return f"{other} in place of {value}"
