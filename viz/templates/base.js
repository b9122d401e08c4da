// What every part of the page uses: the data, words, and how values are told. Texts only ever become text nodes, never markup.
const DATA = JSON.parse(document.getElementById("data").textContent);
let language = DATA.language;

const at = (id) => document.getElementById(id);
const both = (label) => label[language] || label.vi;
const say = (name, values = {}) => both(DATA.words[name]).replace(/\{(\w+)\}/g, (all, key) => (key in values ? values[key] : all));
const nameOf = (id) => {
  const thing = DATA.things[id];
  return (language === "en" && thing.en) || thing.name;
};

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") Object.entries(value).forEach(([event, act]) => element.addEventListener(event, act));
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";
function svg(box, ...paths) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", box);
  drawing.setAttribute("aria-hidden", "true");
  for (const attributes of paths) {
    const path = document.createElementNS(SVG, "path");
    Object.entries(attributes).forEach(([name, value]) => path.setAttribute(name, value));
    drawing.append(path);
  }
  return drawing;
}

// One sign for each shape of the ontology, in a box from -10 to 10; the drawing and the legend use the same.
const SHAPES = {
  box: "M-8-7.5H8Q9-7.5 9-6.5V6.5Q9 7.5 8 7.5H-8Q-9 7.5-9 6.5V-6.5Q-9-7.5-8-7.5Z",
  ellipse: "M-10 0A10 7.5 0 1 0 10 0A10 7.5 0 1 0-10 0Z",
  dot: "M-8 0A8 8 0 1 0 8 0A8 8 0 1 0-8 0Z",
  database: "M-8-6C-8-10.5 8-10.5 8-6V6C8 10.5-8 10.5-8 6Z",
  hexagon: "M-10 0L-5-8.7H5L10 0L5 8.7H-5Z",
  diamond: "M0-10L10 0L0 10L-10 0Z",
  triangle: "M0-9.5L10 8H-10Z",
};
function glyph(type) {
  const kind = DATA.types[type];
  const sign = svg("-11 -11 22 22", { d: SHAPES[kind.shape], fill: kind.colour });
  sign.setAttribute("class", "glyph");
  return sign;
}

// The form in which texts are compared: as the program folds them for its own search.
const fold = (text) =>
  text.replace(/[đĐ]/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim().toLowerCase();

const MONTHS = "January February March April May June July August September October November December".split(" ");
function told(name, value) {
  const codes = DATA.codes[name];
  if (codes && codes[value]) return both(codes[value]);
  const day = typeof value === "string" && /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (day) return language === "vi" ? `${day[3]}/${day[2]}/${day[1]}` : `${Number(day[3])} ${MONTHS[day[2] - 1]} ${day[1]}`;
  if (typeof value === "boolean") return say(value ? "page_yes" : "page_no");
  if (typeof value === "number") return count(value);
  return String(value);
}
function count(number) {
  const grouping = Math.abs(number) >= 10000 || !Number.isInteger(number);
  return new Intl.NumberFormat(language === "vi" ? "vi-VN" : "en-GB", { useGrouping: grouping, maximumFractionDigits: 10 }).format(number);
}

// The relations at each node, by their positions in DATA.links.
const LINKS = new Map(Object.keys(DATA.things).map((id) => [id, []]));
DATA.links.forEach((link, number) => {
  if (LINKS.has(link.from)) LINKS.get(link.from).push(number);
  if (LINKS.has(link.to) && link.to !== link.from) LINKS.get(link.to).push(number);
});
const degree = (id) => LINKS.get(id).length;
const byDegree = (a, b) => degree(b) - degree(a) || (a < b ? -1 : 1);
const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
