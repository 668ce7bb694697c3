"""Places' own features keep their rows in the kernel's tables."""
