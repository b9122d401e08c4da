// Putting the page together.
const ICONS = {
  fit: "M3 8V3H8M16 3H21V8M21 16V21H16M8 21H3V16M8 12H16M12 8V16",
  closer: "M12 5V19M5 12H19",
  further: "M5 12H19",
  png: "M12 3V15M7 10L12 15L17 10M4 20H20",
  print: "M7 8V3H17V8M7 17H4V8H20V17H17M7 14H17V21H7Z",
};
const TOOLS = { fit: "page_fit", closer: "page_zoom_in", further: "page_zoom_out", png: "page_png", print: "page_print" };

function tell() {
  document.documentElement.lang = language;
  box.placeholder = say("page_search_hint");
  box.setAttribute("aria-label", say("page_search"));
  found.setAttribute("aria-label", say("page_search"));
  at("panel").setAttribute("aria-label", say("page_overview"));
  at("legend").setAttribute("aria-label", say("page_legend"));
  const frame = document.querySelector("#drawing .vis-network");
  frame.setAttribute("role", "application");
  frame.setAttribute("aria-label", say("page_drawing"));
  for (const [id, word] of Object.entries(TOOLS)) {
    at(id).title = say(word);
    at(id).setAttribute("aria-label", say(word));
    at(id).replaceChildren(svg("0 0 24 24", { d: ICONS[id], fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round", "stroke-linejoin": "round" }));
  }
  at("language").textContent = say("page_language");
  at("language").lang = language === "vi" ? "en" : "vi";
  nodeSet.update(DATA.nodes.map((node) => ({ id: node.id, title: nameOf(node.id) })));
  edgeSet.update(DATA.edges.map((edge) => ({ id: edge.id, title: both(DATA.relations[edge.type]) })));
  if (litEdges.size) light(lit && [...lit], litEdges);
  widths.clear();
  measured();
  at("empty").replaceChildren(make("h2", {}, say("page_empty")), make("p", {}, say("page_empty_hint")));
  showLegend();
  showPanel();
}

function picture() {
  const drawn = document.querySelector("#drawing canvas");
  const copy = make("canvas", { width: drawn.width, height: drawn.height });
  const ctx = copy.getContext("2d");
  ctx.fillStyle = "#ffffff";
  ctx.fillRect(0, 0, copy.width, copy.height);
  ctx.drawImage(drawn, 0, 0);
  copy.toBlob((blob) => {
    const link = make("a", { href: URL.createObjectURL(blob), download: `${fold(DATA.title).replaceAll(" ", "-").slice(0, 60) || "luocdo"}.png` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
}

at("fit").addEventListener("click", () => whole());
at("closer").addEventListener("click", () => zoom(1.35));
at("further").addEventListener("click", () => zoom(1 / 1.35));
at("png").addEventListener("click", picture);
at("print").addEventListener("click", () => window.print());
at("language").addEventListener("click", () => {
  language = language === "vi" ? "en" : "vi";
  tell();
});
document.addEventListener("keydown", (event) => {
  const typing = event.target === box;
  if (event.key === "/" && !typing) {
    event.preventDefault();
    box.focus();
    box.select();
  } else if (event.key === "Escape" && !typing) clear();
});
network.on("click", ({ nodes, edges }) => {
  if (nodes.length) go({ thing: nodes[0] }, false);
  else if (edges.length) go({ link: edges[0] }, false);
  else clear();
});
network.on("doubleClick", ({ nodes }) => nodes.length && approach(nodes[0]));
window.addEventListener("hashchange", arriveByAddress);
window.addEventListener("beforeprint", () => at("panel").classList.remove("folded"));

// The address may name what to show first: page.html#agency:bo-cong-an
function arriveByAddress() {
  const id = decodeURIComponent(window.location.hash.slice(1));
  if (DATA.things[id] && (!trail.length || trail.at(-1).thing !== id)) go({ thing: id });
}

at("empty").hidden = DATA.nodes.length > 0;
at("legend").hidden = DATA.nodes.length === 0;
tell();
whole(false);
arriveByAddress();
