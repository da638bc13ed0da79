"""An edition's report on paper: the pages of the site as one tagged PDF.

`contents` gathers what stands in it out of the pages' own contexts, `report.html` sets it,
`settle` makes one document of it, `press` prints. WeasyPrint is imported in `press` alone, and
only when something is printed.
"""

from generator.paper.contents import uri_of
from generator.paper.press import Missing, missing
from generator.paper.report import Finished, report

__all__ = ["Finished", "Missing", "missing", "report", "uri_of"]
