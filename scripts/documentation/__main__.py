"""`python -m scripts.documentation`: refresh the made parts of README and docs, the runbook, then the picture."""

import subprocess
import sys
from pathlib import Path

from scripts.documentation.parts import PAGES, refreshed
from scripts.documentation.picture import take


def main(root: Path) -> None:
    for page in PAGES:
        file = root / page
        old = file.read_text(encoding="utf-8")
        new = refreshed(old)
        if new != old:
            file.write_text(new, encoding="utf-8")
            print(f"Refreshed {page}.")
    runbook = ("runbook", "-f", "mkdocs.internal.yml", "--output", "docs/runbook.md")
    subprocess.run([sys.executable, "-m", "plainstatus", *runbook], cwd=root, check=True)
    print(f"Took {take(root).relative_to(root)}.")


if __name__ == "__main__":
    main(Path(__file__).resolve().parents[2])
