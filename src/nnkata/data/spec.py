"""The hook that dataset plugins implement."""

import pluggy

from nnkata.data.dataset import Dataset

hookspec = pluggy.HookspecMarker("nnkata")
hookimpl = pluggy.HookimplMarker("nnkata")


class Spec:
    """The hooks that nnkata calls. One, so far."""

    @hookspec
    def nnkata_datasets(self) -> list[Dataset]:  # type: ignore[empty-body]
        """Return the datasets that the plugin offers.

        Called once on every plugin, when the registry is first read. Load nothing: the
        arrays are made later, inside `Dataset.load`, and only for a run that asks for
        that name.
        """
