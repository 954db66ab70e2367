"""`make bench`: the short benchmarks, one after the other; the long ones (store, exchange, relations, pipeline, desk) are run by name."""

import runpy
import sys

SHORT = ("reading", "actors", "cleaning")

for name in SHORT:
    print(f"\n{name}: python -m benchmarks.{name}", flush=True)
    sys.argv = [f"benchmarks.{name}"]
    runpy.run_module(f"benchmarks.{name}", run_name="__main__")
