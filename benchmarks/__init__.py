"""What a build costs, beside other tools on the same pages. `make bench` runs it."""
