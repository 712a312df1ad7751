// What a browser adds to a page that is complete without it: the reader's own time, the state
// of this moment, a word when the page is old, a filter and a search. It never reloads the page.
"use strict";

(() => {
  const { worst, stepAt, stateAt, nextChange, fill, sentence } = globalThis.plainstatus;
  const words = globalThis.plainstatusWords;
  const { root, zone, live } = document.body.dataset;
  const data = live && JSON.parse(live);
  // Only the front page changes with every build, and tells of when that was. Every other page has an address.
  const isFront = data && data.address === undefined;
  const builtDate = isFront ? new Date(data.as_of * 1000) : new Date();
  const online = location.protocol.startsWith("http");

  function make(tag, className, ...children) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  // The bar under the head: a line for each thing that it tells.

  const told = {};

  // Without a line, it tells no longer of that.
  function tell(about, ...line) {
    if (line.length) told[about] = line;
    else delete told[about];
    const bar = document.querySelector("[data-notice]");
    // A live region is read aloud when its words change while it is there to be seen.
    bar.hidden = !Object.keys(told).length;
    const lines = Object.values(told).flatMap((each, index) => (index ? [make("br"), ...each] : each));
    bar.firstElementChild.replaceChildren(...lines);
  }

  // The reader's own time

  // Writes moments in a zone (undefined: the reader's own) as wording/moments.py does.
  function writer(timeZone) {
    const locale = words.language === "en" ? "en-GB" : words.language;
    const format = (options) => {
      const made = new Intl.DateTimeFormat(locale, { ...options, timeZone });
      return (date) => made.format(date);
    };
    const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    const year = format({ year: "numeric" });
    const short = format({ day: "numeric", month: "short" });
    const long = format({ day: "numeric", month: "short", year: "numeric" });
    const zoned = format({ ...time, timeZoneName: "short" });
    const day = (date) => (year(date) === year(builtDate) ? short(date) : long(date));
    return { day, clock: format(time), text: (date) => `${day(date)}, ${zoned(date)}` };
  }

  const own = writer();
  let site = own;
  try {
    site = writer(zone);
  } catch {
    // An older browser may not know the zone: the times of the page stand as they are.
  }

  const PLAINLY = ".figures dd, .course .when, .card .meta, .asof";
  const isDash = (node) => node?.nodeType === Node.TEXT_NODE && node.data.trim() === "–";

  function addOwnTime(time) {
    const date = new Date(time.dateTime);
    if (site.day(date) === own.day(date) && site.clock(date) === own.clock(date)) return;
    time.title = own.text(date);
    // Of a window, the end says both.
    if (!time.closest(PLAINLY) || (isDash(time.nextSibling) && time.nextElementSibling?.matches("time"))) return;
    const on = (moment, day) => (own.day(moment) === day ? "" : `${own.day(moment)}, `) + own.clock(moment);
    let text = on(date, site.day(date));
    if (isDash(time.previousSibling) && time.previousElementSibling?.matches("time")) {
      const start = new Date(time.previousElementSibling.dateTime);
      text = `${on(start, site.day(start))} – ${on(date, own.day(start))}`;
    }
    const gap = time.closest(".meta, .asof") ? ", " : " ";
    (time.closest("a") ?? time).after(gap, make("span", "local", fill(words.yours, { time: text })));
  }

  function ownTimes() {
    document.querySelectorAll('time[datetime*="T"]').forEach(addOwnTime);
  }

  // Keeping true

  const LONGEST_TIMER = 2 ** 31 - 1;

  const retitle = (before, after) => {
    document.title = document.title.replace(before, () => after);
  };

  // Sets shape and text of a `.word`; gives the text it had where that was another one.
  function write(word, text, status) {
    const use = word.querySelector("use");
    const before = word.textContent.trim();
    if (before === text) return "";
    if (status) {
      word.className = `word is-${status}`;
      use.setAttribute("href", `#${status}`);
    }
    word.lastChild.textContent = ` ${text}`;
    return before;
  }

  function showSentence(status, text, before) {
    retitle(before, text);
    const heading = document.querySelector("[data-sentence]");
    if (heading) {
      heading.querySelector("svg").setAttribute("class", `shape is-${status}`);
      heading.querySelector("use").setAttribute("href", `#${status}`);
      heading.querySelector("span").textContent = text;
    }
    const icon = document.querySelector('link[rel="icon"]');
    const shown = ["favicon.svg", ...Object.values(words.favicons)].find((path) => icon?.getAttribute("href").endsWith(path));
    if (shown && words.favicons[status]) icon.href = icon.getAttribute("href").slice(0, -shown.length) + words.favicons[status];
  }

  // What a page says of the one thing that it is about.
  const headline = (word) => `${document.querySelector("h1").textContent}: ${word}`;

  function showComponents(components, announce) {
    for (const row of document.querySelectorAll("[data-component]")) {
      const status = components.get(row.dataset.component);
      const before = status && write(row.querySelector(".word"), words.status[status], status);
      if (before && !isFront) {
        retitle(`: ${before}`, `: ${words.status[status]}`);
        announce(headline(words.status[status]));
      }
    }
    for (const group of document.querySelectorAll("[data-group]")) {
      const rows = [...group.querySelectorAll("[data-component]")];
      const status = worst(rows.map((row) => components.get(row.dataset.component)));
      const changed = write(group.querySelector("summary .word"), words.status[status], status);
      if (changed && status !== "operational") group.open = true;
    }
  }

  function showCourse(course, incident, now, overdue, announce) {
    const [, state] = stepAt(incident, now);
    const word = course.querySelector("[data-state] .word");
    const before = word && words.state[state] && write(word, words.state[state]);
    if (before && !isFront) {
      retitle(before, words.state[state]);
      announce(headline(words.state[state]));
    }
    if (isFront && state === "ended") {
      course.hidden = true;
      const section = course.closest("section");
      section.hidden = !section.querySelector(".card:not([hidden])");
    }
    const promise = overdue && course.querySelector("dd[data-due]");
    if (promise && !promise.querySelector(".late")) promise.append(make("span", "late", words.late));
  }

  function tellStale(builtAt) {
    if (told.stale) return;
    const date = new Date(builtAt * 1000);
    const time = make("time", "", site.text(date));
    time.dateTime = date.toISOString();
    addOwnTime(time);
    const [before, after] = words.stale.split("{time}");
    tell("stale", before, time, after);
  }

  function keepTrue() {
    if (!data) return;
    const incidents = new Map(data.incidents.map((incident) => [incident.id, incident]));
    let said = isFront && sentence(data, stateAt(data, data.as_of), words);
    let loading = true;
    let timer;

    const announce = (line) => loading || tell("news", line);
    const refresh = () => {
      // The reader's clock may be slow, but the page is not from the future.
      const now = Math.max(Math.floor(Date.now() / 1000), data.as_of);
      const state = stateAt(data, now);
      const text = isFront && sentence(data, state, words);
      if (text !== said) {
        showSentence(state.overall, text, said);
        announce(text);
        said = text;
      }
      showComponents(state.components, announce);
      for (const course of document.querySelectorAll("[data-course]")) {
        const incident = incidents.get(course.dataset.course);
        if (incident) showCourse(course, incident, now, state.overdue.includes(incident.id), announce);
      }
      if (isFront && state.stale) tellStale(data.as_of);
      clearTimeout(timer);
      const change = nextChange(data, now);
      if (change < Infinity) timer = setTimeout(refresh, Math.min(change * 1000 - Date.now(), LONGEST_TIMER));
    };

    refresh();
    loading = false;
    document.addEventListener("visibilitychange", refresh);
    if (online) lookForNewer(refresh);
  }

  // Newer data

  const OFTEN = 120_000;
  const SELDOM = 900_000;

  function lookForNewer(refresh) {
    let wait = OFTEN;
    let last = Date.now() < data.stale_at * 1000 ? Date.now() : 0;
    let timer;

    // A page that has said the same for long is no less true for it, as long as the site is still being built.
    const judge = (builtAt) => {
      const isOld = Date.now() / 1000 - builtAt >= data.stale_at - data.as_of;
      if (isOld) tellStale(builtAt);
      else if (told.stale) tell("stale");
    };

    const look = async () => {
      last = Date.now();
      // Timers stand still while a machine sleeps.
      refresh();
      try {
        const answer = await fetch(`${root}live.json`, { cache: "no-cache", signal: AbortSignal.timeout(30_000) });
        const newest = await answer.json();
        if ((isFront ? newest.built_at : newest.changed?.[data.address]) > data.as_of) return found();
        if (!isFront) judge(newest.built_at);
        wait = OFTEN;
      } catch {
        wait = Math.min(wait * 2, SELDOM);
      }
      plan();
    };

    // All the open pages of the world do not ask in the same second.
    const plan = () => {
      clearTimeout(timer);
      if (!document.hidden) timer = setTimeout(look, last + wait * (1 + Math.random() / 4) - Date.now());
    };

    const found = () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", plan);
      const link = make("a", "", words.reload);
      link.href = "";
      tell("newer", `${words.newer} `, link);
    };

    document.addEventListener("visibilitychange", plan);
    plan();
  }

  // Finding

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const count = (n) => fill(n > 1 ? words.found.other : n ? words.found.one : words.found.none, { n });

  function whileTyping(input, apply) {
    input.addEventListener("input", apply);
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      input.value = "";
      apply();
    });
  }

  function filter() {
    const section = document.querySelector("[data-filterable]");
    if (!(section?.dataset.filterable > 30)) return;
    const blocks = [...section.querySelectorAll(":scope > .group, :scope > .components")];
    const input = make("input");
    input.type = "search";
    const status = make("p", "small quiet");
    status.setAttribute("role", "status");
    blocks[0].before(make("div", "filter", make("label", "", words.filter, input), status));
    let open;

    whileTyping(input, () => {
      const wanted = fold(input.value.trim());
      open ??= blocks.map((block) => block.open);
      let found = 0;
      blocks.forEach((block, index) => {
        const rows = [...block.querySelectorAll("[data-component]")];
        for (const row of rows) row.hidden = !fold(row.querySelector("a").textContent).includes(wanted);
        const left = rows.filter((row) => !row.hidden).length;
        found += left;
        block.hidden = !left;
        if (block.matches("details")) block.open = wanted ? left > 0 : open[index];
      });
      if (!wanted) open = undefined;
      status.textContent = wanted && count(found);
    });
  }

  const MOST_FOUND = 50;

  function search() {
    const block = document.querySelector("[data-search]");
    if (!block || !online) return;
    const [input, status, list] = ["input", '[role="status"]', "ul"].map((each) => block.querySelector(each));
    const utc = writer("UTC");
    let loading;

    const row = ([address, title, day, , names]) => ({ address, title, day, text: fold(`${address} ${title} ${day} ${names}`) });
    const load = () =>
      (loading ??= fetch(block.dataset.search)
        .then((answer) => answer.json())
        .then((index) => index.incidents.map(row))
        .catch(() => (loading = undefined)));
    const item = ({ address, title, day }) => {
      const time = make("time", "", utc.day(new Date(day)));
      time.dateTime = day;
      const link = make("a", "", title);
      link.href = root + address;
      return make("li", "", make("span", "when", time), make("div", "", make("h2", "", link)));
    };
    const apply = async () => {
      const rows = (await load()) ?? [];
      const wanted = fold(input.value).split(/\s+/).filter(Boolean);
      const found = wanted.length ? rows.filter(({ text }) => wanted.every((each) => text.includes(each))) : [];
      status.textContent = wanted.length && rows.length ? count(found.length) : "";
      list.replaceChildren(...found.slice(0, MOST_FOUND).map(item));
    };

    block.hidden = false;
    input.addEventListener("focus", load, { once: true });
    whileTyping(input, apply);
    const asked = new URLSearchParams(location.search);
    input.value = asked.get("q") ?? asked.get("component") ?? "";
    if (input.value) apply();
  }

  // What an address names is there to be read, where it is folded too.
  function unfold() {
    const show = () => {
      const named = document.getElementById(location.hash.slice(1));
      if (named?.matches("details")) named.open = true;
    };
    addEventListener("hashchange", show);
    show();
  }

  for (const addition of [keepTrue, ownTimes, filter, search, unfold]) {
    // A browser that cannot do the one may still do the others.
    try {
      addition();
    } catch (error) {
      console.error(error);
    }
  }
})();
