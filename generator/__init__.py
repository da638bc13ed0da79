"""niengiam: indicator tables and interviews in, a static yearbook site out."""

__version__ = "0.1.0"
