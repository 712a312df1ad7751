"""cfn-lint, with warnings and mere remarks as errors."""

import subprocess
import sys
from pathlib import Path


def lint(*files: Path) -> tuple[int, str, str]:
    """How cfn-lint ends on `files`, and what it says."""
    strict = ["--non-zero-exit-code", "informational", "--include-checks", "I"]
    done = subprocess.run(
        [Path(sys.executable).with_name("cfn-lint"), *strict, "--", *files], capture_output=True, encoding="utf-8"
    )
    return done.returncode, done.stdout, done.stderr
