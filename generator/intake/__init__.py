"""What a user brings: articles and spreadsheets, turned into rows and pages for approval."""
