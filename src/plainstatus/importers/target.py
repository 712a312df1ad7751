"""The site that incidents are imported into: as it is, or as it will be made. Nothing that is there is written over.

What our own reader would not read is not written. It does not know which system the incidents come from.
"""

import re
from pathlib import Path

from plainstatus.importers.cstate_file import Unreadable, parse_yaml
from plainstatus.importers.report import Report
from plainstatus.importers.site_files import put
from plainstatus.model.component import Catalog
from plainstatus.model.incident import Incident
from plainstatus.model.settings import Settings
from plainstatus.reading.components import read_components
from plainstatus.reading.context import ReadingContext
from plainstatus.reading.folder import incident_paths
from plainstatus.reading.incident import read_incident
from plainstatus.reading.settings import read_configuration
from plainstatus.writing.components import catalog_text
from plainstatus.writing.incident import incident_text
from plainstatus.writing.site import site_text

_EXTERNAL_ID = re.compile(r"^external_id:[ \t]*\S.*$", re.MULTILINE)
_FOLDER = "incidents"
_CONFIG = "mkdocs.yml"
_COMPONENTS = "components.yml"


class Target:
    """A site at `root`. `catalog` is None where it has no components yet; `settings` are those of an
    existing site, or else the ones that are handed in.
    """

    def __init__(self, root: Path, settings: Settings) -> None:
        self.root = root
        self._is_there = (root / _CONFIG).exists()
        self.settings = settings
        self.folder, self._components = _FOLDER, _COMPONENTS
        if self._is_there:
            configuration = read_configuration(root / _CONFIG)
            self.settings = configuration.settings
            self.folder = configuration.files.incidents.relative_to(root).as_posix()
            self._components = configuration.files.components.relative_to(root).as_posix()
        self.catalog: Catalog | None = None
        if (root / self._components).exists():
            data = (root / self._components).read_bytes()
            self.catalog = read_components(data, self._components, self.settings)[0]
        incidents = root / self.folder
        paths = incident_paths(incidents) if incidents.is_dir() else ()
        #: id → path below the incident folder, of the incidents that are there
        self.taken = {Path(path).stem: path for path in paths}

    def by_external_id(self) -> dict[str, str]:
        """The id that an incident had elsewhere → the one that its file here has."""
        found = {}
        for id, path in self.taken.items():
            front = (
                (self.root / self.folder / path).read_text(encoding="utf-8-sig", errors="replace").split("\n---", 1)[0]
            )
            if match := _EXTERNAL_ID.search(front):
                try:
                    found[str(parse_yaml(match[0])["external_id"])] = id
                except Unreadable:
                    continue
        return found

    def write_site(self, catalog: Catalog, report: Report) -> None:
        """Write `mkdocs.yml`, and `components.yml` with `catalog`, where there are none. Raises OSError."""
        if not self.settings.site_url:
            report.remark(_CONFIG, "it says no address: add a line `site_url` before you build")
        if not self._is_there:
            self._put_or_remark(_CONFIG, site_text(self.settings, docs_dir=_FOLDER), report)
        (self.root / self.folder).mkdir(parents=True, exist_ok=True)
        if self.catalog is None:
            self._put_or_remark(self._components, catalog_text(catalog), report)

    def write_incident(
        self, shown: str, incident: Incident, catalog: Catalog, report: Report, *, zone: str = "UTC"
    ) -> None:
        """Write the file of `incident`, or say in `report` why not; `shown` names where it came from.

        It is read against the components of the site, or where it has none against `catalog`. Raises OSError.
        """
        text = incident_text(incident, zone=zone)
        context = ReadingContext(self.catalog or catalog, self.settings)
        _, findings = read_incident(text.encode(), incident.path, context)
        fault = next((finding for finding in findings if finding.severity == "error"), None)
        there = self.taken.get(incident.id)
        if fault is not None:
            report.skip(shown, f"{fault.message} ({fault.path}:{fault.line})")
        elif there is not None and there != incident.path:
            report.skip(shown, f"its id is taken by {self.folder}/{there}")
        elif not put(self.root, f"{self.folder}/{incident.path}", text, report):
            report.skip(shown, self._left_alone(incident, context))

    def _left_alone(self, incident: Incident, context: ReadingContext) -> str:
        """Why the file of `incident` stays as it is: it has other words, or the old page has said more since."""
        path = f"{self.folder}/{incident.path}"
        file = self.root / path
        there = read_incident(file.read_bytes(), incident.path, context)[0] if file.is_file() else None
        known = {key for update in there.updates for key in (update.at, update.external_id) if key} if there else set()
        new = sum(update.at not in known and update.external_id not in known for update in incident.updates)
        if there is None or not new:
            return f"{path} is there already, with other words"
        return f"it has {new} new update{'' if new == 1 else 's'}, and {path} is there already: it is left alone"

    def _put_or_remark(self, path: str, text: str, report: Report) -> None:
        if not put(self.root, path, text, report):
            report.remark(path, "it is there already, and was left as it is")
