"""A page of HoloViz Panel that plays without Python; `benchmarks.site` runs this where Panel is.

Run: python -m benchmarks.embed EXHIBIT MODEL KNOB WIDTH HEIGHT PLACES PAGE. It prints, as JSON, the versions
of Panel and Bokeh and how many bytes the page has, with the script of both and without.
"""

from __future__ import annotations

import functools
import io
import json
import sys
from pathlib import Path

import bokeh
import panel
from bokeh.resources import CDN, INLINE
from matplotlib.figure import Figure

import guidekit as gk
from guidekit.drawing.figure import animated_artists


def main() -> None:
    """Write the page, and print what it was written with."""
    exhibit, start, knob, width, height, places, page = sys.argv[1:]
    show, model = (eval(words, {"gk": gk}) for words in (exhibit, start))
    slider = panel.widgets.DiscreteSlider(options=json.loads(places), value=getattr(model, knob))

    @functools.cache
    def drawn(value: float) -> tuple[Figure, str]:
        figure = Figure(figsize=(int(width) / 100, int(height) / 100), dpi=100, layout="constrained")
        sentence = show(model.but(**{knob: value}), figure)
        for artist in animated_artists(figure):
            artist.set_animated(False)
        return figure, f"<p class='said'>{sentence}</p>"

    picture = panel.bind(lambda value: drawn(value)[0], slider)
    words = panel.bind(lambda value: drawn(value)[1], slider)
    column = panel.Column(slider, panel.pane.Matplotlib(picture, dpi=100), panel.pane.HTML(words))
    most = {"embed": True, "max_opts": len(slider.options), "max_states": len(slider.options)}
    column.save(page, resources=INLINE, **most)
    column.save(bare := io.StringIO(), resources=CDN, **most)
    versions = {"panel": panel.__version__, "bokeh": bokeh.__version__}
    print(json.dumps(versions | {"states": len(bare.getvalue().encode()), "page": Path(page).stat().st_size}))


if __name__ == "__main__":
    main()
