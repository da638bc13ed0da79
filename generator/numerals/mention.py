"""What is found in a text: a figure, or digits that are none."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

BoundKind = Literal["", "about", "below", "above"]
Change = Literal["", "up", "down"]
Form = Literal["number", "range", "of", "fraction", "nothing"]
Hint = Literal["", "estimate", "forecast", "provisional"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure as it stands in a text."""

    start: int
    end: int
    """Offsets of the number with its unit, without the bound word."""
    number: str
    """As written: '18.382', '1 - 1,5', '265/320', 'một phần ba'."""
    value: Decimal
    """In the unit as written: '531 nghìn hộ' is 531."""
    upper: Decimal | None
    """The other end of a range."""
    unit: str
    """As written, blanks made even: 'tỷ đồng', '%/năm'; '' where there is none."""
    scale: Decimal
    """What the words before the base unit multiply by: 'nghìn tỷ' is 10^12."""
    base_unit: str
    """The unit without multipliers, in its first spelling: 'đồng', 'hộ', '%'."""
    decimals: int
    """Decimals written; the more of the two in a range."""
    bound: BoundKind
    word: str
    """The bound word as written: 'khoảng', 'hơn', 'gần'."""
    start_with_word: int
    """Offset of the bound word; `start` where there is none."""
    change: Change
    """Said to be a rise or a fall, not a level."""
    status: Hint
    """What a word before it says of its standing: 'ước', 'dự kiến'."""
    language: str
    form: Form = "number"
    out_of: Decimal | None = None
    """The number behind the slash: 320 of '265/320 triệu m2'; 3 of 'một phần ba'."""
    family: str = ""
    """Kind of unit: 'percent', 'money', 'people'; '' where the unit isn't known."""
    per: str = ""
    """What the unit is for each of: 'năm' of '%/năm'."""

    @property
    def amount(self) -> Decimal:
        """The value in base units."""
        return self.value * self.scale


@dataclass(frozen=True, slots=True)
class Skipped:
    """Digits that are no figure, and why."""

    start: int
    end: int
    text: str
    reason: str
    """'year', 'date', 'law' ...: the reasons of `no-figure.yml`."""
