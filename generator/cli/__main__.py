"""`python -m generator.cli` is the command."""

from generator.cli import main

main()
