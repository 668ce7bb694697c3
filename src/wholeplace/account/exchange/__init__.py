"""Bringing conversations in, and taking figures out."""
