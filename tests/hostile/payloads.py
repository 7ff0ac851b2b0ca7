"""What an attacker writes where a text is asked for, and a reader of HTML that sees whether it worked."""

from __future__ import annotations

from html.parser import HTMLParser

PAYLOADS = {
    "script": "<script>gkRan=1</script>",
    "image": "<img src=x onerror=gkRan=1>",
    "svg": "<svg/onload=gkRan=1><animate onbegin=gkRan=1 attributeName=x></svg>",
    "style": "<style>@import 'https://example.org/x'</style><link rel=stylesheet href=//example.org>",
    "frame": '<iframe srcdoc="<script>parent.gkRan=1</script>"></iframe><base href=//example.org/>',
    "out of an attribute": "\" onmouseover=gkRan=1 autofocus onfocus='gkRan=1' x='",
    "out of a script": "</script><script>gkRan=1</script><!--<script>",
    "out of a title": "</title></summary></details></td></table></style><script>gkRan=1</script>",
    "entities": "&lt;script&gt;gkRan=1&lt;/script&gt; &#60;img src=x onerror=gkRan=1&#62;",
    "Markdown link": "[a](javascript:gkRan=1) <javascript:gkRan=1> ![b](https://example.org/x)",
    "Markdown reference": "[a][b] [b]: javascript:gkRan=1",
    "directive": "``````{raw} html <script>gkRan=1</script> ``````",
    "role": "{raw-html}`<script>gkRan=1</script>` {download}`../../etc/passwd`",
    "fences": "`````````{raw} html <img src=x onerror=gkRan=1> `````````",
    "template": "{{ ''.__class__.__mro__ }} {% include '/etc/passwd' %} ${gkRan=1} #{gkRan=1}",
    "table": "a | b |<br>c || :--- |",
    "formula": '=cmd|"/c calc"!A1',
    "path": "../../../../etc/passwd",
}
ALL_AT_ONCE = " ".join(PAYLOADS.values())


class _Reader(HTMLParser):
    """Keeps each element with the names of its attributes, and what an address or a style would do."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.bones: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "wbr" and not attrs:
            return  # where an address may be broken
        names = " ".join(sorted(name for name, _ in attrs))
        self.bones.append(f"{tag} {names}".strip())
        for name, value in attrs:
            scheme = (value or "").strip().partition(":")[0].lower()
            if name in ("href", "src", "action") and scheme in ("javascript", "vbscript", "data"):
                self.bones.append(f"{tag} {name}={(value or '')[:22]}")

    def handle_endtag(self, tag: str) -> None:
        self.bones.append(f"/{tag}")

    def handle_comment(self, data: str) -> None:
        self.bones.append("a comment")

    def handle_data(self, data: str) -> None:
        self.words += data


def bones(html: str) -> list[str]:
    """List the elements of a page with the names of their attributes, as a browser finds them.

    Two texts of the same kind give the same bones; whatever differs came from the text.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.bones


def words(html: str) -> str:
    """Return what a reader of a page sees."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.words


def harmless(payload: str) -> str:
    """Return a text as long as a payload, broken at the same places, that nothing could mistake for marks."""
    return "".join(sign if sign.isalnum() or sign == " " else "o" for sign in payload)
