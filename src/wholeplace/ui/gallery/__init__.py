"""The gallery: every component in every state, to look at and to test."""
