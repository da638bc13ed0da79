"""From contexts and Markdown to bytes. Everything that becomes HTML passes here."""
