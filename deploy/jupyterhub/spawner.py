"""Start a learner's server at a port that nobody else can have."""

import socket
from pathlib import Path

from jupyterhub.spawner import SimpleLocalProcessSpawner


class Spawner(SimpleLocalProcessSpawner):
    """Start processes of the user who started the hub, without system accounts."""

    async def start(self):
        """Make the learner's folder, open the port of the server, and hand it over to the server.

        The network is not divided among learners. One who was quicker at a port than the server of another
        would be sent what the other's browser sends.
        """
        Path(self.home_dir).mkdir(mode=0o700, exist_ok=True)
        with socket.socket() as port:
            port.bind(("127.0.0.1", 0))
            port.listen(128)
            self.port = port.getsockname()[1]
            self.popen_kwargs = {"pass_fds": [port.fileno()]}
            self.environment = self.environment | {"GUIDEKIT_PORT": str(port.fileno())}
            return await super().start()
