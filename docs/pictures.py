"""Makes the pictures of the README from the sample study: `python docs/pictures.py`.

The workbook's picture needs LibreOffice (`soffice`) and poppler (`pdftoppm`).
"""

from __future__ import annotations

import asyncio
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from qualcode.tui.app import QualcodeApp
from qualcode.workflow.demo import build_demo
from qualcode.workflow.studies import Study

DOCS = Path(__file__).parent
PAGE = 6
"""The chapter on projects."""


SCREENS = {
    "coding": ("home", *("down",) * 6, "enter"),
    "board": ("s", *("down",) * 2, "enter", *("right",) * 3, "down"),
}
"""The keys that lead to each, from the home screen."""


async def picture(study: Study, name: str) -> None:
    app = QualcodeApp(study, "siv")
    async with app.run_test(size=(120, 34)) as pilot:
        for pressed in (None, *SCREENS[name]):
            if pressed:
                await pilot.press(pressed)
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
        svg = app.export_screenshot(title="qualcode")
    (DOCS / f"{name}.svg").write_text(svg, encoding="utf-8")


def workbook(xlsx: Path, folder: Path) -> None:
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, xlsx], check=True
    )
    pdf = folder / xlsx.with_suffix(".pdf").name
    page = ["-f", str(PAGE), "-l", str(PAGE), "-singlefile"]
    subprocess.run(["pdftoppm", "-r", "110", "-png", *page, pdf, DOCS / "workbook"], check=True)


def main() -> None:
    with TemporaryDirectory() as name:
        made = build_demo(Path(name), "siv")
        for name_of_screen in SCREENS:
            asyncio.run(picture(made.study, name_of_screen))
        workbook(made.workbook, Path(name))


if __name__ == "__main__":
    main()
