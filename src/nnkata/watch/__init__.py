"""Judge a kata at every save, on one screen of a terminal."""
