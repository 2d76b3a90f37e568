"""Verdicts for readers: as text, JUnit XML, figures and one HTML page."""
