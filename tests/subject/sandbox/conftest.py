"""What the tests of the sandbox share: a subject behind walls."""

import os
import textwrap

import pytest

if not hasattr(os, "fork"):  # there is no sandbox on Windows
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture
def walled(tiny):
    """Return a function that makes a loader of some code, behind the best walls."""
    from nnkata.subject.sandbox.tiers import best_tier
    from nnkata.subject.sandbox.walled import WalledLoader

    loaders = []

    def make(code, slug="double", tier=None, needs="reference"):
        file = tiny.mine(textwrap.dedent(code).lstrip("\n"), slug)
        name = tier or best_tier().name
        kata = tiny.kata(slug)
        loaders.append(WalledLoader(kata, tiny.workspace, str(file), needs, name))
        return loaders[-1]

    yield make
    for loader in loaders:
        loader.close()


@pytest.fixture
def module(walled):
    """Return a function that makes a module of some code, behind the best walls."""
    return lambda code, **settings: walled(code, **settings).module()
