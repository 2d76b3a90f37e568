"""nnkata watch: judge a kata at every save."""

from nnkata.watch.terminal import watch

__all__ = ["watch"]
