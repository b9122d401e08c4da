// The legend: every type of node and relation with how many there are; a click hides or shows a type.
const TYPES = Object.keys(DATA.types).map((type) => [type, DATA.nodes.filter((node) => node.kind === type).length]).filter(([, many]) => many);
const RELATIONS = Object.keys(DATA.relations).map((type) => [type, DATA.edges.filter((edge) => edge.type === type).length]).filter(([, many]) => many);
const LATE = DATA.nodes.filter((node) => overdue(node.id)).length;
let open = null;
let relationsOpen = false;

function key(type, many, sign, label, hidden) {
  const pressed = String(!hidden.has(type));
  const act = () => {
    if (!hidden.delete(type)) hidden.add(type);
    refilter();
    showLegend();
    at("legend").querySelector(`[data-type="${type}"]`).focus();
  };
  const button = make("button", { type: "button", class: "key", "data-type": type, "aria-pressed": pressed, on: { click: act } });
  button.append(sign, make("span", {}, label), make("span", { class: "count" }, count(many)));
  return button;
}

function stroke(type) {
  const { colour, width, dashes = [] } = styleOf(type);
  return svg("0 0 22 12", { d: "M1 6H21", stroke: colour, "stroke-width": width * 1.3, "stroke-dasharray": dashes.join(" "), fill: "none" });
}

function showLegend() {
  if (open === null) open = !narrow();
  const late = svg("-11 -11 22 22", DATA.cards ? { d: "M-7 0A7 7 0 1 0 7 0A7 7 0 1 0-7 0Z", fill: ALARM } : { d: "M-8 0A8 8 0 1 0 8 0A8 8 0 1 0-8 0Z", fill: "none", stroke: ALARM, "stroke-width": 3 });
  const parts = [
    make("p", {}, say("page_toggle")),
    ...TYPES.map(([type, many]) => key(type, many, glyph(type), both(DATA.types[type]), hiddenTypes)),
  ];
  late.setAttribute("class", "glyph");
  if (LATE) parts.push(make("div", { class: "note" }, late, make("span", {}, both(DATA.statuses.overdue)), make("span", { class: "count" }, count(LATE))));
  const strokes = RELATIONS.map(([type, many]) => {
    const sign = stroke(type);
    sign.setAttribute("class", "glyph");
    return key(type, many, sign, both(DATA.relations[type]), hiddenRelations);
  });
  if (strokes.length) {
    const more = make("details", { open: relationsOpen }, make("summary", {}, say("page_relations")), ...strokes);
    more.addEventListener("toggle", () => { relationsOpen = more.open; });
    parts.push(more);
  }
  if (hiddenTypes.size || hiddenRelations.size) parts.push(make("button", { type: "button", class: "all", on: { click: showAll } }, say("page_show_all")));
  const whole = make("details", { open }, make("summary", {}, say("page_legend")), ...parts);
  whole.addEventListener("toggle", () => { open = whole.open; });
  at("legend").replaceChildren(whole);
  const all = { nodes: count(DATA.nodes.length), edges: count(DATA.edges.length) };
  const some = { nodes: count(shownNodes.length), edges: count(shownEdges.length) };
  at("counts").textContent = say("page_counts", all) + (all.nodes === some.nodes && all.edges === some.edges ? "" : ` · ${say("page_counts_shown", some)}`);
}

function showAll() {
  hiddenTypes.clear();
  hiddenRelations.clear();
  refilter();
  showLegend();
}

// What is asked for is shown, also where its type was hidden.
function reveal(...needed) {
  const hidden = needed.map((item) => (DATA.things[item] ? [hiddenTypes, DATA.things[item].type] : [hiddenRelations, item]));
  const shown = hidden.filter(([types, type]) => types.delete(type));
  if (!shown.length) return;
  refilter();
  showLegend();
}
