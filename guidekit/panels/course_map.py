"""The map above a lesson is a panel without knobs: it follows the theme and keeps its last face."""

from __future__ import annotations

from typing import Any

from guidekit.course.chart import SIZE, CourseMap, course_chart
from guidekit.course.journal import Answer
from guidekit.course.progress import lessons_done
from guidekit.knobs import Model
from guidekit.panels.panel import Panel


class MapPanel(Panel):
    """The map as a panel; it has no line of code to copy."""

    def _drawn(self, model: Model, guess: Answer | None) -> dict[str, Any]:
        return super()._drawn(model, guess) | {"code": ""}


def course_map(lesson: str) -> MapPanel:
    """Show the course as a map, with the lesson where a reader is and those that the reader has done.

    A lesson is done when everything was predicted and every question is right, as the journal on this
    machine has it when the cell is run.

    Parameters
    ----------
    lesson : str
        The id of a lesson, such as ``"05"``, or of an extra notebook, such as ``"E2"``.

    Returns
    -------
    MapPanel
        A panel without knobs; in a notebook that is only read, a picture and its sentence.

    Raises
    ------
    ValueError
        If there is no such lesson.
    """
    return MapPanel(course_chart, CourseMap(lesson, lessons_done()), [], {}, None, SIZE)
