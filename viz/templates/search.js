// Search by name, number, other names and text, with or without accents.
const MOST = 12;
const HAYSTACKS = Object.entries(DATA.things).map(([id, thing]) => {
  const { number = "", title = "", text = "", code = "" } = thing.properties || {};
  const main = [thing.name, thing.en || "", number, ...(thing.aliases || [])].map(fold);
  return { id, main, all: ` ${[...main, fold(title), fold(text), fold(code)].join(" ")}` };
});

function find(question) {
  const asked = fold(question);
  if (!asked) return [];
  const words = asked.split(" ");
  const hits = HAYSTACKS.filter(({ all }) => words.every((word) => all.includes(word)));
  const score = ({ main, all }) => {
    if (main.includes(asked)) return 0;
    if (main.some((name) => name.startsWith(asked))) return 1;
    if (main.some((name) => name.includes(asked))) return 2;
    return words.every((word) => all.includes(` ${word}`)) ? 3 : 4;
  };
  return hits.map((hit) => [score(hit), hit.id]).sort((a, b) => a[0] - b[0] || byDegree(a[1], b[1])).map(([, id]) => id);
}

const box = at("search");
const found = at("found");
let options = [];
let chosen = -1;

function choose(number) {
  chosen = number;
  options.forEach((option, place) => option.setAttribute("aria-selected", String(place === number)));
  if (options[number]) {
    options[number].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", options[number].id);
  } else box.removeAttribute("aria-activedescendant");
}

function shut() {
  found.hidden = true;
  box.setAttribute("aria-expanded", "false");
  options = [];
  choose(-1);
}

function take(id) {
  shut();
  box.blur();
  trail.length = 0;
  go({ thing: id });
  at("panel").focus({ preventScroll: true });
}

function suggest() {
  const ids = find(box.value);
  if (!fold(box.value)) return shut();
  options = ids.slice(0, MOST).map((id, number) => {
    const text = make("span", {}, nameOf(id), make("br"), make("small", { class: "count" }, both(DATA.types[DATA.things[id].type])));
    return make("div", { role: "option", id: `found-${number}`, on: { mousedown: (event) => { event.preventDefault(); take(id); } } }, glyph(DATA.things[id].type), text);
  });
  const told = ids.length ? say("page_matches", { count: count(ids.length) }) : say("page_no_match");
  found.replaceChildren(make("p", { role: "status" }, told), ...options);
  found.dataset.ids = JSON.stringify(ids.slice(0, MOST));
  found.hidden = false;
  box.setAttribute("aria-expanded", "true");
  choose(ids.length ? 0 : -1);
  return undefined;
}

box.addEventListener("input", suggest);
box.addEventListener("focus", () => box.value && suggest());
box.addEventListener("blur", shut);
box.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && options.length) {
    event.preventDefault();
    choose((chosen + step + options.length) % options.length);
  } else if (event.key === "Enter" && options[chosen]) {
    event.preventDefault();
    take(JSON.parse(found.dataset.ids)[chosen]);
  } else if (event.key === "Escape") {
    event.stopPropagation();
    if (found.hidden) box.value = "";
    shut();
  }
});
