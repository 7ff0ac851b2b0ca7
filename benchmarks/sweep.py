"""How many points a second a sweep answers: in one process, in processes, and on a Dask cluster.

Run: python -m benchmarks.sweep   (Dask: pip install 'guidekit[cluster]')
"""

from __future__ import annotations

import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import joblib
import numpy as np

from guidekit.models import KademliaLookup, OnionRouting
from guidekit.sweeps import sweep

SIZES: dict[str, tuple[Any, dict[str, Any], list[str]]] = {
    "closed form": (
        OnionRouting,
        {"adversary": np.linspace(0, 0.5, 1000), "hop_failure": np.linspace(0, 0.5, 30)},
        ["circuit_compromise", "reliability"],
    ),
    "sampled": (
        KademliaLookup,
        {"nodes": np.geomspace(100, 1e8, 500).round(), "bucket": [8, 20]},
        ["mean(hops(4000, 1))"],
    ),
}


def seconds(*what: Any, **how: Any) -> float:
    start = time.perf_counter()
    sweep(*what, **how)
    return time.perf_counter() - start


def main() -> None:
    for name, what in SIZES.items():
        points = np.prod([len(values) for values in what[1].values()])
        taken = {"workers=1": seconds(*what, workers=1)}
        with tempfile.TemporaryDirectory() as folder:
            taken["workers=1, out="] = seconds(*what, workers=1, out=Path(folder) / "a.csv")
            taken["again, all kept"] = seconds(*what, workers=1, out=Path(folder) / "a.csv")
        taken["2 processes"] = seconds(*what, workers=2)
        if find_spec("distributed"):
            from distributed import Client, LocalCluster

            with (
                LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
                Client(cluster) as client,
                joblib.parallel_config(backend="dask", client=client),
            ):
                sweep(what[0], {k: v[:2] for k, v in what[1].items()}, what[2])
                taken["Dask, 2 processes"] = seconds(*what)
        print(f"{name}: {points:,} points")
        for who, time_taken in taken.items():
            print(f"  {who:18} {time_taken:6.2f} s  {points / time_taken:9,.0f} points/s")


if __name__ == "__main__":
    main()
