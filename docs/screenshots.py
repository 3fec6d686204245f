"""`make screenshots`: the pictures of the page of the seeds' graph that the README shows, in docs/."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from pipeline import build_graph

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from page_helpers import open_page, settle, start_browser  # noqa: E402

CHOOSE = "document.querySelector('#start .row').click()"
PICTURES = (
    ("explorer-light.png", 1280, 800, "light", ""),
    ("explorer-dark.png", 1280, 800, "dark", CHOOSE),
    ("explorer-narrow.png", 390, 844, "light", ""),
)


def main() -> None:
    """Build the graph, open its page, take the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "graph.html")
        build_graph([ROOT / "seeds"]).save(page)
        browser = start_browser(str(Path(folder, "profile")), folder)
        try:
            for name, width, height, scheme, action in PICTURES:
                picture(browser, page.as_uri(), ROOT / "docs" / name, (width, height, scheme), action)
        finally:
            browser.quit()


def picture(browser: Any, url: str, path: Path, screen: tuple[int, int, str], action: str) -> None:
    """One picture, after the action has come to rest."""
    width, height, scheme = screen
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    feature = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", feature)
    open_page(browser, url)
    browser.execute_script(action)
    settle(browser)
    browser.save_screenshot(str(path))


if __name__ == "__main__":
    main()
