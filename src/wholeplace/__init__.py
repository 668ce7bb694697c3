"""Wholeplace: what a whole place partnership runs its collaborative innovation on."""
