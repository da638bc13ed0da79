"""How large a workload is."""

from __future__ import annotations

from dataclasses import dataclass

LAST_YEAR = 2023


@dataclass(frozen=True)
class Size:
    """Indicators with yearly values, published in editions."""

    name: str
    indicators: int
    years: int
    """Values of each indicator, spread evenly over the span."""
    editions: int
    """One a year, the last ones of the span."""

    @property
    def span(self) -> range:
        """From the first year with a value or an edition to the last."""
        return range(LAST_YEAR - max(self.years, self.editions) + 1, LAST_YEAR + 1)

    @property
    def data_years(self) -> tuple[int, ...]:
        """The years that have values."""
        gaps, last = self.years - 1, len(self.span) - 1
        return tuple(self.span[step * last // gaps if gaps else 0] for step in range(self.years))

    @property
    def edition_years(self) -> tuple[int, ...]:
        """The years that have an edition."""
        return tuple(self.span[-self.editions :])

    def known(self, edition: int) -> tuple[int, ...]:
        """The years whose values an edition knows: up to its own."""
        return tuple(year for year in self.data_years if year <= edition)

    @property
    def pages(self) -> int:
        """Pages that every tool writes: of indicators in each edition and now, of editions with
        their interviews, the home page and the catalogue."""
        return self.indicators * (self.editions + 1) + 2 * self.editions + 2


SIZES = {
    size.name: size
    for size in (
        Size("XS", 20, 3, 2),
        Size("S", 50, 10, 1),
        Size("M", 200, 20, 5),
        Size("L", 500, 20, 20),
        Size("XL", 2000, 30, 50),
    )
}
