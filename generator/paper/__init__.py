"""An edition's report on paper: the pages of the site as one tagged PDF.

`contents` gathers what stands in it out of the pages' own contexts, `report.html` sets it,
`settle` makes one document of it, `press` prints. WeasyPrint is imported in `press` alone, and
only when something is printed.
"""

from generator.paper.contents import Talk, html, uri_of
from generator.paper.press import Missing, missing, print_pdf

__all__ = ["Missing", "Talk", "html", "missing", "print_pdf", "uri_of"]
