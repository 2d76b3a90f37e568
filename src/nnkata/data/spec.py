"""The hook that dataset plugins answer."""

import pluggy

from nnkata.data.dataset import Dataset

hookspec = pluggy.HookspecMarker("nnkata")
hookimpl = pluggy.HookimplMarker("nnkata")


class Spec:
    """The hooks that nnkata calls. One, so far."""

    @hookspec
    def nnkata_datasets(self) -> list[Dataset]:  # type: ignore[empty-body]
        """Offer datasets to the graded runs.

        Called once, when the registry is first read, on every plugin. Return `Dataset`
        cards and load nothing: the arrays are made later, inside `Dataset.load`, and
        only for a run that asks for that name.
        """
