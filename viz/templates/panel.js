// The panel: what is selected, what proves it, and the way on to its neighbours.
const FEW = 12;
const trail = [];

function steps(ids, more = null) {
  const list = make("ul");
  const add = (part) => list.append(...part.map((item) => make("li", {}, ...[item].flat())));
  add(ids.slice(0, FEW));
  if (ids.length <= FEW) return [list];
  const rest = make("button", { type: "button", class: "more", on: { click: () => { add(ids.slice(FEW)); rest.remove(); } } });
  rest.append(more || say("page_more", { count: count(ids.length - FEW) }));
  return [list, rest];
}

function step(id, below = "") {
  const text = make("span", {}, nameOf(id), ...(below ? [make("br"), make("small", {}, below)] : []));
  return make("button", { type: "button", class: "walk", on: { click: () => go({ thing: id }) } }, glyph(DATA.things[id].type), text);
}

function figure(number) {
  const [document, start, end, quote, place = {}] = DATA.quotes[number];
  const [id, name] = DATA.documents[document];
  const where = Object.keys(place).map((key) => say(`place_${key}`, place));
  where.push(say("place_characters", { start, end }));
  const source = DATA.things[id] ? make("button", { type: "button", on: { click: () => go({ thing: id }) } }, name) : name;
  return make("figure", {}, make("blockquote", {}, `“${quote}”`), make("figcaption", {}, source, ` · ${where.join(", ")}`));
}

function evidence(quotes = [], basis = "") {
  const parts = [make("h3", {}, say("page_evidence"))];
  if (basis) parts.push(make("p", {}, `${say("page_basis")}: ${basis}`));
  else if (!quotes.length) parts.push(make("p", { class: "help" }, say("page_no_evidence")));
  const box = make("div", {}, ...quotes.slice(0, 5).map(figure));
  parts.push(box);
  if (quotes.length > 5) {
    const rest = make("button", { type: "button", class: "more", on: { click: () => { box.append(...quotes.slice(5).map(figure)); rest.remove(); } } });
    rest.append(say("page_more", { count: count(quotes.length - 5) }));
    parts.push(rest);
  }
  return parts;
}

function properties(pairs) {
  return pairs.length ? [make("dl", {}, ...pairs.flatMap(([label, value]) => [make("dt", {}, label), make("dd", {}, value)]))] : [];
}

const badge = (code) => make("span", { class: `badge ${code}` }, both(DATA.statuses[code]));
const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);

function thingParts(id) {
  const thing = DATA.things[id];
  const kind = DATA.types[thing.type];
  const other = language === "en" ? (thing.en ? thing.name : "") : thing.en;
  const pairs = Object.entries(thing.properties || {}).map(([name, value]) => [upper(both(kind.properties[name])), told(name, value)]);
  if (thing.status) pairs.push([say("page_status"), make("span", {}, badge(thing.status), ` ${both(DATA.asOf)}`)]);
  if (thing.aliases) pairs.push([say("page_aliases"), thing.aliases.join("; ")]);
  return [
    make("div", { class: "kind" }, glyph(thing.type), both(kind)),
    make("h2", {}, nameOf(id)),
    ...(other ? [make("p", { class: "other", lang: language === "en" ? "vi" : "en" }, other)] : []),
    ...properties(pairs),
    ...relations(id),
    ...(thing.quotes ? evidence(thing.quotes) : []),
  ];
}

function relations(id) {
  const groups = new Map();
  for (const number of LINKS.get(id)) {
    const link = DATA.links[number];
    const forward = link.from === id || DATA.relations[link.type].symmetric;
    const key = `${link.type} ${forward}`;
    if (!groups.has(key)) groups.set(key, { label: forward ? DATA.relations[link.type] : DATA.relations[link.type].inverse, items: [] });
    const end = link.from === id ? link.to : link.from;
    if (!DATA.things[end]) continue;
    const why = make("button", { type: "button", class: "why", title: say("page_see_evidence"), "aria-label": say("page_see_evidence"), on: { click: () => go({ link: number }) } }, "❝");
    const how = Object.entries(link.properties || {}).filter(([name]) => name !== "basis").map(([name, value]) => told(name, value)).join(" · ");
    groups.get(key).items.push([step(end, how), why]);
  }
  const order = Object.keys(DATA.relations);
  const sorted = [...groups].sort(([a], [b]) => order.indexOf(a.split(" ")[0]) - order.indexOf(b.split(" ")[0]));
  const parts = sorted.flatMap(([, { label, items }]) => [make("h4", {}, `${upper(both(label))} `, make("span", { class: "count" }, `(${count(items.length)})`)), ...steps(items)]);
  return parts.length ? [make("h3", {}, say("page_relations_here")), ...parts] : [];
}

function linkParts(number) {
  const link = DATA.links[number];
  const { basis = "", ...rest } = link.properties || {};
  const pairs = Object.entries(rest).map(([name, value]) => [upper(say(`property_${name}`)), told(name, value)]);
  return [
    make("div", { class: "kind" }, say("page_relation")),
    make("div", { class: "triple" }, step(link.from), make("p", {}, `↓ ${both(DATA.relations[link.type])}`), step(link.to)),
    ...properties(pairs),
    ...evidence(link.quotes, basis),
  ];
}

function overviewParts() {
  const types = Object.keys(DATA.types).map((type) => [type, RANKED.filter((id) => DATA.things[id].type === type)]);
  const lists = types.filter(([, ids]) => ids.length).map(([type, ids]) => {
    const box = make("details", {}, make("summary", {}, glyph(type), ` ${both(DATA.types[type])} `, make("span", { class: "count" }, `(${count(ids.length)})`)));
    box.addEventListener("toggle", () => box.append(...steps([...ids].sort((a, b) => nameOf(a).localeCompare(nameOf(b), language)).map((id) => step(id)))), { once: true });
    return box;
  });
  return [
    make("h2", {}, DATA.title),
    ...(DATA.understood && both(DATA.understood) !== DATA.title ? [make("p", {}, `${say("page_understood")}: ${both(DATA.understood)}`)] : []),
    ...DATA.notes.map((note) => make("p", {}, both(note))),
    make("p", { class: "help" }, say("page_as_of", { day: both(DATA.asOf) })),
    make("p", { class: "help" }, say("page_help")),
    make("h3", {}, say("page_most_linked")),
    ...steps(RANKED.slice(0, 8).map((id) => step(id))),
    make("h3", {}, say("page_all_items")),
    ...lists,
  ];
}

function showPanel() {
  const here = trail.at(-1);
  const panel = at("panel");
  const bar = make("div", { class: "bar" });
  const back = make("button", { type: "button", class: "back", on: { click: goBack } }, `← ${say(trail.length > 1 ? "page_back" : "page_overview")}`);
  const close = make("button", { type: "button", class: "close", title: say("page_close"), "aria-label": say("page_close"), on: { click: clear } }, "×");
  if (here) bar.append(back, close);
  else if (narrow()) bar.append(make("button", { type: "button", class: "back", on: { click: () => panel.classList.toggle("folded") } }, say("page_overview")));
  const parts = !here ? overviewParts() : here.thing ? thingParts(here.thing) : linkParts(here.link);
  panel.replaceChildren(bar, ...parts);
  panel.classList.toggle("folded", !here && narrow());
  panel.scrollTop = 0;
}

// -- moving about: every step is remembered, so that one can walk back --
function go(step, move = true) {
  const last = trail.at(-1);
  if (!last || last.thing !== step.thing || last.link !== step.link) trail.push(step);
  arrive(move);
}
function goBack() {
  trail.pop();
  arrive(true);
}
function clear() {
  trail.length = 0;
  arrive(false);
}
function arrive(move) {
  const here = trail.at(-1);
  showPanel();
  if (!here) {
    network.unselectAll();
    light(null, []);
  } else if (here.thing) {
    reveal(here.thing);
    const edges = LINKS.get(here.thing);
    light([here.thing, ...edges.flatMap((number) => [DATA.links[number].from, DATA.links[number].to])], edges);
    network.selectNodes([here.thing], false);
    if (move) approach(here.thing);
  } else {
    const { from, to } = DATA.links[here.link];
    reveal(from, to, DATA.links[here.link].type);
    light([from, to], [here.link]);
    network.setSelection({ nodes: [], edges: [here.link] });
    if (move) network.fit({ nodes: [from, to], animation, maxZoomLevel: 1 });
  }
  window.history.replaceState(null, "", here && here.thing ? `#${encodeURIComponent(here.thing)}` : "#");
}
