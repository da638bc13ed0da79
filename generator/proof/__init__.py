"""The archivist's proof: register, bags and pages are what they were when they were frozen."""

from generator.proof.prove import Proof, prove

__all__ = ["Proof", "prove"]
