// What is typed → what may be chosen, in the pattern of an ARIA combobox. Used by the chips.
"use strict";

class Suggestions {
  // owner: the element; it says `offers(text)` (at once, no request), `choose(option)`, `take(text)`.
  constructor(owner, input, list) {
    Object.assign(this, { owner, input, list, options: [], at: -1 });
    list.id = `${owner.fieldName}-suggestions`;
    input.setAttribute("aria-controls", list.id);
    input.addEventListener("input", () => this.ask());
    input.addEventListener("focus", () => this.show(owner.offers(input.value.trim())));
    input.addEventListener("blur", () => setTimeout(() => this.hide(), 150));
    input.addEventListener("keydown", (event) => this.key(event));
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const line = event.target.closest("[role=option]");
      if (line) this.pick(this.options[[...list.children].indexOf(line)]);
    });
  }

  ask() {
    const text = this.input.value.trim();
    clearTimeout(this.timer);
    this.show(this.owner.offers(text));
    if (text) this.timer = setTimeout(() => this.fetch(text), 150);
  }

  async fetch(text) {
    const url = `${this.owner.dataset.suggestions}&term=${encodeURIComponent(text)}`;
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const found = (await answer.json()).results;
      if (this.input.value.trim() !== text) return;
      const near = this.owner.offers(text), known = new Set(near.map((option) => String(option.id)));
      this.show([...near, ...this.owner.narrow(found).filter((option) => !known.has(option.id))], this.owner.say("none"));
    } catch {
      this.show([], this.owner.say("failed"));
    }
  }

  show(options, otherwise = "") {
    // Lines that stay are not made anew: a press that began on one is to end on it.
    const differs = options.findIndex(({ id, text }, place) => {
      const before = this.options[place];
      return id !== before?.id || text !== before?.text;
    });
    const same = differs < 0 ? options.length : differs;
    while (this.list.children.length > same) this.list.lastElementChild.remove();
    for (const line of this.list.children) line.setAttribute("aria-selected", "false");
    this.list.append(...options.slice(same).map((option, place) => this.line(option, same + place)));
    this.options = options;
    this.at = -1;
    if (!options.length && otherwise) {
      const line = document.createElement("li");
      line.className = "none";
      line.textContent = otherwise;
      this.list.append(line);
    }
    this.list.hidden = !this.list.children.length || document.activeElement !== this.input;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.input.removeAttribute("aria-activedescendant");
  }

  line(option, place) {
    const line = document.createElement("li");
    line.id = `${this.list.id}-${place}`;
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", "false");
    if (option.hue !== undefined && option.hue !== null) line.append(dot(option.hue));
    line.append(option.text);
    if (option.sub) {
      const sub = document.createElement("small");
      sub.textContent = option.sub;
      line.append(sub);
    }
    return line;
  }

  hide() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.options.length) {
      event.preventDefault();
      this.list.hidden = false;
      this.at = (this.at + step + this.options.length + (this.at < 0 && step < 0 ? 1 : 0)) % this.options.length;
      [...this.list.children].forEach((line, place) => line.setAttribute("aria-selected", String(place === this.at)));
      this.list.children[this.at].scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", this.list.children[this.at].id);
      this.input.setAttribute("aria-expanded", "true");
    } else if (event.key === "Enter") {
      // Enter in a line of the form never sends the form.
      event.preventDefault();
      if (this.at >= 0) this.pick(this.options[this.at]);
      else this.owner.take(this.input.value.trim(), this.options);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.stopPropagation();
      this.hide();
    }
  }

  pick(option) {
    clearTimeout(this.timer);
    this.input.value = "";
    this.owner.choose(option);
    this.show([]);
    this.input.focus();
  }
}

// As the server compares: small letters, ё as е.
function fold(text) { return text.toLocaleLowerCase().replaceAll("ё", "е"); }

// The colour stands in an attribute of the drawing: no inline style.
function dot(hue) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "dot");
  svg.setAttribute("viewBox", "0 0 9 9");
  svg.setAttribute("aria-hidden", "true");
  const square = document.createElementNS(svg.namespaceURI, "rect");
  for (const [name, value] of Object.entries({ width: 9, height: 9, rx: 2, fill: `oklch(0.62 0.14 ${Number(hue)})` })) {
    square.setAttribute(name, value);
  }
  svg.append(square);
  return svg;
}
