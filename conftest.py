"""The one module that cannot be imported without the optional extra is not searched for examples then."""

from importlib.util import find_spec

EXTRA = ("doubleratchet", "x3dh")

collect_ignore = [] if all(find_spec(name) for name in EXTRA) else ["guidekit/protocols/eager.py"]
