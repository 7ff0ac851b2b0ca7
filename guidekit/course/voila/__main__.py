"""Serve the lessons with Voilà, whose list and pages then have what the course says of each lesson."""

from traitlets.config import Config
from voila.app import Voila

from guidekit.course.voila import give_title, page_config

if __name__ == "__main__":
    hooks = {"page_config_hook": page_config, "prelaunch_hook": give_title}
    Voila.launch_instance(config=Config(VoilaConfiguration=hooks))
