#!/usr/bin/env python3
"""Prints a bill of materials (CycloneDX 1.5, JSON) of what the platform is built of, offline: infra/sbom.py >sbom.json

Crates of Cargo.lock, packages of the npm and pip lock files, and the images that are deployed. The same tree gives the same bytes.
"""

import base64
import json
import pathlib
import re
import sys

try:
    import tomllib
except ModuleNotFoundError:  # before Python 3.11; pip brings its own copy
    from pip._vendor import tomli as tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
NPM = ["tests/browser/package-lock.json", "infra/api-lint/package-lock.json"]


def component(kind, name, version, purl, hashes=(), **more):
    made = {"type": kind, "bom-ref": purl, "name": name, "version": version, "purl": purl, **more}
    if hashes:
        made["hashes"] = [{"alg": algorithm, "content": content} for algorithm, content in hashes]
    return made


def crates():
    lock = tomllib.loads((ROOT / "Cargo.lock").read_text(encoding="utf-8"))
    for package in lock["package"]:
        name, version = package["name"], package["version"]
        if "source" not in package:  # a crate of this workspace
            continue
        if "checksum" not in package:
            raise ValueError(f"{name} {version} has no checksum")
        yield component("library", name, version, f"pkg:cargo/{name}@{version}", [("SHA-256", package["checksum"])], scope="required")


def npm():
    for path in NPM:
        lock = json.loads((ROOT / path).read_text(encoding="utf-8"))
        for place, package in lock["packages"].items():
            if not place:  # the list itself
                continue
            name = place.rsplit("node_modules/", 1)[-1]
            algorithm, content = package["integrity"].split("-", 1)
            content = base64.b64decode(content).hex()
            purl = f"pkg:npm/{name.replace('@', '%40')}@{package['version']}"
            yield component("library", name, package["version"], purl, [(algorithm.upper().replace("SHA", "SHA-"), content)], scope="excluded")


def pip():
    for path in sorted((ROOT / "infra").glob("*/requirements.txt")):
        text = path.read_text(encoding="utf-8").replace("\\\n", " ")
        for name, version, hashes in re.findall(r"^([\w.-]+)==(\S+)((?:\s+--hash=\S+)+)", text, re.MULTILINE):
            found = [("SHA-256", one) for one in re.findall(r"--hash=sha256:([0-9a-f]{64})", hashes)]
            scope = "required" if path.parent.name == "nats" else "excluded"
            yield component("library", name, version, f"pkg:pypi/{name.lower()}@{version}", found, scope=scope)


def images():
    text = (ROOT / "infra/compose.yaml").read_text() + (ROOT / "infra/Dockerfile").read_text()
    found = set(re.findall(r"^\s*image: (\S+:\S+)$", text, re.MULTILINE)) | set(re.findall(r"^FROM (\S+:\S+)", text, re.MULTILINE))
    for image in found:
        name, version = image.rsplit(":", 1)
        yield component("container", name, version, f"pkg:docker/{name}@{version}", scope="required")


def main():
    try:
        every = {one["bom-ref"]: one for part in (crates(), npm(), pip(), images()) for one in part}
    except (OSError, ValueError, KeyError) as error:
        print(f"sbom: {error}", file=sys.stderr)
        return 1
    version = re.search(r'^version = "(.+)"', (ROOT / "Cargo.toml").read_text(), re.MULTILINE)[1]
    own = {"type": "application", "bom-ref": "sambruk", "name": "sambruk", "version": version}
    bill = {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "metadata": {"component": own},
        "components": [every[name] for name in sorted(every)],
    }
    print(json.dumps(bill, indent=1, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
