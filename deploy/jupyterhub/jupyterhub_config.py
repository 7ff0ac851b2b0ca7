"""A class on one machine: JupyterHub with one password for all, and a folder and a journal for each learner.

Start it with ``make hub``, or as README.md beside this file says. Six settings come from outside:

    GUIDEKIT_CLASS_PASSWORD   the password of the class, at least 8 characters
    GUIDEKIT_CLASS_FOLDER     where the learners' folders lie (default: ~/guidekit-class)
    GUIDEKIT_CLASS_ROOT       1 lets it start as root, in a container that holds nothing else
    GUIDEKIT_CLASS_TOGETHER   1 lets it start where learners cannot be kept apart: each can then read and
                              change what the others and the hub have
    GUIDEKIT_CLASS_IDLE       seconds after which what nobody uses is ended (default: 3600)
    GUIDEKIT_FRAMES           1 lets panels draw pictures ahead of the hand (default: 0)

Everything else is set here. All learners' programs run as one user of the system, each learner's on a machine
of its own, made by apart.py: they see the course, their folder, and nothing of the others or of the hub.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import guidekit
from guidekit.course.lessons import lesson_files
from guidekit.paths import JUPYTER

HERE = Path(__file__).resolve().parent
CLASS = Path(os.environ.get("GUIDEKIT_CLASS_FOLDER") or "~/guidekit-class").expanduser().resolve()
PASSWORD = os.environ.pop("GUIDEKIT_CLASS_PASSWORD", "")  # none of the hub's programs inherits it
IDLE = int(os.environ.get("GUIDEKIT_CLASS_IDLE") or 3600)
LOOK = max(1, min(300, IDLE // 4))  # seconds between two looks at who uses what

if len(PASSWORD) < 8:
    sys.exit("Choose a password for the class: export GUIDEKIT_CLASS_PASSWORD='at least 8 characters'")
if os.geteuid() == 0 and os.environ.get("GUIDEKIT_CLASS_ROOT") != "1":
    sys.exit("Do not start the hub as root: every learner would be root. Use an ordinary user.")

# What learners see beside the system's programs: this Python with its packages, and the course.
SEEN = [sys.prefix, sys.base_prefix, str(Path(guidekit.__file__).resolve().parents[1]), str(HERE)]
if any(CLASS.is_relative_to(Path(folder).resolve()) for folder in SEEN):
    sys.exit(f"Choose a folder for the class outside of the course, where learners do not look: not {CLASS}")
asked = subprocess.run(
    [sys.executable, "-I", "-S", HERE / "apart.py"], capture_output=True, text=True, check=False
)
TOGETHER = "" if asked.returncode == 0 else asked.stdout.strip() or asked.stderr.strip()[-500:]
if TOGETHER and os.environ.get("GUIDEKIT_CLASS_TOGETHER") != "1":
    sys.exit(
        f"{TOGETHER}\nEach learner could read and change what the others and the hub have. "
        "deploy/jupyterhub/README.md says what to do. If that may be: export GUIDEKIT_CLASS_TOGETHER=1"
    )
print(f"Warning: {TOGETHER}" if TOGETHER else "Learners are kept apart.", file=sys.stderr)

for folder in (CLASS / "hub", CLASS / "learners"):
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)

# Here, because the path of a socket may have 107 letters only.
SOCKETS = Path(tempfile.mkdtemp(prefix="guidekit-", dir="/tmp"))
atexit.register(shutil.rmtree, SOCKETS, ignore_errors=True)

# Servers and kernels are copies of one process that has imported everything: see preload.py. To do without,
# leave out the service "preload" below; then each starts by itself, slower and larger.
PRELOAD = {"GUIDEKIT_PRELOAD": str(SOCKETS / "preload"), "JUPYTER_PATH": f"{JUPYTER}:{HERE}"}

# For what starts by itself, and for the fork server: they are read as a process begins, and a copy has that
# behind it.
MEMORY = {
    "OPENBLAS_NUM_THREADS": "1",  # kernels with a thread for each core would be in each other's way
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",  # fewer pools of memory that a process keeps and does not use
    "MALLOC_TRIM_THRESHOLD_": "131072",  # what is free goes back: 5 MB a learner; glibc's own limit grows
}

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
c.JupyterHub.cookie_max_age_days = 1  # whoever sits at the same browser tomorrow logs in by themselves
c.JupyterHub.active_server_limit = 40  # what docs/classroom.md says that your machine holds

# --- What each learner gets -------------------------------------------------------------------------------
sys.path.append(str(HERE))
c.JupyterHub.spawner_class = "spawner.Spawner"
c.Spawner.home_dir_template = str(CLASS / "learners/{username}")
c.Spawner.disable_user_config = True  # the server, unlike a lesson, runs nothing that a learner wrote
c.Spawner.notebook_dir = "~/lessons"
c.Spawner.default_url = f"/lab/tree/{lesson_files()[0].name}"

c.Spawner.environment = {
    "JUPYTER_CONFIG_PATH": str(JUPYTER),  # nobody is asked whether they want Jupyter's news
    "GUIDEKIT_JOURNAL": lambda spawner: str(Path(spawner.home_dir) / "journal.sqlite3"),
    "JUPYTER_RUNTIME_DIR": lambda spawner: str(SOCKETS / str(spawner.user.id)),
    "JUPYTERHUB_ACTIVITY_INTERVAL": str(LOOK),  # how often a server says when it was used last
    "PYTHONNOUSERSITE": "1",  # nor packages that a learner has put into their folder
    "GUIDEKIT_FRAMES": os.environ.get("GUIDEKIT_FRAMES") or "0",
    **MEMORY,
    **PRELOAD,
    **({} if TOGETHER else {"GUIDEKIT_APART": os.pathsep.join(SEEN)}),
}

# A program that asks for more gets a MemoryError, and the machine stays up for the others. It holds for each
# process by itself: the learner's server, and each open lesson. 1 GiB is five times what a lesson needs.
c.Spawner.mem_limit = "1G"  # also shown to programs, as MEM_LIMIT
limit = ["prlimit", f"--data={2**30}"] if shutil.which("prlimit") else []  # Linux
c.Spawner.cmd = [*limit, sys.executable, "-I", "-S", str(HERE / "preload.py"), "run", str(HERE / "server.py")]
c.Spawner.args = [
    "--LabApp.news_url=None",  # nothing asks the network for news, updates or extensions
    "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
    "--ServerApp.terminals_enabled=False",
    "--KernelManager.transport=ipc",  # sockets for kernels, because of five ports each some are taken twice
    # Of no use in a lesson: help for programmers, terminals, and settings of an older Jupyter.
    "--ServerApp.jpserver_extensions=jupyter_lsp=False",
    "--ServerApp.jpserver_extensions=jupyter_server_terminals=False",
    "--ServerApp.jpserver_extensions=notebook_shim=False",
    f"--MappingKernelManager.cull_idle_timeout={IDLE}",  # an open lesson that nobody has touched for so long
    f"--MappingKernelManager.cull_interval={LOOK}",
    "--MappingKernelManager.cull_connected=True",
]
if os.geteuid() == 0:
    c.Spawner.args += ["--allow-root"]

# --- When many start at once ------------------------------------------------------------------------------
# A server needs about 3 s of a core to start: the last of thirty waits, and must not be given up.
c.Spawner.start_timeout = 300
c.Spawner.http_timeout = 300

# --- Tidying up -------------------------------------------------------------------------------------------
cull = [sys.executable, "-m", "jupyterhub_idle_culler", f"--timeout={IDLE}", f"--cull-every={LOOK}"]
c.JupyterHub.last_activity_interval = LOOK  # the culler must not end what it has not yet heard of
c.JupyterHub.services = [
    {"name": "idle-culler", "command": cull},
    {
        "name": "preload",
        "command": [sys.executable, str(HERE / "preload.py"), "serve"],
        "environment": PRELOAD | MEMORY | {"MPLCONFIGDIR": str(CLASS / "hub/matplotlib")},
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
