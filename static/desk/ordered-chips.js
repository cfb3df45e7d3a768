// <ordered-chips>: rows in an order. The <select multiple> inside stays the one truth: its selected
// options, in their order, are what the form sends. Buttons and dragging move the options.
"use strict";

customElements.define("ordered-chips", class extends HTMLElement {
  connectedCallback() {
    if (this.live) return;
    this.select = this.querySelector("select");
    this.live = this.querySelector(".chips-live");
    this.list = this.live.querySelector(".order");
    this.input = this.live.querySelector("input");
    this.mould = this.querySelector("template:not(.words)");
    this.words = this.querySelector("template.words").dataset;
    this.roles = JSON.parse(this.dataset.roles || "[]");
    this.most = Number(this.dataset.most);
    this.fieldName = this.select.name;
    // Links in the summary of errors lead to the field's id: it moves to what can be focused.
    this.input.id = this.select.id;
    this.select.removeAttribute("id");
    this.input.disabled = this.select.disabled;
    this.box = new Suggestions(this, this.input, this.live.querySelector(".suggestions"));
    this.list.addEventListener("click", (event) => this.press(event));
    this.list.addEventListener("change", (event) => this.recast(event));
    this.list.addEventListener("pointerdown", (event) => this.grab(event));
    this.draw();
  }

  get chosen() { return [...this.select.selectedOptions]; }
  id(option) { return option.value.split(":")[0]; }
  say(word, facts = {}) {
    return Object.entries(facts).reduce((text, [name, value]) => text.replace(`{${name}}`, value), this.words[word] || "");
  }
  announce(text) { this.live.querySelector("[role=status]").textContent = text; }

  draw() {
    this.list.replaceChildren(...this.chosen.map((option, place, all) => this.chip(option, place, all.length)));
    this.input.hidden = this.chosen.length >= this.most;
  }

  chip(option, place, length) {
    const chip = this.mould.content.firstElementChild.cloneNode(true);
    const name = chip.querySelector(".name");
    name.textContent = option.label;
    if (option.dataset.hue) name.before(dot(option.dataset.hue));
    for (const button of chip.querySelectorAll("[data-move]")) {
      button.setAttribute("aria-label", `${option.label}: ${button.getAttribute("aria-label")}`);
    }
    chip.querySelector("[data-move=up]").disabled = place === 0;
    chip.querySelector("[data-move=down]").disabled = place === length - 1;
    const role = chip.querySelector("select");
    if (role) {
      role.replaceChildren(...this.roles.map(([code, label]) => new Option(label, code)));
      role.value = option.value.split(":")[1];
      role.setAttribute("aria-label", `${option.label}: ${role.getAttribute("aria-label")}`);
    }
    return chip;
  }

  press(event) {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    const place = [...this.list.children].indexOf(button.closest("li"));
    const option = this.chosen[place];
    if (button.dataset.move === "out") {
      this.remove(option, place);
      return;
    }
    const to = place + (button.dataset.move === "up" ? -1 : 1);
    this.move(place, to);
    const chip = this.list.children[to];
    const same = chip.querySelector(`[data-move=${button.dataset.move}]`);
    (same.disabled ? chip.querySelector("[data-move]:not(:disabled)") : same).focus();
  }

  move(from, to) {
    const options = this.chosen;
    const [moved] = options.splice(from, 1);
    options.splice(to, 0, moved);
    this.select.prepend(...options);
    this.draw();
    this.announce(this.say("moved", { name: moved.label, place: to + 1 }));
    this.changed();
  }

  remove(option, place) {
    option.selected = false;
    this.select.append(option);
    this.draw();
    this.announce(this.say("removed", { name: option.label }));
    (this.list.children[Math.min(place, this.list.children.length - 1)]?.querySelector("[data-move=out]") || this.input).focus();
    this.changed();
  }

  recast(event) {
    const option = this.chosen[[...this.list.children].indexOf(event.target.closest("li"))];
    option.value = `${this.id(option)}:${event.target.value}`;
    this.changed();
  }

  // Dragging: the buttons beside do the same without a mouse.
  grab(event) {
    const chip = event.target.closest(".grip")?.closest("li");
    if (!chip) return;
    event.preventDefault();
    const from = [...this.list.children].indexOf(chip);
    chip.classList.add("is-dragged");
    const follow = (move) => {
      const over = [...this.list.children].find((other) => {
        const { top, bottom } = other.getBoundingClientRect();
        return other !== chip && move.clientY >= top && move.clientY <= bottom;
      });
      if (!over) return;
      const after = chip.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING;
      if (after) over.after(chip); else over.before(chip);
    };
    const drop = () => {
      removeEventListener("pointermove", follow);
      removeEventListener("pointerup", drop);
      removeEventListener("pointercancel", drop);
      const to = [...this.list.children].indexOf(chip);
      if (to === from) this.draw(); else this.move(from, to);
    };
    addEventListener("pointermove", follow);
    addEventListener("pointerup", drop);
    addEventListener("pointercancel", drop);
  }

  // --- what Suggestions asks ---

  offers(text) {
    const wanted = fold(text);
    return [...this.select.options]
      .filter((option) => !option.selected && fold(option.label).includes(wanted))
      .slice(0, 12)
      .map((option) => ({ id: this.id(option), text: option.label, hue: option.dataset.hue }));
  }

  narrow(found) {
    const taken = this.roles.length > 1 ? new Set() : new Set(this.chosen.map((option) => this.id(option)));
    return found.filter((option) => !taken.has(option.id));
  }

  choose(found) {
    if (this.chosen.length >= this.most) {
      this.announce(this.say("full"));
      return;
    }
    const role = this.freeRole(found.id);
    if (this.roles.length && !role) return;
    const value = role ? `${found.id}:${role}` : found.id;
    const known = [...this.select.options].find((option) => !option.selected && this.id(option) === found.id);
    const option = known || new Option(found.text, value);
    option.value = value;
    if (found.hue !== undefined && found.hue !== null) option.dataset.hue = found.hue;
    const last = this.chosen.at(-1);
    if (last) last.after(option); else this.select.prepend(option);
    option.selected = true;
    this.draw();
    this.announce(this.say("added", { name: found.text }));
    this.changed();
  }

  // One person may have written and photographed: the first role they do not have yet.
  freeRole(id) {
    const taken = new Set(this.chosen.filter((option) => this.id(option) === id).map((option) => option.value.split(":")[1]));
    return this.roles.map(([code]) => code).find((code) => !taken.has(code));
  }

  take(text, options) {
    if (text && options.length) this.box.pick(options[0]);
  }

  changed() {
    this.dispatchEvent(new Event("change", { bubbles: true }));
    if ("question" in this.dataset) this.closest("form").requestSubmit();
  }
});
