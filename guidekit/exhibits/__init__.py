"""The exhibits: each draws a model on a figure, or writes it on a page, and returns one sentence.

There is one folder for each subject, and an exhibit is imported when it is first used:
``gk.exhibits.relays.guards``.

Every exhibit has the same face, ``(model, figure)`` or ``(model, page)``.

Parameters
----------
model : Model
    What is shown. Each exhibit takes one class of models, which its annotation names.
figure : Figure
    The figure to draw on. An exhibit that draws with `guidekit.drawing.figure` may be called again with the
    same figure: it then moves what is there.
page : Page
    The page to write on, for exhibits that are tables.

Returns
-------
Sentence
    What is to be seen, with its numbers. It is a `str`; where a prediction can be made, its attributes
    ``answer`` and ``value`` hold the answer, in words and as a number in the unit that the exhibit names.

Examples
--------
>>> from matplotlib.figure import Figure
>>> from guidekit.exhibits.relays import both_ends
>>> from guidekit.models import OnionRouting
>>> both_ends(OnionRouting(adversary=0.2), Figure()).answer
'4 %'
"""

from __future__ import annotations

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
