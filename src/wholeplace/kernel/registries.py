"""Registries: how a feature higher up shows itself lower down without being imported there."""

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")

REGISTRIES: dict[str, "Registry[object]"] = {}


class Registry(Generic[T]):
    """Named things that features add in `apps.py`, in order; each feature declares some or declines with a reason."""

    def __init__(self, name: str) -> None:
        """Make the one registry of this name."""
        self.name = name
        self._things: list[tuple[int, str, T]] = []
        self.declined: dict[str, str] = {}
        REGISTRIES[name] = self  # type: ignore[assignment] # kept only to walk them all

    def add(self, feature: str, thing: T, *, order: int = 50) -> None:
        """Add a feature's thing; lower orders come first."""
        self._things.append((order, feature, thing))
        self._things.sort(key=lambda item: item[0])

    def decline(self, feature: str, because: str) -> None:
        """Say why a feature has nothing here."""
        self.declined[feature] = because

    def __iter__(self) -> Iterator[T]:
        return (thing for _, _, thing in self._things)

    @property
    def features(self) -> set[str]:
        """The features that have added something or declined."""
        return {feature for _, feature, _ in self._things} | self.declined.keys()
