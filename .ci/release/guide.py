"""Writes the guide as a page and a PDF, each in one file: `guide.py README.zh-CN.md FOLDER`."""

import base64
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import markdown

# What the PDF is set in, beside the guide.
FACE = "fonts/NotoSansSC_500Medium.ttf"

LOOK = """
body { max-width: 46em; margin: 2em auto; padding: 0 1em; line-height: 1.7; color: #222;
  font-family: GuideText, "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif; }
h1, h2, h3 { line-height: 1.3; margin-top: 1.6em; break-after: avoid; }
table { border-collapse: collapse; margin: 1em 0; } th, td { border: 1px solid #999; padding: .3em .6em; text-align: left; }
pre, code { background: #f2f2f2; font-family: Consolas, "DejaVu Sans Mono", GuideText, monospace; font-size: .92em; }
pre { padding: .8em; white-space: pre-wrap; overflow-wrap: anywhere; } code { overflow-wrap: anywhere; }
img { max-width: 100%; border: 1px solid #ccc; break-inside: avoid; } a { color: #0645ad; }
@page { size: A4; margin: 20mm 18mm; } @media print { img { max-height: 105mm; } body { margin: 0; max-width: none; font-size: 10.5pt; } tr { break-inside: avoid; } }
"""


def inlined(html: str, folder: Path) -> str:
    """Pictures become part of the page; links to files that are not handed out become plain words; a stroke in a cell is one."""

    def picture(found: re.Match) -> str:
        data = base64.b64encode((folder / found[1]).read_bytes()).decode()
        return f'src="data:image/png;base64,{data}"'

    html = re.sub(r'src="([^":]+\.png)"', picture, html)
    html = re.sub(r"<td>.*?</td>", lambda cell: cell[0].replace("\\|", "|"), html, flags=re.S)
    return re.sub(r'<a href="(?!https?:|#)[^"]*">(.*?)</a>', r"\1", html)


def main() -> None:
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    text = source.read_text("utf-8")
    body = markdown.markdown(text, extensions=["tables", "fenced_code", "sane_lists", "toc"])
    title = re.search(r"^# (.+)$", text, re.M)[1]

    def page(more: str = "") -> str:
        head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
        look = f"<style>{more}{LOOK}</style>"
        return f'<!DOCTYPE html>\n<html lang="zh-CN"><head>{head}{look}</head><body>\n{inlined(body, source.parent)}\n</body></html>\n'

    (target / "使用说明.html").write_text(page(), "utf-8")
    # The machine that builds may have no Chinese face: the PDF is set in one of the program's own.
    data = base64.b64encode((source.parent / FACE).read_bytes()).decode()
    with tempfile.TemporaryDirectory() as folder:
        printed = Path(folder) / "guide.html"
        printed.write_text(page(f"@font-face {{ font-family: GuideText; src: url(data:font/ttf;base64,{data}); }}"), "utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
                   "--no-pdf-header-footer", f"--print-to-pdf={target / '使用说明.pdf'}", printed.as_uri()]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
    # The same guide gives the same file, whenever it is printed.
    pdf = target / "使用说明.pdf"
    pdf.write_bytes(re.sub(rb"(Date \(D:)\d{14}", rb"\g<1>20200101000000", pdf.read_bytes()))


main()
