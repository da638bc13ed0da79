"""What an archivist does: freeze an edition, correct it, withdraw a page, build a bag again."""
