"""Datasets: their descriptions, the plugins that offer them, and readers of files."""
