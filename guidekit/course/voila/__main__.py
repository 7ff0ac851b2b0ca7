"""Serve the lessons with Voilà, whose list of notebooks then has what the course says of each."""

from traitlets.config import Config
from voila.app import Voila

from guidekit.course.voila import page_config

if __name__ == "__main__":
    Voila.launch_instance(config=Config(VoilaConfiguration={"page_config_hook": page_config}))
