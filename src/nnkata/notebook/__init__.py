"""Katas in Jupyter: a cell magic that judges, and katas exported as notebooks."""
