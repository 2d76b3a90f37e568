"""Say what was measured on: a time means little without its processor and BLAS kernel."""

import os
import platform
import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from measure.threads import threads
from nnkata.timing.blas import blas_kernel

PEERS = ("torch", "tensorflow", "keras", "scikit-learn")
# A build of TensorFlow for processors alone goes by a name of its own.
ALSO = {"tensorflow": ("tensorflow", "tensorflow-cpu", "tensorflow_cpu")}
MISSING = "not installed"


def describe_machine() -> dict[str, Any]:
    """Return a description of this machine and its libraries, as JSON takes it."""
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "avx512": has_avx512(),
        "threads": threads(),
        "load": [round(value, 2) for value in os.getloadavg()],
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "numpy": version("numpy"),
        "blas": blas(),
        "peers": {name: version_of(name) for name in PEERS},
    }


def version_of(name: str) -> str:
    for package in ALSO.get(name, (name,)):
        try:
            return version(package)
        except PackageNotFoundError:
            continue
    return MISSING


def processor() -> str:
    """Return the processor's model, with family and model number where known."""
    facts = _cpuinfo()
    name = facts.get("model name") or platform.processor() or platform.machine()
    if "cpu family" in facts:
        name += f" (family {facts['cpu family']}, model {facts['model']})"
    return name


def has_avx512() -> bool:
    return "avx512f" in _cpuinfo().get("flags", "").split()


def blas() -> dict[str, str]:
    """Return the name, version and kernel of the BLAS library that NumPy calls."""
    import numpy as np

    build = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    found = {"name": build["name"], "version": build["version"], "kernel": "unknown"}
    found["kernel"] = _kernel_by_threadpoolctl() or blas_kernel() or "unknown"
    return found


def _kernel_by_threadpoolctl() -> str:
    try:
        from threadpoolctl import threadpool_info
    except ImportError:
        return ""
    libraries = [info for info in threadpool_info() if info["user_api"] == "blas"]
    return libraries[0].get("architecture", "") if libraries else ""


def _cpuinfo() -> dict[str, str]:
    try:
        text = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        return {}
    first, _, _ = text.partition("\n\n")  # all cores are alike
    return dict(re.findall(r"^(.+?)\s*: (.*)$", first, re.MULTILINE))
