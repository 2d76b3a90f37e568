"""A factor between what came out and what is right, named after a quantity or not."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from nnkata.diagnosis.parts import (
    ANY_OTHER,
    ENOUGH,
    Array,
    Named,
    Part,
    equal,
    evidence,
    pooled,
)


def factor(part: Part, others: Sequence[Part]) -> str:
    """Return what factor lies between all values, or ""."""
    ratio = ratio_of(*part.arrays)
    if ratio is None or not is_shown(ratio):
        return ""
    name = _name(part, others)
    is_everywhere = name or all(_fits(each, ratio) for each in others)
    holds_for = [part, *(others if is_everywhere else ())]
    weight = evidence(pooled([each.arrays[1] for each in holds_for]))
    if _is_minus_one(ratio) and (
        weight >= ENOUGH or (is_everywhere and weight >= ANY_OTHER)
    ):
        return "the sign is turned: yours is minus the expected value"
    if weight < ENOUGH:
        return ""  # any two numbers have some ratio
    sign = "minus " if ratio < 0 else ""
    every = "every value" if part.arrays[1].size > 1 else "yours"
    quantity = f", and {name} is {abs(ratio):.5g}" if name else ""
    return f"{every} is {sign}{abs(ratio):.5g} times the expected one{quantity}"


def _name(part: Part, others: Sequence[Part]) -> str:
    """Return the one quantity that the factor equals in all calls, which differ in it."""
    ratios = [
        ratio_of(*each.arrays) for each in (part, *others) if each.arrays[1].any()
    ]
    quantities = [each.quantities for each in (part, *others) if each.arrays[1].any()]
    if None in ratios or len({f"{abs(ratio or 0):.5g}" for ratio in ratios}) < 2:
        return ""
    for candidates in (_singles, _products):
        values = [dict(candidates(each)) for each in quantities]
        names = [
            name
            for name in values[0]
            if all(
                np.isclose(abs(ratio or 0), value.get(name, 1.0), rtol=1e-6)
                for ratio, value in zip(ratios, values, strict=True)
            )
        ]
        if names:
            return names[0] if len(names) == 1 else ""
    return ""


def ratio_of(got: Array, want: Array) -> float | None:
    """Return got / want, if it is one number everywhere."""
    if not want.any():
        return None
    largest = np.abs(want).argmax()
    ratio = float(got.flat[largest] / want.flat[largest])
    return None if ratio == 0 or not equal(got, ratio * want) else ratio


def _fits(part: Part, ratio: float) -> bool:
    """Return whether values are off by a factor: zeros are by any."""
    here = ratio_of(*part.arrays)
    if here is None:
        return not part.arrays[0].any() and not part.arrays[1].any()
    return bool(np.isclose(here, ratio, rtol=1e-6))


def is_shown(ratio: float) -> bool:
    """Return whether a factor does not read as 1."""
    return f"{abs(ratio):.5g}" != "1" or _is_minus_one(ratio)


def _is_minus_one(ratio: float) -> bool:
    return bool(np.isclose(ratio, -1, rtol=1e-6))


def _singles(quantities: Named) -> Iterator[tuple[str, float]]:
    for name, q in quantities.items():
        yield from ((name, q), (f"1/{name}", 1 / q))
        if 0 < q < 1:
            yield from ((f"1 - {name}", 1 - q), (f"1/(1 - {name})", 1 / (1 - q)))


def _products(quantities: Named) -> Iterator[tuple[str, float]]:
    for a, p in quantities.items():
        yield from ((f"2·{a}", 2 * p), (f"2/{a}", 2 / p), (f"{a}²", p * p))
        yield from ((f"1/{a}²", 1 / (p * p)), (f"1/(2·{a})", 1 / (2 * p)))
    for (a, p), (b, q) in combinations(quantities.items(), 2):
        yield from ((f"{a}·{b}", p * q), (f"1/({a}·{b})", 1 / (p * q)))
        yield from ((f"{a}/{b}", p / q), (f"{b}/{a}", q / p))
