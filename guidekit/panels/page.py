"""A page: what an exhibit writes on when a table says more than a picture."""

from __future__ import annotations

from html import escape


class Page:
    """Collects the HTML of one showing of an exhibit."""

    def __init__(self) -> None:
        self.html = ""

    def write(self, html: str) -> None:
        """Put a piece of HTML below what is there. The exhibit has escaped what people wrote."""
        self.html += html

    def still(self, sentence: str) -> str:
        """Return the page with its sentence, as a notebook keeps it."""
        return f"{self.html}<p>{escape(sentence)}</p>"
