"""Calls that fail, on purpose."""
