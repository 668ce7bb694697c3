"""Made-up names of plain words, drawn by chance: nothing in one says whose it is, or who came before."""

import secrets
from collections.abc import Container


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST = _words(
    """
    Amber Apricot Autumn Azure Breezy Cedar Clear Clover Cobalt Copper Coral Crimson Crystal Dappled
    Dawn Dewy Early Ember Evening Fern Floating Frosty Golden Harbour Hazel Heather High Indigo Jade
    Lavender Leafy Lemon Lilac Lunar Maple Marble Meadow Midnight Misty Morning Mossy North Ocean Opal
    Orchard Pearl Pebble Plum Polar Prairie Rainy Roaming Ruby Rustic Saffron Sandy Silver Sky Solar
    Spring Spruce Summer Sunny Teal Tidal Topaz Twilight Velvet Violet Wandering West Willow Windy
    Winter
    """
)
SECOND = _words(
    """
    Alder Anchor Arrow Aspen Beacon Bell Birch Blackbird Boat Bramble Bridge Brook Bunting Buzzard
    Candle Canoe Cloud Comet Compass Cormorant Crane Curlew Daisy Dolphin Dove Dragonfly Dunlin Eagle
    Egret Falcon Feather Fiddle Field Finch Firefly Fountain Gannet Garden Grebe Grouse Hare Harp
    Harrier Hawk Hedge Heron Hill Ibis Island Ivy Jackdaw Kayak Kestrel Kingfisher Kite Lamp Lantern
    Lapwing Lark Leaf Linnet Mallard Marten Martin Mountain Nightjar Nuthatch Oak Oriole Osprey Otter
    Owl Pine Pipit Planet Plover Poppy Puffin Redstart Reed River Robin Rowan Sail Sandpiper Seal Shell
    Skylark Snipe Sparrow Squirrel Star Starling Stone Stork Stream Swallow Swan Tern Thistle Thrush
    Turnstone Wagtail Walnut Warbler Wave Wheatear Windmill Wren Yew
    """
)
"""Colours, plants, weather, things and birds: no word praises or blames whoever it stands for."""
TRIES = 20


def draw_name(taken: Container[str]) -> str:
    """Return a name that is not taken; where names of two words run short, one of three."""
    for words in ((FIRST, SECOND), (FIRST, FIRST, SECOND)):
        for _try in range(TRIES):
            name = " ".join(map(secrets.choice, words))
            if name not in taken:
                return name
    raise AssertionError("Twenty draws among half a million names all met one that was taken.")
