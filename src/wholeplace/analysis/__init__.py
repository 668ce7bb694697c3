"""Pure numbers: frozen inputs to frozen results, no files, clock, network or global random state."""
