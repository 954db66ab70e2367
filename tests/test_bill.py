"""The bill of materials names all that the lock pins, each with hashes and a licence that may be redistributed beside ours."""

import re
from pathlib import Path

from tools.bill import cyclonedx, parts, table

LOCK = Path(__file__).parent.parent / "requirements.lock"
# Of a package with a choice of licences one of these is enough.
FINE = re.compile(r"MIT|BSD|Apache|ISC|MPL|Mozilla|PSF|Python|LGPL|Zlib|CC0|Unicode|HPND", re.I)


def test_every_pinned_package_is_in_the_bill_with_its_hashes() -> None:
    pinned = re.findall(r"^([a-z0-9][\w.-]*)==", LOCK.read_text(encoding="utf-8"), re.M)
    bill = cyclonedx()
    assert [part["name"] for part in bill["components"]] == pinned
    assert all(part["hashes"] for part in bill["components"])
    assert len({part["bom-ref"] for part in bill["components"]}) == len(pinned)


def test_every_package_declares_a_licence_that_goes_with_ours() -> None:
    assert [f"{part.name}: {part.licence}" for part in parts() if not FINE.search(part.licence)] == []


def test_the_table_has_a_row_a_package() -> None:
    rows = [line for line in table().splitlines() if line.startswith("| ")]
    assert len(rows) == 1 + len(list(parts()))


def test_a_package_that_is_not_installed_is_said_to_be_so() -> None:
    (part,) = parts(f"no-such-package-of-ours==1.0 \\\n    --hash=sha256:{'a' * 64}\n")
    assert part == ("no-such-package-of-ours", "1.0", ("a" * 64,), "")
