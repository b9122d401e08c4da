// What the pages do beyond HTML: suggestions while typing, sorting, a sign of work, a check of file sizes.
// All of them are additions: without this file every page still works.

const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// -- a sign of work while the next page is on its way --
const busy = document.getElementById("busy");
document.addEventListener("submit", (event) => { if (!event.defaultPrevented) busy.hidden = false; });
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button || link.hasAttribute("download")) return;
  if (link.origin === location.origin && (link.pathname !== location.pathname || link.search !== location.search)) busy.hidden = false;
});
window.addEventListener("pageshow", () => { busy.hidden = true; });

// -- '/' goes to the search box --
document.addEventListener("keydown", (event) => {
  const box = document.getElementById("q");
  if (event.key !== "/" || !box || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// -- suggestions: questions of the catalogue and things of the graph --
class Suggestions {
  constructor(form) {
    this.form = form;
    this.box = form.querySelector("#q");
    this.list = form.querySelector("#suggestions");
    this.active = -1;
    this.asked = 0;
    this.questions = null;
    this.box.addEventListener("input", () => this.later());
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), 160);
  }

  async ask() {
    const text = this.box.value.trim();
    const turn = ++this.asked;
    if (text.length < 2) return this.close();
    try {
      const [questions, things] = await Promise.all([this.catalogue(), this.search(text)]);
      if (turn === this.asked && document.activeElement === this.box) this.show(this.matching(questions, text), things);
    } catch {
      this.close(); // suggestions are a help only: the question can be sent without them
    }
  }

  async catalogue() {
    if (!this.questions) {
      const answer = await fetch("/api/v1/queries");
      this.questions = (await answer.json()).queries.flatMap((query) => query.examples);
    }
    return this.questions;
  }

  async search(text) {
    const answer = await fetch(`/api/v1/search?limit=6&q=${encodeURIComponent(text)}`);
    return answer.ok ? (await answer.json()).results : [];
  }

  matching(questions, text) {
    const words = fold(text).split(/\s+/);
    return questions.filter((question) => words.every((word) => fold(question).includes(word))).slice(0, 5);
  }

  show(questions, things) {
    const options = [];
    this.made = 0;
    if (questions.length) options.push(this.heading(this.form.dataset.examples));
    for (const question of questions) options.push(this.option({ "data-question": question }, question));
    if (things.length) options.push(this.heading(this.form.dataset.things));
    for (const thing of things) {
      const badge = element("span", { class: `badge type-${thing.type}` }, thing.type_label);
      options.push(this.option({ "data-id": thing.id }, badge, ` ${thing.name}`));
    }
    this.list.replaceChildren(...options);
    this.active = -1;
    this.list.hidden = !options.length;
    this.box.setAttribute("aria-expanded", String(Boolean(options.length)));
    this.box.removeAttribute("aria-activedescendant");
  }

  heading(text) {
    return element("li", { role: "presentation", class: "group" }, text);
  }

  option(attributes, ...children) {
    return element("li", { role: "option", "aria-selected": "false", id: `suggestion-${this.made++}`, ...attributes }, ...children);
  }

  key(event) {
    const options = [...this.list.querySelectorAll("[role=option]")];
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length && !this.list.hidden) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.active = (this.active + step + options.length + (this.active < 0 && step < 0 ? 1 : 0)) % options.length;
      options.forEach((option, position) => option.setAttribute("aria-selected", String(position === this.active)));
      options[this.active].scrollIntoView({ block: "nearest" });
      this.box.setAttribute("aria-activedescendant", options[this.active].id);
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.choose(options[this.active]);
    }
  }

  choose(option) {
    if (!option) return;
    if (option.dataset.id) {
      busy.hidden = false;
      location.assign(`/entities/${encodeURIComponent(option.dataset.id)}`);
    } else {
      this.box.value = option.dataset.question;
      this.close();
      this.form.requestSubmit();
    }
  }

  close() {
    this.asked += 1;
    this.active = -1;
    this.list.hidden = true;
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
  }
}

for (const form of document.querySelectorAll("form.search")) {
  new Suggestions(form);
  // an empty day is no part of the address
  form.addEventListener("submit", () => { const day = form.querySelector("#as_of"); if (!day.value) day.disabled = true; });
  window.addEventListener("pageshow", () => { form.querySelector("#as_of").disabled = false; });
}

// -- tables: a click on a heading sorts; each row is a tbody, so that its evidence goes with it --
function compare(a, b) {
  const [x, y] = [Number(a), Number(b)];
  if (a !== "" && b !== "" && !Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  if (a === "" || b === "") return a === b ? 0 : a === "" ? 1 : -1; // what is not known comes last
  return a.localeCompare(b, "vi");
}

for (const table of document.querySelectorAll("table.rows")) {
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    const button = element("button", { type: "button", class: "sort", title: table.dataset.sortLabel }, ...heading.childNodes);
    heading.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = heading.getAttribute("aria-sort") === "ascending";
      headings.forEach((other) => other.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (body) => body.rows[0].cells[column]?.dataset.sort ?? "";
      const bodies = [...table.tBodies].sort((a, b) => compare(key(a), key(b)) * (down ? -1 : 1));
      table.append(...bodies);
    });
  });
}

// -- uploads: say that a file is too large before sending it --
for (const form of document.querySelectorAll("form.upload")) {
  const input = form.querySelector("input[type=file]");
  input.addEventListener("change", () => {
    const large = input.files[0] && input.files[0].size > Number(form.dataset.limit);
    input.setCustomValidity(large ? form.dataset.tooLarge : "");
    if (large) input.reportValidity();
  });
}

// -- parameters left empty are no part of the address --
for (const form of document.querySelectorAll("form.parameters")) {
  form.addEventListener("submit", () => {
    for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
  });
  window.addEventListener("pageshow", () => { for (const field of form.elements) field.disabled = false; });
}

// -- printing shows the sentences --
let closed = [];
window.addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("main details:not([open])")];
  closed.forEach((details) => { details.open = true; });
});
window.addEventListener("afterprint", () => closed.forEach((details) => { details.open = false; }));
