"""What a card says, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from generator.attainment import Verdict
from generator.model import Measure


@dataclass(frozen=True, slots=True)
class Told:
    """The headline figure of a card."""

    name: str
    """What it measures; empty where the card's title says it."""
    bound: str
    """'khoảng ', its blank included; empty for an exact value."""
    number: str
    unit: str
    """As it follows the number, its blank included; empty where the number says it."""
    measure: Measure
    when: str
    """'Năm 2020, số ước'; in the middle of a line where it follows a name."""
    verdict: Verdict
    is_firm: bool
    """Rests on a final value: the shape is filled."""
    judged: str
    """'Vượt kế hoạch'; empty for what isn't judged."""
    compared: str
    """'bằng 102,1% kế hoạch (18.000 người)'."""


@dataclass(frozen=True, slots=True)
class Face:
    """Everything that stands on a card."""

    site: str
    label: str
    """'Ấn bản 2020', or the day up to which the data are known."""
    title: str
    figure: Told | None
    body: str
    """Who publishes."""

    @property
    def alt(self) -> str:
        """The card in words."""
        told = self.figure
        parts = [self.title]
        if told is not None:
            said = f"{told.when}: {told.bound}{told.number}{told.unit}"
            parts.append(f"{told.name}, {said}" if told.name else said)
            parts.append(told.judged)
        return ". ".join(part.rstrip(".") for part in [*parts, self.body] if part)
