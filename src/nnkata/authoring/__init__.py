"""Proofs for authors: of specs, of goals and of datasets."""
