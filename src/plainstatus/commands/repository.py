"""The git repository around a folder: a new branch with one more file, without touching what a person has there.

Neither the working tree nor the index is looked at or changed. Does not know what the file is.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

#: Seconds that git may take on this machine, and with a server.
_TIMEOUT = 60.0
_TIMEOUT_NETWORK = 180.0

#: These would point git at another repository or index than that of the folder: a hook sets them.
_POINTERS = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_DIR", "GIT_GRAFT_FILE", "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE", "GIT_INTERNAL_SUPER_PREFIX", "GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX",
        "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE", "GIT_WORK_TREE",
    }
)  # fmt: skip
_NOBODY = "plainstatus"
_HEADS, _REMOTES = "refs/heads/", "refs/remotes/"


class GitFault(Exception):
    """What git said when it refused something."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: `ref` is the branch that leads to it, "" where that does not matter; `at` is in epoch seconds."""

    id: str
    ref: str
    at: int
    message: str

    @property
    def branch(self) -> str:
        """The branch without the name of its remote."""
        if self.ref.startswith(_REMOTES):
            return self.ref.removeprefix(_REMOTES).partition("/")[2]
        return self.ref.removeprefix(_HEADS)

    @property
    def is_here(self) -> bool:
        """Whether the branch is one of this repository, and not one that is known of a remote."""
        return self.ref.startswith(_HEADS)


def repository_around(folder: Path) -> "Repository | None":
    """The repository that `folder`, which need not be there yet, is in; None where there is none."""
    git = shutil.which("git")
    there = next((each for each in (folder, *folder.absolute().parents) if each.is_dir()), None)
    if git is None or there is None:
        return None
    try:
        prefix = _run([git, "-C", str(there), "rev-parse", "--show-prefix"]).removesuffix("\n")
    except GitFault:
        return None
    below = os.path.relpath(folder.absolute(), there.absolute()).replace(os.sep, "/")
    return Repository(git, there, prefix if below == "." else f"{prefix}{below}/")


@dataclass(frozen=True)
class Repository:
    """`prefix` is where the folder stands in the repository, with its slash."""

    git: str
    folder: Path
    prefix: str
    _environment: dict[str, str] = field(default_factory=dict, repr=False)

    def commit_of(self, name: str) -> str | None:
        """The id of the commit that `name` (HEAD, a branch, a tag) stands for; None where there is none."""
        try:
            return self._git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}").strip()
        except GitFault:
            return None

    def time_of(self, commit: str) -> int:
        """When `commit` was made, in epoch seconds."""
        return int(self._git("show", "--no-patch", "--format=%ct", "--end-of-options", commit).split()[-1])

    def is_ancestor(self, one: str, other: str) -> bool:
        """Whether the commit `one` is `other` or comes before it; both are here."""
        return not self._git("rev-list", "--max-count=1", one, f"^{other}").strip()

    def files(self, commit: str) -> tuple[str, ...]:
        """The files below the folder in `commit`, relative to it."""
        printed = self._git("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit, "--", self.prefix or ".")
        return tuple(path.removeprefix(self.prefix) for path in printed.split("\0") if path)

    def write_out(self, commit: str, paths: Sequence[str], into: Path) -> None:
        """Write what is at `paths`, relative to the folder, as it is in `commit`, into the folder `into`."""
        places = [os.path.normpath(f"{self.prefix}{path}") for path in paths]
        printed = self._git("ls-tree", "-r", "-z", "--full-tree", commit, "--", *places)
        # Links and other repositories stay out: nothing is to be written through them.
        files = [entry.partition("\t")[2] for entry in printed.split("\0") if entry.startswith(("100644 ", "100755 "))]
        top = replace(self, folder=Path(self._git("rev-parse", "--show-toplevel").removesuffix("\n")))
        with tempfile.TemporaryDirectory(prefix="plainstatus-") as place:
            index = {"GIT_INDEX_FILE": str(Path(place) / "index")}
            self._git("read-tree", commit, more=index)
            given = "".join(f"{path}\0" for path in files)
            top._git("checkout-index", "-z", "--stdin", f"--prefix={into}{os.sep}", given=given, more=index)

    def ignores(self, path: Path) -> bool:
        """Whether git passes `path` over: it is no file of the repository, and will not become one by itself."""
        try:
            self._git("check-ignore", "--quiet", "--", str(path.absolute()))
        except GitFault:
            return False
        return True

    def uncommitted(self, places: Sequence[Path]) -> tuple[str, ...]:
        """The files at or below `places` that are not as they are in HEAD, relative to the folder; ignored ones not."""
        told = ("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all")
        printed = self._git(*told, "--", *(str(place.absolute()) for place in places))
        return tuple(entry[3:].removeprefix(self.prefix) for entry in printed.split("\0") if entry)

    def branches(self, below: str) -> tuple[str, ...]:
        """The branches whose name begins with `below`, which ends with a slash; those known of remotes too."""
        printed = self._git("for-each-ref", "--format=%(refname)", f"{_HEADS}{below}", f"{_REMOTES}*/{below}")
        return tuple(Commit("", ref, 0, "").branch for ref in printed.split())

    def commits(self, grep: str, since: datetime, *, on: str) -> tuple[Commit, ...]:
        """The commits on `on` since a moment whose message has a line that begins with `grep`."""
        return tuple(self._log(grep, since, on))

    def commits_beside(self, grep: str, since: datetime, *, base: str, below: str) -> tuple[Commit, ...]:
        """As `commits`, of the branches below `below`: those that `base` does not have."""
        # `--branches` and `--remotes` would leave out of the names which of the two they are.
        refs = (f"--glob={_HEADS}{below}*", f"--glob={_REMOTES}*/{below}*", "--not", base)
        return tuple(self._log(grep, since, *refs))

    def new_commit(self, base: str, path: str, text: str, message: str, at: datetime) -> str:
        """The id of a commit on top of `base` that adds the file `path`, below the folder; no branch leads to it."""
        blob = self._git("hash-object", "-w", "--stdin", given=text).strip()
        with tempfile.TemporaryDirectory(prefix="plainstatus-") as place:
            index = {"GIT_INDEX_FILE": str(Path(place) / "index")}
            self._git("read-tree", base, more=index)
            self._git("update-index", "--add", "--cacheinfo", f"100644,{blob},{self.prefix}{path}", more=index)
            # Blobs that a partial clone has left out are not fetched for this.
            tree = self._git("write-tree", "--missing-ok", more=index).strip()
        moment = f"{int(at.timestamp())} +0000"
        who = {**self._author(), "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        return self._git("commit-tree", tree, "-p", base, "-F", "-", given=message, more=who).strip()

    def new_branch(self, branch: str, commit: str) -> bool:
        """Let `branch` lead to `commit`; False where a branch of that name has come meanwhile."""
        nothing = "0" * len(commit)
        try:
            self._git("update-ref", "-m", "plainstatus propose", f"{_HEADS}{branch}", commit, nothing)
        except GitFault:
            if self.commit_of(f"{_HEADS}{branch}") is None:
                raise
            return False
        return True

    def drop_branch(self, branch: str, commit: str) -> None:
        """Take `branch` away, which has to lead to `commit` still."""
        self._git("update-ref", "-d", f"{_HEADS}{branch}", commit)

    def remote(self) -> tuple[str, str]:
        """The name of the remote that is pushed to, and its address, which is "" where there is none."""
        name = self._setting("remote.pushDefault") or "origin"
        return name, self._setting(f"remote.{name}.url")

    def fetch(self, below: str) -> None:
        """Learn the branches below `below` that the remote has by now."""
        name, _ = self.remote()
        refs = f"+{_HEADS}{below}*:{_REMOTES}{name}/{below}*"
        arguments = ("fetch", "--quiet", "--no-tags", "--prune", "--no-write-fetch-head", name, refs)
        self._git(*arguments, timeout=_TIMEOUT_NETWORK)

    def push(self, branch: str) -> None:
        """Give the remote `branch`, which it must not have yet, unless it is the same."""
        ref, (name, _) = f"{_HEADS}{branch}", self.remote()
        self._git("push", "--quiet", f"--force-with-lease={ref}:", name, f"{ref}:{ref}", timeout=_TIMEOUT_NETWORK)

    def _log(self, grep: str, since: datetime, *what: str) -> Iterator[Commit]:
        arguments = (f"--since=@{int(since.timestamp())}", f"--grep=^{grep}", "--format=%x02%H%x00%S%x00%ct%x00%B")
        for record in self._git("log", *arguments, *what, "--").split("\x02")[1:]:
            id, ref, at, message = record.split("\0", 3)
            yield Commit(id, ref, int(at), message)

    def _author(self) -> Mapping[str, str]:
        """Who commits: whom git knows, else this program; on a server git often knows nobody."""
        try:
            self._git("var", "GIT_COMMITTER_IDENT")
            self._git("var", "GIT_AUTHOR_IDENT")
        except GitFault:
            names = (f"GIT_{role}_{part}" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL"))
            return dict.fromkeys(names, _NOBODY)
        return {}

    def _setting(self, name: str) -> str:
        try:
            return self._git("config", "--get", name).strip()
        except GitFault:
            return ""

    def _git(
        self, *arguments: str, given: str = "", more: Mapping[str, str] | None = None, timeout: float = _TIMEOUT
    ) -> str:
        return _run([self.git, "-C", str(self.folder), *arguments], given, more, timeout)


def _run(
    command: Sequence[str], given: str = "", more: Mapping[str, str] | None = None, timeout: float = _TIMEOUT
) -> str:
    """What git prints. Raises GitFault with its last words."""
    environment = {name: value for name, value in os.environ.items() if name not in _POINTERS}
    try:
        done = subprocess.run(  # noqa: S603 - git, with arguments that no shell reads
            command,
            input=given.encode(),
            capture_output=True,
            timeout=timeout,
            env={**environment, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", **(more or {})},
        )
    except subprocess.TimeoutExpired:
        raise GitFault(f"git {command[3]} took longer than {timeout:.0f} s") from None
    if done.returncode:
        raise GitFault(done.stderr.decode(errors="replace").strip() or f"git {command[3]} failed")
    return done.stdout.decode(errors="replace")
