"""Files in: tables, front matter, settings. Nothing is guessed, nothing leaves the project."""
