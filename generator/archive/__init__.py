"""What is kept for good: an edition's bag, the zip that holds it, the register of all bags."""
