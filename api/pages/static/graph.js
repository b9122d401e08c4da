// The drawing beside an answer. Positions come from the server; a click shows what a thing is, and its neighbours can be walked to.
/* global vis */

const INSIDE = new Set(["box", "ellipse"]); // shapes that hold their label
const SHAPES = { database: "box", hexagon: "box" }; // a cylinder as wide as its label hides its neighbours
const MOST_NEW = 24; // neighbours added by one step of the walk

const place = document.getElementById("graph");
const details = document.getElementById("details");
const data = JSON.parse(document.getElementById("graph-data").textContent);
const words = JSON.parse(document.getElementById("graph-words").textContent);

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function tint(colour, part) {
  const channels = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return `#${channels.map((c) => Math.round(255 - (255 - c) * part).toString(16).padStart(2, "0")).join("")}`;
}

function drawnNode(node) {
  const kind = data.kinds[node.type];
  return {
    id: node.id,
    label: node.label,
    x: node.x,
    y: node.y,
    shape: SHAPES[kind.shape] ?? kind.shape,
    size: 14,
    margin: 8,
    borderWidth: node.main ? 2.5 : 1.2,
    color: {
      background: tint(kind.colour, INSIDE.has(SHAPES[kind.shape] ?? kind.shape) ? 0.1 : 0.75),
      border: kind.colour,
      highlight: { background: tint(kind.colour, 0.25), border: kind.colour },
      hover: { background: tint(kind.colour, 0.18), border: kind.colour },
    },
  };
}

let serial = 0;
const pairs = new Map();
function drawnEdge(edge) {
  const key = [edge.from, edge.to].sort().join(" ");
  const turn = pairs.get(key) ?? 0;
  pairs.set(key, turn + 1);
  return {
    id: `e${serial++}`,
    from: edge.from,
    to: edge.to,
    label: edge.label,
    arrows: edge.symmetric ? "" : "to",
    smooth: turn ? { type: "curvedCW", roundness: 0.12 + 0.12 * turn } : { type: "continuous" },
    about: edge,
  };
}

const fonts = getComputedStyle(document.body).fontFamily;
const names = new Map(data.nodes.map((node) => [node.id, node]));
const nodes = new vis.DataSet(data.nodes.map(drawnNode));
const edges = new vis.DataSet(data.edges.map(drawnEdge));

place.replaceChildren();
const network = new vis.Network(place, { nodes, edges }, {
  physics: false,
  nodes: { font: { face: fonts, size: 16, color: "#1c2430" }, shapeProperties: { borderRadius: 5 } },
  edges: {
    color: { color: "#9aa5b1", highlight: "#0b4a82", hover: "#5a6b7d" },
    width: 1.2,
    font: { face: fonts, size: 0, color: "#5a6673", strokeWidth: 4, strokeColor: "#ffffff", align: "middle" },
    arrows: { to: { scaleFactor: 0.55 } },
    selectionWidth: 1.5,
  },
  interaction: { hover: true, tooltipDelay: 200, keyboard: false, zoomView: true },
});

// names of relations are drawn only where they can be read
function nameRelations() {
  const size = network.getScale() >= 0.7 ? 12 : 0;
  if (size !== network.labelSize) network.setOptions({ edges: { font: { size } } });
  network.labelSize = size;
}
network.on("zoom", nameRelations);
network.once("afterDrawing", () => place.setAttribute("data-drawn", "true"));
network.fit();
if (network.getScale() > 1) network.moveTo({ scale: 1 });
nameRelations();

// -- what was clicked --
function link(href, text) {
  return element("a", { href }, text);
}

function chip(type) {
  return element("span", { class: `badge type-${type}` }, data.kinds[type].label);
}

function toThing(id) {
  const node = names.get(id);
  const button = element("button", { type: "button", class: "thing" }, chip(node.type), ` ${node.name}`);
  button.addEventListener("click", () => select(id));
  return button;
}

function sentence(edge) {
  if (!edge.quote) return edge.basis ? [element("p", { class: "from" }, `${words.basis}: ${edge.basis}`)] : [];
  const href = `/documents/${encodeURIComponent(edge.document)}?start=${edge.start}&end=${edge.end}#passage`;
  return [element("blockquote", {}, edge.quote), element("p", { class: "from" }, link(href, words.read))];
}

function relation(edge, id) {
  const outwards = edge.from === id;
  return element("li", {}, element("span", { class: "relation" }, outwards ? edge.label : edge.inverse), " ", toThing(outwards ? edge.to : edge.from));
}

function showNode(id) {
  const node = names.get(id);
  const own = edges.get({ filter: (edge) => edge.from === id || edge.to === id }).map((edge) => edge.about);
  const walk = element("button", { type: "button", class: "walk" }, words.expand);
  walk.addEventListener("click", () => expand(id, walk));
  details.replaceChildren(
    element("h3", {}, chip(node.type), " ", node.name),
    element("p", { class: "actions" }, link(`/entities/${encodeURIComponent(id)}`, words.open), " ", walk),
    element("ul", { class: "relations" }, ...own.slice(0, 12).map((edge) => relation(edge, id))),
  );
}

function showEdge(edge) {
  details.replaceChildren(
    element("h3", {}, edge.label),
    element("p", {}, toThing(edge.from), " → ", toThing(edge.to)),
    ...sentence(edge),
  );
}

function select(id) {
  network.selectNodes([id]);
  network.focus(id, { scale: Math.max(network.getScale(), 0.7), animation: { duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 300 } });
  showNode(id);
}

network.on("click", (event) => {
  if (event.nodes.length) showNode(event.nodes[0]);
  else if (event.edges.length) showEdge(edges.get(event.edges[0]).about);
});
network.on("doubleClick", (event) => { if (event.nodes.length) location.assign(`/entities/${encodeURIComponent(event.nodes[0])}`); });

// -- walking: the neighbours of a thing are fetched and set around it --
async function expand(id, button) {
  button.disabled = true;
  button.textContent = words.expanding;
  try {
    const answer = await fetch(`/drawing/${encodeURIComponent(id)}`);
    if (!answer.ok) throw new Error(answer.statusText);
    add(id, await answer.json());
    showNode(id);
  } catch {
    button.textContent = words.failed;
  }
}

function add(id, found) {
  const fresh = found.nodes.filter((node) => !names.has(node.id)).slice(0, MOST_NEW);
  const centre = network.getPosition(id);
  const radius = Math.max(190, fresh.length * 26);
  fresh.forEach((node, position) => {
    const angle = (2 * Math.PI * position) / fresh.length;
    const spot = { x: centre.x + radius * Math.cos(angle) * 1.3, y: centre.y + radius * Math.sin(angle) };
    names.set(node.id, node);
    nodes.add(drawnNode({ ...node, ...spot }));
  });
  const known = new Set(edges.get().map((edge) => `${edge.from} ${edge.about.type} ${edge.to}`));
  for (const edge of found.edges) {
    if (names.has(edge.from) && names.has(edge.to) && !known.has(`${edge.from} ${edge.type} ${edge.to}`)) edges.add(drawnEdge(edge));
  }
  if (fresh.length) network.fit({ nodes: [id, ...fresh.map((node) => node.id)], animation: false });
}

// -- tools --
function zoom(by) {
  network.moveTo({ scale: network.getScale() * by });
  nameRelations();
}
const tools = {
  fit: () => { network.fit(); nameRelations(); },
  in: () => zoom(1.3),
  out: () => zoom(1 / 1.3),
  full: () => (document.fullscreenElement ? document.exitFullscreen() : place.closest(".drawing").requestFullscreen()),
};
for (const button of document.querySelectorAll("[data-graph]")) button.addEventListener("click", tools[button.dataset.graph]);
document.addEventListener("fullscreenchange", () => setTimeout(() => network.fit(), 100));

// -- the same things as a list, for the keyboard and for screen readers --
const list = element("details", { class: "things" }, element("summary", {}, words.list), element("ul", {}, ...data.nodes.map((node) => element("li", {}, toThing(node.id)))));
details.after(list);
