// The banner of a status site on the pages of its product: there while something is wrong, or maintenance is near.
//
// All that it shows comes from embed.json beside it, its style too. It sets words and styles through the object
// model alone, which the strictest content security policy allows, keeps no cookie, and is silent when anything
// fails. site/product/banner.py makes that data, and serves this without its comments and its spaces.
(() => {
  const script = document.currentScript;
  if (!script) return;
  const { components, lang, target, ahead = 24 } = script.dataset;
  const source = new URL(lang ? `embed.${lang}.json` : "embed.json", script.src);
  const wanted = components?.match(/[^\s,]+/g);

  const make = (tag, fields, ...children) => {
    const made = Object.assign(document.createElement(tag), fields);
    made.append(...children);
    return made;
  };
  const draw = (tag, name, value, ...children) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    made.setAttribute(name, value);
    made.ariaHidden = true;
    made.append(...children);
    return made;
  };

  const host = make("plainstatus-banner");
  const root = host.attachShadow({ mode: "open" });
  // A live region is read aloud when its words change while it is there: it stands empty from the start.
  const box = make("div", { role: "status" });
  root.append(box);

  // What this reader does not want to see again; where a browser keeps nothing, until the page is left.
  let dismissed = [];
  try {
    dismissed = JSON.parse(localStorage[source]);
  } catch {}

  let data, seen, timer;
  let due = 0;
  let failed = 0;

  const row = ({ id, title, lang, url, label, shape, window, ...each }, waits, now) => {
    const { words } = data;
    const times = new Intl.DateTimeFormat(words.locale, words.times);
    const said = make("span", {}, `${waits ? words.planned : label}: `, make("a", { href: url, target: "_blank", lang }, title));
    const add = (words) => said.append(" ", make("small", {}, words));
    if (window) add(times.formatRange(new Date(window.start), new Date(window.end)));
    for (const name in words.promises) {
      const moment = new Date(each[name]);
      if (moment > now) add(`${words.promises[name]}: ${times.format(moment)}`);
    }
    const onclick = () => {
      dismissed = [id, ...dismissed].slice(0, 50);
      try {
        localStorage[source] = JSON.stringify(dismissed);
      } catch {}
      show();
      box.querySelector("button")?.focus();
    };
    const button = make("button", { ariaLabel: `${words.dismiss}: ${title}`, onclick }, "×");
    return make("p", { className: shape, dir: "auto", lang: words.language }, draw("svg", "viewBox", "0 0 16 16", draw("path", "d", data.shapes[shape])), said, button);
  };

  const show = () => {
    const now = Date.now();
    // No moment is never.
    const at = (moment) => Date.parse(moment ?? 9999);
    const rows = [];
    // What nobody could confirm for two hours may be over.
    if (now - seen < 72e5) {
      for (const each of [...data.incidents, ...data.maintenances]) {
        const waits = each.window && at(each.begins) > now;
        const told = at(each.ends) > now && !(waits && at(each.window.start) > now + ahead * 36e5);
        const meant = !wanted || each.components.some((id) => wanted.includes(id));
        if (told && meant && !dismissed.includes(each.id)) rows.push(row(each, waits, now));
      }
    }
    const fresh = box.cloneNode();
    fresh.append(...rows);
    if (!fresh.isEqualNode(box)) box.replaceChildren(...rows);
  };

  const ask = async () => {
    due = Infinity;
    try {
      const answer = await fetch(source, { cache: "no-cache", signal: AbortSignal.timeout(3e4) });
      if (!answer.ok) throw 0;
      data = await answer.json();
      const style = new CSSStyleSheet();
      style.replaceSync(data.style);
      root.adoptedStyleSheets = [style];
      seen = Date.now();
      failed = 0;
    } catch {
      failed++;
    }
    // A minute, and after each failure twice as long, up to an hour; pages that failed together do not ask together.
    due = Date.now() + Math.min(6e4 * 2 ** failed * (1 + Math.random() / 4), 36e5);
    tick();
  };
  const tick = () => {
    clearTimeout(timer);
    if (document.hidden) return;
    if (!host.isConnected) (document.querySelector(target) ?? document.body).prepend(host);
    try {
      show();
    } catch {}
    if (Date.now() < due) timer = setTimeout(tick, Math.min(due - Date.now(), 6e4));
    else ask();
  };
  document.addEventListener("visibilitychange", tick);
  if (document.body) tick();
  else document.addEventListener("DOMContentLoaded", tick);
})();
