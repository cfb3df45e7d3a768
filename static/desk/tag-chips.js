// <tag-chips>: words that a comma parts. The line inside stays the one truth: it is what the form sends.
"use strict";

customElements.define("tag-chips", class extends HTMLElement {
  connectedCallback() {
    if (this.live) return;
    this.line = this.querySelector("input");
    this.live = this.querySelector(".chips-live");
    this.list = this.live.querySelector(".chips");
    this.input = this.live.querySelector("input");
    this.mould = this.querySelector("template:not(.words)");
    this.words = this.querySelector("template.words").dataset;
    this.fieldName = this.line.name;
    this.input.id = this.line.id;
    this.line.removeAttribute("id");
    this.box = new Suggestions(this, this.input, this.live.querySelector(".suggestions"));
    this.input.addEventListener("input", () => {
      if (/[,;]/.test(this.input.value)) this.take(this.input.value);
    });
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Backspace" && !this.input.value && this.tags.length) this.remove(this.tags.at(-1));
    });
    this.input.addEventListener("change", () => this.take(this.input.value));
    this.list.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) this.remove(this.tags[[...this.list.children].indexOf(button.closest("li"))]);
    });
    this.draw();
  }

  get tags() { return this.line.value.split(/[,;]/).map((word) => word.trim().replace(/\s+/g, " ")).filter(Boolean); }
  say(word, facts = {}) {
    return Object.entries(facts).reduce((text, [name, value]) => text.replace(`{${name}}`, value), this.words[word] || "");
  }

  draw() {
    this.list.replaceChildren(...this.tags.map((tag) => {
      const chip = this.mould.content.firstElementChild.cloneNode(true);
      chip.querySelector(".name").textContent = tag;
      const button = chip.querySelector("button");
      button.setAttribute("aria-label", `${button.getAttribute("aria-label")}: ${tag}`);
      return chip;
    }));
  }

  write(tags, said) {
    this.line.value = tags.join(", ");
    this.draw();
    this.live.querySelector("[role=status]").textContent = said;
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }

  remove(tag) {
    this.write(this.tags.filter((other) => other !== tag), this.say("removed", { name: tag }));
    this.input.focus();
  }

  // --- what Suggestions asks ---

  offers() { return []; }
  narrow(found) {
    const taken = new Set(this.tags.map((tag) => fold(tag)));
    return found.filter((option) => !taken.has(fold(option.text)));
  }
  choose(found) { this.take(found.text); }

  take(text) {
    const have = new Set(this.tags.map((tag) => fold(tag)));
    const added = text.split(/[,;]/).map((word) => word.trim().replace(/\s+/g, " ")).filter((word) => word && !have.has(fold(word)));
    this.input.value = "";
    this.box.show([]);
    if (added.length) this.write([...this.tags, ...added], this.say("added", { name: added.join(", ") }));
  }
});
