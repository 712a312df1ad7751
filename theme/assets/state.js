// What a page says at a moment: the rules of timeline/live.py and site/sentence.py, on the same data.
// Pure functions: no clock, no document.
"use strict";

(() => {
  // In rising order of weight.
  const STATUSES = ["operational", "under_maintenance", "degraded_performance", "partial_outage", "major_outage"];
  const CLOSED = new Set(["resolved", "completed", "cancelled", "ended"]);
  const UNDER_WAY = new Set(["in_progress", "verifying"]);

  const worst = (statuses) => STATUSES[Math.max(0, ...statuses.map((status) => STATUSES.indexOf(status)))];

  // The step of an incident that counts at `now`, as [at, state, {id: status}].
  const stepAt = (incident, now) => incident.steps.findLast((step) => step[0] <= now) ?? incident.steps[0];

  // `data` is what timeline/live.py's live_data or live_part made, `now` whole epoch seconds.
  function stateAt(data, now) {
    // An id may be "7" or "constructor": a Map keeps the order of the page, and knows no inherited names.
    const base = new Map(Object.entries(data.base));
    const components = new Map(data.components.map((id) => [id, base.get(id) ?? "operational"]));
    const current = data.incidents.map((incident) => [incident, ...stepAt(incident, now).slice(1)]);
    for (const [, , statuses] of current) {
      for (const [id, status] of Object.entries(statuses)) {
        if (components.has(id)) components.set(id, worst([components.get(id), status]));
      }
    }
    const ids = (holds) => current.filter(([incident, state]) => holds(incident, state)).map(([incident]) => incident.id);
    return {
      components,
      overall: worst([...components.values()]),
      open: ids((incident, state) => incident.kind === "incident" && !CLOSED.has(state)),
      under_way: ids((incident, state) => incident.kind === "maintenance" && UNDER_WAY.has(state)),
      coming: ids((incident, state) => incident.kind === "maintenance" && state === "scheduled"),
      notices: ids((incident, state) => incident.kind === "notice" && !CLOSED.has(state)),
      overdue: ids((incident, state) => incident.promise !== null && incident.promise <= now && !CLOSED.has(state)),
      stale: data.stale_at <= now,
    };
  }

  // The next moment after `now` at which stateAt may answer something else; Infinity where there is none.
  function nextChange(data, now) {
    const moments = [data.stale_at];
    for (const { steps, promise } of data.incidents) moments.push(promise ?? 0, ...steps.map((step) => step[0]));
    return Math.min(...moments.filter((moment) => moment > now));
  }

  // `pattern` with each {name} filled from `values`.
  const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  // The one sentence that says how things are.
  function sentence(data, state, words) {
    const said = words.sentence;
    const status = state.overall;
    if (status === "operational") return state.open.length ? said.watched : said.well;
    const names = new Map(Object.entries(data.names));
    const hit = data.components.filter((id) => state.components.get(id) === status).map((id) => names.get(id));
    if (hit.length > said.named) return fill(said.many[status], { n: hit.length });
    const last = hit.pop();
    return fill(said.few[status], { names: hit.length ? fill(said.and, { some: hit.join(", "), last }) : last });
  }

  globalThis.plainstatus = { worst, stepAt, stateAt, nextChange, fill, sentence };
})();
