"""The file under test: load it, record its calls, limit its time and output."""
