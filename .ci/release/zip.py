"""Packs a folder into a zip whose bytes depend on nothing else: `zip.py FOLDER ARCHIVE`."""

import sys
import zipfile
from pathlib import Path

folder, archive = Path(sys.argv[1]), sys.argv[2]
with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), (2020, 1, 1, 0, 0, 0))
        entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
        entry.external_attr = 0o100755 << 16 if path.suffix == ".exe" else 0o100644 << 16
        out.writestr(entry, path.read_bytes())
