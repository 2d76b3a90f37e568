"""Secret calls: those that the reference got in the unit tests, with other numbers.

A table of answers to the public spec wins every test of it, and none of these. They are
made once for a kata and a secret, in the process that grades::

    calls = SecretCalls(kata, workspace, secret, recorded(session, items))
    tests = session.judge(subject, units)
    passed = [test.name for test in tests if test.passed]
    lost = calls.lost(session.item(units[0]).loader, passed)

`lost` has, by the name of a test that has passed, the function that is wrong on other
numbers: it earns nothing, and a student reads no more than the name of the function. Such a
test has calls that are wrong with other numbers; or none that could tell, and it calls a
wrong function that passes every public test. `recorded` judges the reference, so it comes
before the subject. The same secret and the same file lead to the same answer.

A call is left out where that proves nothing: the right answers that are known do not agree
on it, or rounding decides it, or other numbers lead to nearly the same result.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from nnkata.content.catalog import Kata
from nnkata.content.workspace import Workspace
from nnkata.diagnosis.implementations import (
    Implementation,
    Implementations,
    is_random,
    roles,
    without_caches,
)
from nnkata.errors import NnkataError
from nnkata.grading.agreement import LOOSE, differences, has_fractions, near, size
from nnkata.grading.secret_call import (
    SecretCall,
    is_right_answer,
    like,
    may_be_a_slip,
    outcome_of,
    tolerance_of,
)
from nnkata.grading.variation import Rounding, Variation, derived, has_counts_alone
from nnkata.subject import limits
from nnkata.subject.loader import Loader
from nnkata.subject.recording import CACHES, Call, is_generator, size_of

if TYPE_CHECKING:
    import pytest

    from nnkata.judging.session import Session

ENOUGH = 8  # calls of each function
# Factors of the rounds, each with other numbers, until there are enough calls: a larger one
# turns decisions, which a small one leaves as they are.
ROUNDS = (0.1, 0.1, 0.3, 0.5, 0.5, 0.5)
MOST_ROUNDS = 40  # like the last, for a function that has no call yet
ROUNDING = 1e4  # units in the last place that may change no result
LABELS = 12  # that are right by no luck
DIFFERENT = 16  # draws that are different by two seeds: no chance makes them equal
LARGEST = 200_000  # bytes of a result that is to prove something


def recorded(
    session: "Session", items: Sequence["pytest.Item"]
) -> dict[str, Sequence[Call]]:
    """Return the calls that each unit test of a collected spec makes, by its name.

    The reference makes them in this process: it is ours.
    """
    from nnkata.judging.item import goal_of  # pytest

    units = [item for item in items if goal_of(item) is None]
    session.judge("reference", units, isolated=False)
    return {each.item.name: each.recorder.calls for each in session.items.values()}


class SecretCalls:
    """The secret calls of a kata.

    Attributes
    ----------
    calls : dict of str to list of SecretCall
        Up to `ENOUGH` of each function, in the order of the file; none of a kata that
        needs a large library.
    """

    def __init__(
        self,
        kata: Kata,
        workspace: Workspace,
        secret: str,
        tests: Mapping[str, Sequence[Call]],
    ) -> None:
        known = Implementations(Loader(kata, workspace, "reference"))
        self._limit = kata.limit * limits.slowness()
        self._secret = f"{secret} {kata.slug}"
        self._tests = {} if kata.extras else tests
        self._reference = known.reference
        # Warnings are for the public tests: what NumPy deprecates gives right numbers.
        others = [other for _, other in known.right_answers()]
        self._others = [replace(other, strict=False) for other in others]
        self._known: dict[str, list[Any]] = defaultdict(list)
        for call in chain.from_iterable(tests.values()):
            if call.error is None:
                self._known[call.function].append(call.result)
        self.calls: dict[str, list[SecretCall]] = {
            n: [] for n in self._called(self._tests)
        }
        for each in self._made():
            self.calls[each.call.function].append(each)

    def wrong(self, loader: Loader) -> list[str]:
        """Return the functions of a subject that are wrong on other numbers."""
        with self._asking(loader) as is_right:
            return [
                n for n, calls in self.calls.items() if not all(map(is_right, calls))
            ]

    def lost(self, loader: Loader, passed: Collection[str]) -> dict[str, str]:
        """Return the passed tests that are lost, each with the function that is wrong."""
        lost: dict[str, str] = {}
        wrong = self.wrong(loader) if passed else []
        if not wrong:
            return lost
        called = {name: self._called([name]) for name in self._tests}
        blamed = {n: [f for f in fs if f in wrong] for n, fs in called.items()}
        culprits = {name: blamed[name] for name in passed if blamed.get(name)}
        failed = [blamed[name] for name in {*called} - {*passed}]
        with self._asking(loader) as is_right:
            told = {
                name: all(map(is_right, calls))
                for name in culprits
                if (calls := self._of_one_test(name))
            }
            # Where nothing can tell, a slip that the public tests show has the doubt. Who
            # looks answers up passes more tests by that than fail, and is lost elsewhere.
            shown = Counter(own[0] for own in failed if len(own) == 1)
            by_heart = Counter(
                f for n, ok in told.items() if not ok for f in culprits[n]
            )
            slips = {f for own in failed for f in own if by_heart[f] <= shown[f]}
            for name, functions in culprits.items():
                has_doubt = name not in told and {*functions} <= slips
                is_kept = has_doubt and self._fits(name, functions, is_right)
                if not told.get(name, is_kept):
                    lost[name] = functions[0]
        return lost

    def _fits(
        self, name: str, functions: Sequence[str], is_right: Callable[..., bool]
    ) -> bool:
        """Return whether functions answer other numbers with results of their own."""
        calls = self._of_test(name, 0, {*functions}, is_proof=False)
        return all(is_right(each, may_be_a_slip) for each in calls)

    @contextmanager
    def _asking(self, loader: Loader) -> Iterator[Callable[..., bool]]:
        """Give a function that asks a subject; one that does not end is asked once."""
        ended: set[str] = set()

        def is_right(
            secret: SecretCall,
            is_answer: Callable[..., bool] = is_right_answer,
            has_died: bool = False,
        ) -> bool:
            loader.begin_test(self._limit)
            if secret.call.function in ended:
                return False
            deaths = loader.deaths
            try:
                with limits.time_limit(self._limit):
                    if is_answer(subject, secret):
                        return True
            except NnkataError:  # of the sandbox
                raise
            except (limits.TimeLimit, limits.Flood):
                ended.add(secret.call.function)
                return False
            except (Exception, SystemExit, limits.Died):  # a result that is no value
                pass
            if loader.deaths == deaths:
                return False
            if not has_died:  # maybe the system has ended it, for want of memory
                return is_right(secret, is_answer, has_died=True)
            ended.add(secret.call.function)
            return False

        with loader.imports():
            functions = vars(loader.module())
            promised = self._reference.functions
            subject = Implementation("", "", functions, promised, strict=False)
            yield is_right

    def _called(self, tests: Collection[str]) -> list[str]:
        """Return the functions that tests call, those that others use before these."""
        called = {call.function for name in tests for call in self._tests[name]}
        return [name for name in self._reference.functions if name in called]

    def _made(self) -> Iterator[SecretCall]:
        """Yield enough calls of every function, of tests that the secret chooses."""
        many, names = Counter[str](), sorted(self._tests)
        for number in range(MOST_ROUNDS):
            enough = ENOUGH if number < len(ROUNDS) else 1
            order = np.random.default_rng(derived(self._secret, "order", number))
            for name in order.permutation(names):
                called = {call.function for call in self._tests[name]}
                lacking = {function for function in called if many[function] < enough}
                for each in self._of_test(name, number, lacking):
                    if many[each.call.function] < enough:
                        many[each.call.function] += 1
                        yield each

    def _of_one_test(self, name: str) -> list[SecretCall]:
        """Return the secret calls of the first round in which a test has one.

        Few labels may be right by luck: with them there are calls of further rounds.
        """
        called = {call.function for call in self._tests[name]}
        calls: list[SecretCall] = []
        for number in range(len(ROUNDS)):
            calls += self._of_test(name, number, called)
            results = [each.right.result for each in calls]
            if any(map(has_fractions, results)) or sum(map(size, results)) >= LABELS:
                break
        return calls

    def _of_test(
        self, name: str, number: int, functions: set[str], is_proof: bool = True
    ) -> Iterator[SecretCall]:
        """Yield the calls of some functions that those of a test become in one round.

        Those that prove nothing are left out unless `is_proof` is false.
        """
        factor = ROUNDS[min(number, len(ROUNDS) - 1)]
        variation = Variation(f"{self._secret} {number}", factor)
        made: dict[Call, Call] = {}
        for call in self._tests[name] if functions else ():
            varied = self._varied(call, variation, made)
            right = outcome_of(self._reference, varied) if varied else None
            if varied is None or right is None or right.error or call.error:
                continue
            made[call] = varied
            promise = self._reference.functions[call.function]
            usual = without_caches(call.result, promise)
            variation.follow(usual, right.result)
            is_small = not is_proof or size_of(right.result) <= LARGEST
            if call.function in functions and is_small:
                known = self._known[call.function]
                secret = SecretCall(varied, right, known=known)
                if is_random(call):
                    secret = self._of_draws(secret, variation)
                if not is_proof or self._proves(secret, usual):
                    yield secret

    def _varied(
        self, call: Call, variation: Variation, made: Mapping[Call, Call]
    ) -> Call | None:
        """Return a call with other numbers; None if a cache among them is of no call."""
        parameters = roles(call, self._reference.functions.get(call.function))
        arguments, origins = dict(call.arguments), {}
        for name in arguments:
            if parameters.get(name) not in CACHES:
                continue
            origin, index = call.origins.get(name, (call, 0))
            if origin not in made:
                return None
            origins[name] = made[origin], index
        free = {name: arguments[name] for name in arguments if name not in origins}
        change = variation.counts if has_counts_alone(free) else variation.of
        arguments |= change(free)
        return like(call, arguments, origins)

    def _of_draws(self, secret: SecretCall, variation: Variation) -> SecretCall:
        """Return a secret call with another by another generator."""
        call, other = secret.call, Variation(f"{variation.secret} again", 0)
        drawing = {n: other.of(v) for n, v in call.arguments.items() if is_generator(v)}
        reseeded = like(call, call.arguments | drawing, call.origins)
        return replace(secret, reseeded=reseeded)

    def _proves(self, secret: SecretCall, usual: Any) -> bool:
        """Return whether every right answer gives it, and none gives it by chance.

        `usual` is the result with the numbers of the spec.
        """
        call, right = secret.call, secret.right
        if secret.reseeded is not None:
            other = outcome_of(self._reference, secret.reseeded)
            if other is None or differences(right.result, other.result) < DIFFERENT:
                return False
        elif near(usual, right.result, LOOSE):
            return False
        rounding = Rounding(call.function, ROUNDING)
        rounded = like(call, rounding.of(call.arguments), call.origins)
        nearly = outcome_of(self._reference, rounded)
        if nearly is None or not near(nearly.result, right.result, tolerance_of(call)):
            return False
        return all(is_right_answer(other, secret) for other in self._others)
