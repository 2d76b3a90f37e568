"""Graded runs: train the subject's network, store it, compare it with baseline runs."""
