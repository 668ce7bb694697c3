"""Words that try to be more than words: mark-up, scripts, templates, turned, hidden and endless text.

Made here by crossing ways out of where words stand with ways to be run there. Each that could run calls `ran(number)`.
"""

import hashlib
from collections.abc import Iterator
from functools import cache
from itertools import cycle, islice

LONGEST_LINE = 90
"""Characters of a payload that must fit any box; the endless ones fit only where a page of text is asked for."""

WAYS_OUT = (
    "", '">', "'>", "</p>", "</title>", "</textarea>", "</option></select>", "</script>", "</style>", "-->",
    "]]>", "`>", "</h1>", "</code></pre>", "</svg>", "&quot;>",
)  # fmt: skip
"""Ends of whatever words may stand in: text, an attribute, a title, a box, a comment, code."""

WAYS_IN = (
    "<script>ran({n})</script>", "<img src=q onerror=ran({n})>", "<svg onload=ran({n})>",
    "<details open ontoggle=ran({n})>", "<input autofocus onfocus=ran({n})>", "<body onload=ran({n})>",
    '<iframe srcdoc="<script>parent.ran({n})</script>">', "<iframe src=javascript:parent.ran({n})>",
    "<video><source onerror=ran({n})></video>", "<marquee onstart=ran({n})>", "<xss tabindex=1 autofocus onfocus=ran({n})>",
    "<a href=javascript:ran({n})>{n}</a>", "<form action=javascript:ran({n})><button>{n}", "<object data=javascript:ran({n})>",
    "<embed src=javascript:ran({n})>", "<base href=//evil.example/{n}/>", "<meta http-equiv=refresh content=0;//evil.example/{n}>",
    "<link rel=stylesheet href=//evil.example/{n}>", "<style>*{{display:none}}/*{n}*/</style>", "<p style=position:fixed>{n}</p>",
    "<template><b>{n}</b></template>", "<math><mtext><img src=q onerror=ran({n})>", "<noscript><b>{n}</b></noscript>",
    "<div hx-get=/?{n} hx-trigger=load>", "<b hx-on::load=ran({n}) data-hx-on-load=ran({n})>", "<dialog open>{n}</dialog>",
    "<script type=module>ran({n})</script>", "<script src=//evil.example/{n}.js></script>", "<ScRiPt/x>ran({n})</sCrIpT>",
    "<img/src=q/onerror=ran({n})>", "<<b>script>ran({n})", "<!--{n}--!><img src=q onerror=ran({n})>",
)  # fmt: skip
"""What would run, load or change the page once it stands there as mark-up."""

WITHOUT_A_TAG = (
    '" onmouseover=ran({n}) x="', "' autofocus onfocus=ran({n}) x='", "` onclick=ran({n}) `", "javascript:ran({n})",
    "JaVa\tScRiPt:ran({n})", "data:text/html,<script>ran({n})</script>", "&lt;script&gt;ran({n})&lt;/script&gt;",
    "&#60;img src=q onerror=ran({n})&#62;", "\\u003cscript\\u003eran({n})\\u003c/script\\u003e", "%3Cscript%3Eran({n})%3C/script%3E",
    "\uff1cscript\uff1eran({n})\uff1c/script\uff1e", "+ADw-script+AD4-ran({n})+ADw-/script+AD4-", "{{{{ ran({n}) }}}}", "{{% debug %}} {n}",
    "{{{{ settings.SECRET_KEY }}}} {n}", "{{actor}} {{name.__class__}} {n}", "%(name)s %s %d {n}", "${{ran({n})}} #{{ran({n})}}",
    "<%= ran({n}) %>", "]}}}});ran({n});//", "\\'; ran({n}); //", "<b>{n}", "</b>{n}", "<{n}", "&{n}; &amp; &ampamp; &#x0;",
)  # fmt: skip
"""What would run or change without a tag of its own: in an attribute, an address, a template, decoded once too often."""

UNSEEN = (
    "\u202eturned {n}", "\u202dforced {n}", "\u2066kept apart {n}", "\u2069let go {n}", "\u200fright {n}", "\u061carabic {n}",
    "ze\u200bro {n}", "jo\u200dined {n}", "soft\u00adhyphen {n}", "\ufeffmark {n}", "word\u2060joined {n}", "tag\U000e0041ged {n}",
    "line\u2028apart {n}", "paragraph\u2029apart {n}", "bell\x07\x1b[31m {n}", "tab\x0bbed\x0c {n}", "two\r\nlines {n}",
    "pile" + "\u0335\u0321\u0489" * 12 + "d {n}", "👩\u200d👩\u200d👧\ufe0f {n}", "لا يوجد مكان {n}", "没有地方可去 {n}",
)  # fmt: skip
"""What turns, hides or piles up letters."""

ENDLESS = ("w" * 10_000, "ﷺ" * 1_200, "a\u0300" * 2_000, "<" * 3_000, "&" * 3_000, "\u200b" * 3_000 + "end")
"""Words without an end; the first is ten thousand letters long."""


def _crossed() -> Iterator[str]:
    """Yield each way in behind one way out, and each way out before one way in."""
    yield from (out + into for out, into in zip(cycle(WAYS_OUT), WAYS_IN, strict=False))
    yield from (out + into for out, into in zip(WAYS_OUT, islice(cycle(WAYS_IN), 1, None), strict=False))
    yield from (out + into for out in WAYS_OUT for into in WAYS_IN[:2])
    yield from WITHOUT_A_TAG
    yield from UNSEEN


@cache
def corpus() -> tuple[str, ...]:
    """Return every payload that fits a box, each once and with a number of its own."""
    return tuple(template.format(n=number) for number, template in enumerate(dict.fromkeys(_crossed()), 1))


@cache
def pages_of_text(most: int) -> tuple[str, ...]:
    """Return texts no longer than this that hold many payloads each, and the endless ones."""
    texts, lines = [], list(corpus())
    while lines:
        text = lines.pop(0)
        while lines and len(text) + len(lines[0]) < most:
            text += "\n" + lines.pop(0)
        texts.append(text)
    return (*texts, *(endless[-most:] for endless in ENDLESS))  # one of them shows nothing but at its end


def tame(words: str) -> str:
    """Return as many letters with the same gaps: what a page looks like when words are only words."""
    spun = hashlib.shake_256(words.encode("utf-8", "surrogatepass")).hexdigest(len(words)).translate(LETTERS)
    return "".join(one if one.isspace() else spun[at] for at, one in enumerate(words))


LETTERS = str.maketrans("0123456789", "ghijklmnop")


def tamed(held: str) -> str:
    """Return words with every payload in them made tame."""
    for payload in _longest_first():
        if payload in held:
            held = held.replace(payload, tame(payload))
    return held


@cache
def _longest_first() -> tuple[str, ...]:
    return tuple(sorted({*corpus(), *ENDLESS}, key=len, reverse=True))
