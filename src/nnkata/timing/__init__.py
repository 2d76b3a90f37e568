"""How long a subject takes beside the reference, naive loops and its matrix products."""
