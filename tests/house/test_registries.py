"""Every feature that could show itself in a registry says what it shows there, or why nothing."""

from tests.house.source import ROLES, calls, features, texts_of

from wholeplace.kernel.registries import REGISTRIES


def owners() -> dict[str, str]:
    """Return for each registry the folder it is made in: `convene.issues`, or `kernel` or `ui`."""
    made = {texts_of(call)[0]: path for path, call in calls("Registry") if texts_of(call)}
    named = {name: path.split("/") for name, path in made.items()}
    return {name: ".".join(parts[:2]) if parts[0] in ROLES else parts[0] for name, parts in named.items()}


def asked(owner: str) -> list[str]:
    """Return the features that must speak: those of the owner's role and of all roles above it."""
    role = owner.split(".", maxsplit=1)[0]
    lowest = ROLES.index(role) if role in ROLES else 0
    return [one for one in features() if one != owner and ROLES.index(one.split(".")[0]) >= lowest]


def test_every_registry_is_known():
    assert sorted(owners()) == sorted(REGISTRIES)


def test_every_feature_declares_or_declines():
    silent = {
        name: [one for one in asked(owner) if one not in REGISTRIES[name].features]
        for name, owner in owners().items()
    }
    assert {name: missing for name, missing in silent.items() if missing} == {}


def test_a_feature_that_declines_says_why_and_declares_nothing():
    for registry in REGISTRIES.values():
        assert all(len(because.split()) >= 3 for because in registry.declined.values()), registry.name
        assert not {feature for _order, feature, _thing in registry._things} & registry.declined.keys(), (
            registry.name
        )


def test_nobody_speaks_for_a_feature_that_is_not_there():
    spoken = {feature for registry in REGISTRIES.values() for feature in registry.features}
    assert spoken <= {*features(), "ui", "kernel"}
