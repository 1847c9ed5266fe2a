#!/usr/bin/env python3
"""Enforces infra/deny.toml on what Cargo.lock resolves to, offline and without cargo-deny.

Checks licences, banned crates and sources; names crates that are there in several versions. Exits 1 on a breach.
"""

import json
import pathlib
import re
import subprocess
import sys

try:
    import tomllib
except ModuleNotFoundError:  # before Python 3.11; pip brings its own copy
    from pip._vendor import tomli as tomllib

HERE = pathlib.Path(__file__).resolve().parent


class Expression:
    """An SPDX licence expression, judged against a set of allowed licences while it is read."""

    def __init__(self, text, allowed):
        # Before SPDX expressions, Cargo wrote "MIT/Apache-2.0" for "OR".
        self.tokens = re.findall(r"[()]|[^\s()]+", text.replace("/", " OR "))
        self.allowed = allowed

    def permitted(self):
        verdict = self.either()
        if self.tokens:
            raise ValueError(f"unexpected {self.tokens[0]!r}")
        return verdict

    def either(self):
        verdict = self.both()
        while self.accept("OR"):
            verdict = self.both() or verdict
        return verdict

    def both(self):
        verdict = self.single()
        while self.accept("AND"):
            verdict = self.single() and verdict
        return verdict

    def single(self):
        if self.accept("("):
            verdict = self.either()
            if not self.accept(")"):
                raise ValueError("missing ')'")
            return verdict
        licence = self.take()
        if self.accept("WITH"):
            licence = f"{licence} WITH {self.take()}"
        return licence in self.allowed

    def accept(self, token):
        if self.tokens and self.tokens[0] == token:
            self.tokens.pop(0)
            return True
        return False

    def take(self):
        if not self.tokens:
            raise ValueError("ends too early")
        return self.tokens.pop(0)


def licence_breach(package, allowed):
    text = package["license"]
    if not text:
        return "names no licence"
    try:
        return None if Expression(text, allowed).permitted() else f"licence {text} is not allowed"
    except ValueError as error:
        return f"licence {text!r} is unreadable: {error}"


def from_elsewhere(packages):
    """Names of what somebody asks for from another registry than Cargo's own, which needs no name."""
    return {need["name"] for package in packages for need in package["dependencies"] if need["registry"]}


def source_breach(package, sources, elsewhere):
    source = package["source"]
    if source is None:  # a crate of this workspace
        return None
    kind, _, address = source.partition("+")
    fine = package["name"] not in elsewhere if kind in ("registry", "sparse") else address in sources["allow-git"]
    return None if fine else f"comes from {source}"


def breaches(packages, policy):
    allowed = set(policy["licenses"]["allow"])
    elsewhere = from_elsewhere(packages)
    banned = {entry["crate"]: entry["reason"] for entry in policy["bans"]["deny"]}
    for package in packages:
        found = [licence_breach(package, allowed), source_breach(package, policy["sources"], elsewhere)]
        if package["name"] in banned:
            found.append(f"is banned: {banned[package['name']]}")
        for breach in filter(None, found):
            yield f"{package['name']} {package['version']} {breach}"


def duplicates(packages):
    names = [package["name"] for package in packages]
    return {name for name in names if names.count(name) > 1}


def main():
    policy = tomllib.loads((HERE / "deny.toml").read_text(encoding="utf-8"))
    metadata = subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--locked"],
        cwd=HERE.parent, stdout=subprocess.PIPE, check=False,
    )
    if metadata.returncode != 0:  # cargo has said why
        return 1
    packages = json.loads(metadata.stdout)["packages"]
    found = list(breaches(packages, policy))
    for line in found:
        print(f"dependencies: {line}", file=sys.stderr)
    several = sorted(duplicates(packages))
    print(f"dependencies: {len(packages)} crates, {len(found)} breaches, in several versions: {', '.join(several) or 'none'}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
