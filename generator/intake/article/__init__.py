"""An article becomes a page and a table of its figures.

read (a file's own reader) -> tidy (furniture out) -> talk (who asks, who answers) -> figures ->
write. What people may want to extend stands in `rules/*.yml`.
"""
