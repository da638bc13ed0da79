"""Frozen editions: what makes one stand alone, how it is laid out, what its pages say later."""
