// The drawing: vis-network moves, zooms and finds what is clicked; nodes and names are painted here.
const DRAWN = new Map(DATA.nodes.map((node) => [node.id, node]));
const RANKED = [...DRAWN.keys()].sort(byDegree);
const MANY = 6000;
// Of a large graph only the relations of what is selected are drawn: fading all others would take too long.
const large = DATA.nodes.length + DATA.edges.length > MANY;
const INK = "#1c2430";
const ALARM = "#c62828";
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", Arial, sans-serif';
const PATHS = Object.fromEntries(Object.entries(SHAPES).map(([name, path]) => [name, new Path2D(path)]));

const hiddenTypes = new Set();
const hiddenRelations = new Set();
let lit = null; // the nodes that stay bright while something is selected
let litEdges = new Set();

const looks = (node) => (language === "en" && node.english) || node; // label and size, by language
const colourOf = (node) => DATA.types[node.kind].colour;
const overdue = (id) => DATA.things[id].status === "overdue";

function tint(colour, share) {
  const mix = (from) => Math.round(255 - (255 - parseInt(colour.slice(from, from + 2), 16)) * share);
  return `rgb(${mix(1)}, ${mix(3)}, ${mix(5)})`;
}

function sign(ctx, kind, x, y, radius, border) {
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(radius / 10, radius / 10);
  ctx.fillStyle = DATA.types[kind].colour;
  ctx.fill(PATHS[DATA.types[kind].shape]);
  if (border) {
    ctx.lineWidth = (border.width * 10) / radius;
    ctx.strokeStyle = border.colour;
    ctx.stroke(PATHS[DATA.types[kind].shape]);
  }
  ctx.restore();
}

function card(ctx, node, x, y, state) {
  const { label, wide, high } = looks(node);
  const left = x - wide / 2;
  const top = y - high / 2;
  ctx.beginPath();
  ctx.roundRect(left, top, wide, high, 7);
  if (state.selected || state.hover) {
    ctx.shadowColor = "rgba(28, 36, 48, .35)";
    ctx.shadowBlur = 12;
  }
  ctx.fillStyle = tint(colourOf(node), state.selected ? 0.24 : 0.1);
  ctx.fill();
  ctx.shadowBlur = 0;
  ctx.lineWidth = state.selected ? 3 : 1.4;
  ctx.strokeStyle = colourOf(node);
  ctx.stroke();
  sign(ctx, node.kind, left + 15, y, 6.5);
  ctx.font = `14px ${FONT}`;
  ctx.fillStyle = INK;
  ctx.textBaseline = "middle";
  const lines = label.split("\n");
  lines.forEach((line, number) => ctx.fillText(line, left + 28, y + (number - (lines.length - 1) / 2) * 17, wide - 33));
  if (overdue(node.id)) {
    ctx.beginPath();
    ctx.arc(left + wide - 3, top + 3, 6, 0, 2 * Math.PI);
    ctx.fillStyle = ALARM;
    ctx.fill();
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = "#fff";
    ctx.stroke();
  }
}

function paint({ ctx, id, x, y, state }) {
  const node = DRAWN.get(id);
  const drawNode = () => {
    ctx.globalAlpha = lit && !lit.has(id) ? 0.22 : 1;
    if (DATA.cards) card(ctx, node, x, y, state);
    else {
      const ring = state.selected ? { width: 4, colour: INK } : overdue(id) ? { width: 3, colour: ALARM } : { width: 1.5, colour: "#fff" };
      sign(ctx, node.kind, x, y, radius(node), state.hover && !state.selected ? { width: 3, colour: INK } : ring);
    }
  };
  const { wide, high } = looks(node);
  return { drawNode, nodeDimensions: { width: wide, height: high } };
}

// A dot stays visible however small the drawing is.
const LEAST = 3.6;
const radius = (node) => Math.max(node.wide / 2, LEAST / network.getScale());

// Names beside dots, as on a map: the most linked first, and only where there is room.
const widths = new Map();
const MAIN = new Set(RANKED.slice(0, 12));
function names(ctx) {
  if (DATA.cards) return;
  const scale = network.getScale();
  const spots = network.getPositions();
  const corner = network.DOMtoCanvas({ x: 0, y: 0 });
  const frame = at("drawing");
  const taken = [];
  const first = lit ? [...lit].sort(byDegree) : [];
  ctx.save();
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3 / scale;
  ctx.strokeStyle = "rgba(255, 255, 255, .92)";
  ctx.fillStyle = INK;
  for (const id of [...first, ...(lit ? [] : RANKED)]) {
    if (taken.length >= 140) break;
    const spot = spots[id];
    if (!spot) continue;
    const node = DRAWN.get(id);
    const text = looks(node).label;
    const main = MAIN.has(id);
    ctx.font = `${main ? "bold " : ""}${(main ? 13 : 11.5) / scale}px ${FONT}`;
    if (!widths.has(text)) widths.set(text, ctx.measureText(text).width * scale);
    const wide = widths.get(text) + 8;
    const below = radius(node) + 1 / scale;
    const left = (spot.x - corner.x) * scale - wide / 2;
    const top = (spot.y - corner.y + below) * scale;
    if (left + wide < 0 || top < -30 || left > frame.clientWidth || top > frame.clientHeight) continue;
    if (taken.some((box) => left < box[0] + box[2] && box[0] < left + wide && top < box[1] + 16 && box[1] < top + 16)) continue;
    taken.push([left, top, wide]);
    ctx.strokeText(text, spot.x, spot.y + below);
    ctx.fillText(text, spot.x, spot.y + below);
  }
  ctx.restore();
}

// Lines: needs and connections stand out, what changes the law is red, helping and citing are dashed.
const NEED = { colour: "#0b7285", width: 2 };
const CHANGE = { colour: "#b3312c", width: 1.6 };
const USUAL = { colour: "#8793a3", width: 1.2 };
const STYLES = {
  DEPENDS_ON: NEED, CONNECTS_TO: { ...NEED, dashes: [2, 3] }, PRODUCES: { colour: "#1b7f5c", width: 1.8 },
  AMENDS: CHANGE, REPLACES: CHANGE, REPEALS: CHANGE, SUSPENDS: CHANGE, CORRECTS: CHANGE, CONSOLIDATES: CHANGE, SUCCEEDED_BY: CHANGE,
  COORDINATED_WITH: { ...USUAL, dashes: [6, 4] }, SUBMITTED_TO: { ...USUAL, dashes: [2, 3] }, CITES: { ...USUAL, dashes: [6, 4] },
  LED_BY: { colour: "#4a5667", width: 1.8 },
};
// How much of a line is seen between the two nodes it joins.
function room(edge) {
  const [from, to] = [edge.from, edge.to].map((id) => ({ ...nodeSet.get(id), ...looks(DRAWN.get(id)) }));
  const [dx, dy] = [Math.abs(to.x - from.x), Math.abs(to.y - from.y)];
  const inside = Math.min((from.wide + to.wide) / 2 / (dx || 1), (from.high + to.high) / 2 / (dy || 1), 1);
  return Math.hypot(dx, dy) * (1 - inside);
}
const styleOf = (type) => STYLES[type] || USUAL;
function line(edge) {
  const style = styleOf(edge.type);
  const bright = litEdges.has(edge.id);
  const faded = lit && !bright;
  return {
    ...edge,
    color: { color: style.colour, highlight: style.colour, hover: INK, opacity: faded ? 0.1 : bright || DATA.cards ? 1 : 0.6 },
    width: style.width * (DATA.cards ? 1 : 1.3),
    dashes: style.dashes || false,
    arrows: DATA.relations[edge.type].symmetric ? "" : "to",
    label: bright && litEdges.size <= 16 && room(edge) > 6 * both(DATA.relations[edge.type]).length ? both(DATA.relations[edge.type]) : "",
  };
}

const nodeSet = new vis.DataSet(DATA.nodes.map(({ id, x, y }) => ({ id, x, y })));
const edgeSet = new vis.DataSet(DATA.edges.map(line));
const shownNodes = new vis.DataView(nodeSet, { filter: (node) => !hiddenTypes.has(DRAWN.get(node.id).kind) });
const shownEdges = new vis.DataView(edgeSet, {
  filter: (edge) =>
    !(large && lit && !litEdges.has(edge.id)) && !hiddenRelations.has(edge.type) && !hiddenTypes.has(DRAWN.get(edge.from).kind) && !hiddenTypes.has(DRAWN.get(edge.to).kind),
});
const network = new vis.Network(
  at("drawing"),
  { nodes: shownNodes, edges: shownEdges },
  {
    autoResize: true,
    physics: false,
    layout: { improvedLayout: false },
    nodes: { shape: "custom", ctxRenderer: paint, chosen: false },
    edges: {
      smooth: false,
      arrows: { to: { scaleFactor: DATA.cards ? 0.6 : 0.45 } },
      arrowStrikethrough: false,
      selectionWidth: 1.5,
      hoverWidth: 0.8,
      selfReference: { size: 18 },
      font: { size: 11, face: FONT, color: "#3a4656", strokeWidth: 4, strokeColor: "#ffffff", align: "horizontal" },
    },
    interaction: {
      hover: !large,
      hideEdgesOnDrag: large,
      hideEdgesOnZoom: large,
      keyboard: { enabled: true, bindToWindow: false, speed: { x: 12, y: 12, zoom: 0.03 } },
      tooltipDelay: 250,
      zoomSpeed: 0.7,
    },
  },
);
network.on("afterDrawing", names);

// vis asks a painted node for its size only once, before it was painted: let it ask again.
function measured() {
  network.once("afterDrawing", () => {
    Object.values(network.body.nodes).forEach((node) => node.needsRefresh());
    requestAnimationFrame(() => network.redraw());
  });
  network.redraw();
}

function refilter() {
  shownNodes.refresh();
  shownEdges.refresh();
  measured();
}
network.on("dragEnd", ({ nodes }) => {
  const spots = network.getPositions(nodes);
  nodeSet.update(nodes.map((id) => ({ id, ...spots[id] })));
});

function light(nodes, edges) {
  const before = litEdges;
  const faded = lit !== null || nodes !== null;
  lit = nodes && new Set(nodes);
  litEdges = new Set(edges);
  const changed = large ? [...before, ...litEdges] : faded ? DATA.edges.map((edge) => edge.id) : [];
  edgeSet.update(changed.map((id) => line(DATA.edges[id])));
  if (large && faded) shownEdges.refresh();
  network.redraw();
}

const animation = calm ? false : { duration: 350, easingFunction: "easeInOutQuad" };
const narrow = () => window.matchMedia("(max-width: 760px)").matches;
// Everything in sight, beside the legend rather than under it.
function whole(move = animation) {
  const spots = Object.entries(network.getPositions());
  if (!spots.length) return;
  const edges = spots.flatMap(([id, { x, y }]) => {
    const { wide, high } = looks(DRAWN.get(id));
    return [[x - wide / 2, y - high / 2], [x + wide / 2, y + high / 2]];
  });
  const [left, right] = [Math.min(...edges.map(([x]) => x)), Math.max(...edges.map(([x]) => x))];
  const [top, bottom] = [Math.min(...edges.map(([, y]) => y)), Math.max(...edges.map(([, y]) => y))];
  const stage = at("stage");
  const legend = narrow() || !at("legend").querySelector("details[open]") ? 0 : at("legend").offsetWidth + 10;
  const [wide, high] = [stage.clientWidth - legend - 30, stage.clientHeight - (narrow() ? 110 : 70)];
  const scale = Math.min(1.2, wide / (right - left), high / (bottom - top));
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, offset: { x: legend / 2, y: narrow() ? -10 : 0 }, animation: move });
}
function zoom(factor) {
  network.moveTo({ scale: network.getScale() * factor, animation });
}
function approach(id) {
  const scale = Math.max(network.getScale(), DATA.cards ? 0.8 : degree(id) > 40 ? 0.5 : 1); // of a hub more has to be in sight
  network.focus(id, { scale, animation, offset: narrow() ? { x: 0, y: -at("stage").clientHeight * 0.22 } : { x: 0, y: 0 } });
}
