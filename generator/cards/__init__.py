"""Social cards: one picture of 1200 by 630 that says a figure, its verdict and who publishes it."""

from generator.cards.draw import draw
from generator.cards.face import Face

__all__ = ["Face", "draw"]
