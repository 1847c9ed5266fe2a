"""Tells as JSON what two independent readers find in a PDF: pypdf (attachments, fonts, XMP, attributes of structure) and poppler
(whether it is tagged, and the structure with its texts).

usage: inspect_pdf.py PYPDF FILE, where PYPDF is the folder that pypdf is installed in
"""

import json
import re
import subprocess
import sys

sys.path.insert(0, sys.argv[1])
import pypdf  # noqa: E402
from pypdf.generic import DictionaryObject  # noqa: E402


def resolved(thing):
    return thing.get_object() if thing is not None else None


def attributes(element):
    """All attributes of a structure element in one dictionary."""
    found = resolved(element.get("/A")) or []
    found = found if isinstance(found, list) else [found]
    together = {}
    for one in map(resolved, found):
        if isinstance(one, DictionaryObject):
            together.update({name: str(value) for name, value in one.items()})
    return together


def tree(element):
    """A structure element with its children; what it marks on the page is left out."""
    children = resolved(element.get("/K")) if "/K" in element else []
    children = children if isinstance(children, list) else [children]
    children = [child for child in map(resolved, children) if isinstance(child, DictionaryObject) and "/S" in child]
    kind = str(element.get("/S", "root"))
    return {"kind": kind.lstrip("/"), "attributes": attributes(element), "children": [tree(child) for child in children]}


def fonts(reader):
    found = {}
    for page in reader.pages:
        for font in (resolved(page["/Resources"]).get("/Font") or {}).values():
            font = resolved(font)
            below = resolved(font["/DescendantFonts"])[0].get_object() if "/DescendantFonts" in font else font
            descriptor = resolved(below["/FontDescriptor"])
            embedded = any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3"))
            found[str(font["/BaseFont"]).lstrip("/")] = {"embedded": embedded, "unicode": "/ToUnicode" in font}
    return found


def attachments(root):
    found = []
    for file in resolved(root.get("/AF")) or []:
        file = resolved(file)
        stream = resolved(file["/EF"])["/F"].get_object()
        found.append({
            "name": str(file["/UF"]),
            "relationship": str(file["/AFRelationship"]),
            "description": str(file.get("/Desc", "")),
            "mediaType": str(stream["/Subtype"]).lstrip("/"),
            "content": stream.get_data().decode("utf-8"),
        })
    return found


def poppler(path, *options):
    return subprocess.run(["pdfinfo", *options, path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True,
                          encoding="utf-8", errors="replace").stdout


def texts(path):
    """The structure as poppler tells it: kind, text and what heads each cell, in reading order."""
    found = []
    for line in poppler(path, "-struct-text").splitlines():
        line = line.strip()
        if line.startswith('"'):
            # The title of an outline entry stands in another encoding on the heading's own line.
            if found:
                found[-1]["text"] += line[1:].rsplit('"', 1)[0]
        elif line.startswith("/"):
            name, _, value = line.partition(" ")
            if found and name == "/Scope":
                found[-1]["scope"] = value.lstrip("/")
        elif line:
            kind = re.match(r"[A-Za-z0-9]+", line)
            if kind:
                found.append({"kind": kind.group(0), "text": ""})
    return found


def main():
    path = sys.argv[2]
    reader = pypdf.PdfReader(path, strict=True)
    root = reader.trailer["/Root"]
    xmp = root["/Metadata"].get_object().get_data().decode("utf-8")
    marks = {name: re.search(rf"<{name}>([^<]*)<", xmp) for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")}
    version = subprocess.run(["pdfinfo", "-v"], stderr=subprocess.PIPE, text=True).stderr.split()[2]
    info = dict(line.split(":", 1) for line in poppler(path).splitlines() if ":" in line)
    print(json.dumps({
        "peers": f"pypdf {pypdf.__version__}, poppler {version}",
        "pages": len(reader.pages),
        "title": reader.metadata.title,
        "showsTitle": bool(resolved(root["/ViewerPreferences"]).get("/DisplayDocTitle")),
        "language": str(root["/Lang"]),
        "marked": bool(resolved(root["/MarkInfo"]).get("/Marked")),
        "tagged": info["Tagged"].strip(),
        "encrypted": reader.is_encrypted,
        "scripts": info["JavaScript"].strip(),
        "standards": {name: found and found.group(1) for name, found in marks.items()},
        "colour": "/OutputIntents" in root,
        "structure": tree(root["/StructTreeRoot"].get_object()),
        "fonts": fonts(reader),
        "attachments": attachments(root),
        "reading": texts(path),
        "text": "\n".join(page.extract_text() for page in reader.pages),
    }, ensure_ascii=False))


if __name__ == "__main__":
    main()
