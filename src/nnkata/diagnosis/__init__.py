"""What explains a failed test: which call differs from the reference, and how."""
