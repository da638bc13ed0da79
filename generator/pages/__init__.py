"""Which pages exist, and what each one says: from the yearbook to plain contexts, no HTML."""
