"""`python -m tools.bill`: what an installation is made of, as CycloneDX 1.6 (JSON) on standard output; `--table` as Markdown.

Written from requirements.lock (names, versions, hashes) and from what each installed package declares of its licence.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any, NamedTuple

TOP = Path(__file__).parent.parent
PINNED = re.compile(
    r"^(?P<name>[a-z0-9][\w.-]*)==(?P<version>[^ \\\n]+)(?P<hashes>(?:[ \\\n]+--hash=sha256:[0-9a-f]{64})*)", re.M
)


class Part(NamedTuple):
    """A package of the installation; `licence` is what the package declares, empty where it is not installed."""

    name: str
    version: str
    hashes: tuple[str, ...]
    licence: str


def parts(lock: str | None = None) -> Iterator[Part]:
    """Every package that requirements.lock pins, in its order."""
    text = (TOP / "requirements.lock").read_text(encoding="utf-8") if lock is None else lock
    for found in PINNED.finditer(text):
        hashes = tuple(re.findall(r"[0-9a-f]{64}", found["hashes"]))
        yield Part(found["name"], found["version"], hashes, licence(found["name"]))


def licence(name: str) -> str:
    """The SPDX expression of an installed package, else its classifiers, else its own words."""
    try:
        declared = metadata(name)
    except PackageNotFoundError:
        return ""
    classes = [line.split(" :: ")[-1] for line in declared.get_all("Classifier", []) if line.startswith("License")]
    return str(
        declared.get("License-Expression") or ", ".join(classes) or (declared.get("License") or "").splitlines()[0]
    )


def cyclonedx() -> dict[str, Any]:
    """The bill of materials; the same lock and the same environment give the same bill, to the byte."""
    from detente import __version__

    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "detente",
                "name": "detente",
                "version": __version__,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": [
            {
                "type": "library",
                "bom-ref": f"pkg:pypi/{part.name}@{part.version}",
                "name": part.name,
                "version": part.version,
                "purl": f"pkg:pypi/{part.name}@{part.version}",
                "hashes": [{"alg": "SHA-256", "content": each} for each in part.hashes],
                "licenses": [{"license": {"name": part.licence}}] if part.licence else [],
            }
            for part in parts()
        ],
    }


def table() -> str:
    """A row a package: name, version, licence as declared."""
    rows = [f"| {part.name} | {part.version} | {part.licence or 'not installed here'} |" for part in parts()]
    return "\n".join(("| package | version | licence |", "|---|---|---|", *rows, ""))


def main() -> int:
    text = table() if "--table" in sys.argv[1:] else json.dumps(cyclonedx(), indent=1) + "\n"
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
