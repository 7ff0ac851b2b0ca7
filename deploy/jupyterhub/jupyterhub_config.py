"""A class on one machine: JupyterHub with one password for all, and a folder and a journal for each learner.

Start it with ``make hub``, or as README.md beside this file says. Three settings come from outside:

    GUIDEKIT_CLASS_PASSWORD   the password of the class, at least 8 characters
    GUIDEKIT_CLASS_FOLDER     where the learners' folders lie (default: ~/guidekit-class)
    GUIDEKIT_CLASS_ROOT       1 lets it start as root, in a container that holds nothing else

Everything else is set here. It fits a class behind a door, where people trust each other: all learners'
programs run as one user of the system, so a curious learner can read the folder of another.
"""

import asyncio
import atexit
import itertools
import os
import shutil
import socket
import sys
import tempfile
from pathlib import Path

from guidekit.course.lessons import copy_lessons, lesson_files
from guidekit.paths import JUPYTER

HERE = Path(__file__).resolve().parent
CLASS = Path(os.environ.get("GUIDEKIT_CLASS_FOLDER") or "~/guidekit-class").expanduser().resolve()
PASSWORD = os.environ.get("GUIDEKIT_CLASS_PASSWORD", "")
HOUR = 3600

if len(PASSWORD) < 8:
    sys.exit("Choose a password for the class: export GUIDEKIT_CLASS_PASSWORD='at least 8 characters'")
if os.geteuid() == 0 and os.environ.get("GUIDEKIT_CLASS_ROOT") != "1":
    sys.exit("Do not start the hub as root: every learner would be root. Use an ordinary user.")
for folder in (CLASS / "hub", CLASS / "learners"):
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)

# Here, because the path of a socket may have 107 letters only.
SOCKETS = Path(tempfile.mkdtemp(prefix="guidekit-"))
atexit.register(shutil.rmtree, SOCKETS, ignore_errors=True)

# Servers and kernels are copies of one process that has imported everything: see preload.py. To do without,
# leave out the service "preload" below; then each starts by itself, slower and larger.
PRELOAD = {"GUIDEKIT_PRELOAD": str(SOCKETS / "preload"), "JUPYTER_PATH": f"{JUPYTER}:{HERE}"}

c = get_config()  # noqa: F821 - JupyterHub puts it here

# --- Where the class comes in -----------------------------------------------------------------------------
# Only this machine can connect. For a class on the local network write http://0.0.0.0:8000, and mind that the
# password then crosses it unencrypted unless you give the hub a certificate (ssl_key and ssl_cert).
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:8081"  # the hub's own door, for its servers only
proxy = HERE / "node_modules/.bin/configurable-http-proxy"
c.ConfigurableHTTPProxy.command = [str(proxy) if proxy.exists() else "configurable-http-proxy"]

# --- Who comes in -----------------------------------------------------------------------------------------
# One password for all; each learner makes up a name. Whoever knows the password can come in under any name.
# Better, with one more package each: "firstuse" (jupyterhub-firstuseauthenticator: the first password typed
# for a name stays its password) or "github", "google", … (oauthenticator: an account they have already).
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = PASSWORD
c.Authenticator.allow_all = True  # or: c.Authenticator.allowed_users = {"ada", "grace"}
c.Authenticator.username_pattern = r"[a-z][a-z0-9-]{0,29}\Z"  # a name becomes a folder: nothing with / or ..
c.JupyterHub.active_server_limit = 40  # what docs/classroom.md says that your machine holds

# --- What each learner gets -------------------------------------------------------------------------------
c.JupyterHub.spawner_class = "simple"  # processes of the user who started the hub; no system accounts
c.SimpleLocalProcessSpawner.home_dir_template = str(CLASS / "learners/{username}")
c.Spawner.notebook_dir = "~/lessons"
c.Spawner.default_url = f"/lab/tree/{lesson_files()[0].name}"


async def lay_out(spawner):
    """Make the learner's folder and copy the lessons into it, never over what somebody wrote."""
    home = Path(spawner.home_dir)
    home.mkdir(mode=0o700, exist_ok=True)
    await asyncio.to_thread(copy_lessons, home / "lessons")
    spawner.port = next(port for port in PORTS if is_free(port))


def is_free(port):
    """Whether nobody listens at a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


# In turn, not at random: of thirty servers that start at once, two would now and then take the same port.
PORTS = itertools.cycle(range(20_000, 21_000))


c.Spawner.pre_spawn_hook = lay_out
c.Spawner.environment = {
    "JUPYTER_CONFIG_PATH": str(JUPYTER),  # nobody is asked whether they want Jupyter's news
    "GUIDEKIT_JOURNAL": lambda spawner: str(Path(spawner.home_dir) / "journal.sqlite3"),
    "JUPYTER_RUNTIME_DIR": lambda spawner: str(SOCKETS / str(spawner.user.id)),
    "OPENBLAS_NUM_THREADS": "1",  # kernels with a thread for each core would be in each other's way
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",  # fewer pools of memory that a process keeps and does not use
    **PRELOAD,
}

# A program that asks for more gets a MemoryError, and the machine stays up for the others. It holds for each
# process by itself: the learner's server, and each open lesson. 1 GiB is five times what a lesson needs.
c.Spawner.mem_limit = "1G"  # also shown to programs, as MEM_LIMIT
limit = ["prlimit", f"--data={2**30}"] if shutil.which("prlimit") else []  # Linux
c.Spawner.cmd = [*limit, sys.executable, "-I", "-S", str(HERE / "preload.py"), "run", "jupyterhub.singleuser"]
c.Spawner.args = [
    "--LabApp.news_url=None",  # nothing asks the network for news, updates or extensions
    "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
    "--ServerApp.terminals_enabled=False",
    "--KernelManager.transport=ipc",  # sockets for kernels, because of five ports each some are taken twice
    "--ServerApp.jpserver_extensions=jupyter_lsp=False",  # of no use in a lesson
    f"--MappingKernelManager.cull_idle_timeout={HOUR}",  # an open lesson that nobody has touched for an hour
    "--MappingKernelManager.cull_connected=True",
]
if os.geteuid() == 0:
    c.Spawner.args += ["--allow-root"]

# --- When many start at once ------------------------------------------------------------------------------
# A server needs about 3 s of a core to start: the last of thirty waits, and must not be given up.
c.Spawner.start_timeout = 300
c.Spawner.http_timeout = 300

# --- Tidying up -------------------------------------------------------------------------------------------
c.JupyterHub.services = [
    {"name": "idle-culler", "command": [sys.executable, "-m", "jupyterhub_idle_culler", f"--timeout={HOUR}"]},
    {
        "name": "preload",
        "command": [sys.executable, str(HERE / "preload.py"), "serve"],
        "environment": PRELOAD | {"OPENBLAS_NUM_THREADS": "1", "MPLCONFIGDIR": str(CLASS / "hub/matplotlib")},
    },
]
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "services": ["idle-culler"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    }
]
c.JupyterHub.cleanup_servers = True  # Ctrl-C ends the learners' servers too; their files stay
c.JupyterHub.db_url = f"sqlite:///{CLASS / 'hub/jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(CLASS / "hub/cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(CLASS / "hub/proxy.pid")
