"""Measure contenders side by side: one round after the other, each contender once a round.

threads       one thread (or another number) for every library, set before NumPy loads
samples       what one run took; medians with quartiles
experiment    contenders, and the figures with targets that are made of their runs
rounds        run an experiment: checks, warm-up, interleaved rounds
worker, work  a contender that stays: a process of its own, and what it does on demand
command       a contender that is a command: with all processes that it starts
machine       processor, BLAS kernel, load and versions
table         figures as Markdown, between two marks of a document
"""
