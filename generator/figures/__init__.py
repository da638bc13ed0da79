"""What is known on a date: vintages, series, and the address of every figure.

A `View` holds the rows known up to one date. An edition reads the view of its own `as_of`; the
current pages read the view of all rows.
"""

from generator.figures.series import Series, in_order
from generator.figures.view import Shelf, View
from generator.figures.year import Figure, Year, stem_of

__all__ = ["Figure", "Series", "Shelf", "View", "Year", "in_order", "stem_of"]
