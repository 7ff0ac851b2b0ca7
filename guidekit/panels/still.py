"""A still is what is read of a panel where no kernel is: its picture with its sentence, or its cover."""

from __future__ import annotations

import base64
from html import escape

RUN_AND_GUESS = "Run this cell and keep a guess above it."


def still_figure(png: bytes, sentence: str) -> str:
    """Write a picture that is read without a kernel, with its sentence for those who see it and who do not.

    It is HTML because an ``image/png`` cannot carry words that every viewer reads: JupyterLab and the pages
    of ``jupyter nbconvert`` show it without alternative text.

    Parameters
    ----------
    png : bytes
        The picture.
    sentence : str
        What is to be seen, as plain text.

    Returns
    -------
    str
        A figure that needs no other file and no style.

    Examples
    --------
    >>> still_figure(b"PNG", "It takes < 1 s.")  # doctest: +ELLIPSIS
    '...<img alt="It takes &lt; 1 s." src="data:image/png;base64,UE5H"><figcaption>It takes &lt; 1 s.<...'
    """
    said, bytes64 = escape(sentence), base64.b64encode(png).decode()
    image = f'<img alt="{said}" src="data:image/png;base64,{bytes64}">'
    return f'<figure class="gk-still">{image}<figcaption>{said}</figcaption></figure>'


def still_cover(words: str) -> str:
    """Write what is read without a kernel where a guess comes first."""
    return f"<p><b>{escape(words)}</b> {RUN_AND_GUESS}</p>"
