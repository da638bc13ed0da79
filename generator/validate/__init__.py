"""The front door: every check runs, every problem is told, only then there is a yearbook."""
