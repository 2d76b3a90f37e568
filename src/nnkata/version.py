"""The version, which verdicts and exported files carry."""

__version__ = "0.1.0"
