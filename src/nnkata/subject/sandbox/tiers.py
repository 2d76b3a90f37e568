"""Which walls work on this machine: each tier is tried by a hostile subject."""

from dataclasses import dataclass
from functools import cache

from nnkata.errors import NnkataError
from nnkata.subject.limits import Died, TimeLimit
from nnkata.subject.sandbox.allowance import UNLIMITED, Allowance
from nnkata.subject.sandbox.host import Worker
from nnkata.subject.sandbox.walls import PROBE, TIERS, WALLS
from nnkata.subject.sandbox.wire import Decoder, Encoder, Header

PATIENCE = 30.0  # seconds by the clock for a probe: a busy machine has walls, too


@dataclass(frozen=True)
class Tier:
    """One way to hold a subject, as it was found on this machine.

    Attributes
    ----------
    name : str
        One of `walls.TIERS`.
    problem : str
        Why it is no wall here, "" if it is one.
    """

    name: str
    problem: str

    @property
    def is_wall(self) -> bool:
        return not self.problem

    @property
    def lets_through(self) -> str:
        """What this tier does not stop."""
        return TIERS[self.name]


def best_tier(*, walls_only: bool = False) -> Tier:
    """Return the best tier that works here, at the worst a process without walls.

    Raises
    ------
    NnkataError
        If there is none and `walls_only`.
    """
    tiers = map(probed, WALLS)
    best = next((tier for tier in tiers if tier.is_wall), None)
    if best is None and walls_only:
        reasons = "; ".join(
            f"{tier.name}: {tier.problem}" for tier in map(probed, WALLS)
        )
        raise NnkataError(
            f"No sandbox works on this machine ({reasons}). Files of other people are not"
            " run without one."
        )
    return best or probed("process")


@cache
def probed(name: str) -> Tier:
    """Return a tier, after a hostile subject has tried what walls must stop."""
    try:
        return Tier(name, ", ".join(_worked(name)))
    except (NnkataError, Died, TimeLimit) as error:
        return Tier(name, str(error))


def _worked(name: str) -> list[str]:
    worker = Worker(name, Allowance(UNLIMITED, PATIENCE))
    header: Header = {"do": "open", "name": "probe", "layers": [("probe.py", PROBE)]}
    call: Header = {
        "do": "call",
        "name": "probe",
        "warnings": "default",
        "errstate": {},
    }

    def talk() -> list[str]:
        worker.request({**header, "needs": {}, "seconds": PATIENCE})
        worker.reply()
        encoder = Encoder()
        arguments = encoder.encode([[], {}])
        asked = {
            **call,
            "dropped": [],
            "replaced": {},
            "seconds": PATIENCE,
            "arguments": arguments,
        }
        worker.request(asked, encoder)
        reply, blob = worker.reply()
        return [str(name) for name in Decoder(blob).decode(reply["value"])]

    try:
        return worker.guarded(talk)
    finally:
        worker.end()
