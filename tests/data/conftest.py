"""What the tests of data share: an empty cache for each."""

import pytest


@pytest.fixture(autouse=True)
def cache(monkeypatch, tmp_path_factory):
    """The cache folder, which does not exist yet."""
    folder = tmp_path_factory.mktemp("home") / "cache"
    monkeypatch.setenv("NNKATA_CACHE", str(folder))
    return folder
