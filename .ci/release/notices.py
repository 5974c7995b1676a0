"""Writes the licences of all libraries that are part of the program on some system, each text once: `notices.py FILE`."""

import json
import subprocess
import sys
from pathlib import Path

KINDS = ("LICENSE", "LICENCE", "COPYING", "NOTICE", "COPYRIGHT", "UNLICENSE")


def cargo(*arguments: str) -> str:
    return subprocess.run(["cargo", *arguments, "--locked"], check=True, stdout=subprocess.PIPE, text=True).stdout


def texts(folder: Path) -> list[str]:
    """What a library says of its licence, in its own files."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name.upper().startswith(KINDS))
    return [path.read_text("utf-8", "replace").strip() for path in files]


def main() -> None:
    lines = cargo("tree", "--edges", "normal", "--target", "all", "--prefix", "none", "--format", "{p}").splitlines()
    part = {tuple(line.split()[:2]) for line in lines if line}
    packages = json.loads(cargo("metadata", "--format-version", "1"))["packages"]
    held: dict[str, list[str]] = {}
    for package in sorted(packages, key=lambda package: (package["name"], package["version"])):
        name, version = package["name"], package["version"]
        if package["source"] is None or (name, f"v{version}") not in part:
            continue
        said = texts(Path(package["manifest_path"]).parent)
        for text in said or [f"{package['license']}\n{', '.join(package['authors'])}\n{package['repository'] or ''}".strip()]:
            held.setdefault(text, []).append(f"{name} {version}")
    rule = "\n\n" + "=" * 72 + "\n\n"
    Path(sys.argv[1]).write_text(rule.join("\n".join(names) + "\n\n" + text for text, names in held.items()) + "\n", "utf-8")


main()
