// <story-notes>: writes notes without leaving the page, and offers names after an @.
"use strict";

customElements.define("story-notes", class extends HTMLElement {
  connectedCallback() {
    this.options = [];
    this.addEventListener("click", (event) => {
      const button = event.target.closest("button[formaction]");
      if (!button) return;
      event.preventDefault();
      this.write(button);
    });
    // What is typed here is no part of the story: it makes nothing of that unsaved.
    for (const kind of ["input", "change"]) this.addEventListener(kind, (event) => event.stopPropagation());
    this.addEventListener("input", (event) => this.ask(event.target));
    this.addEventListener("keydown", (event) => this.key(event));
    this.addEventListener("focusout", () => setTimeout(() => this.hide(), 150));
  }

  async write(button) {
    const data = new URLSearchParams({ [button.name]: button.value,
      csrfmiddlewaretoken: this.closest("form").elements.csrfmiddlewaretoken.value });
    for (const field of this.querySelectorAll("textarea")) data.set(field.name, field.value);
    const typed = new Map([...this.querySelectorAll("textarea")].map((field) => [field.name, field.value]));
    const written = button.value ? `answer-${button.value}` : "new-note";
    button.disabled = true;
    let answer;
    try {
      answer = await fetch(button.formAction, { method: "POST", body: data, headers: { "X-Part": "notes" }, redirect: "manual" });
    } catch {
      answer = null;
    }
    button.disabled = false;
    if (!answer || ![200, 422].includes(answer.status)) {
      this.complain(this.dataset.failed);
      return;
    }
    this.innerHTML = await answer.text();
    // What stands in the other fields is not written yet.
    for (const field of this.querySelectorAll("textarea")) {
      if (typed.has(field.name) && (button.name !== "answers" || field.name !== written)) field.value = typed.get(field.name);
    }
    (this.querySelector(".fault") ? this.querySelector(`[name="${written}"]`) : this.querySelector("#new-note"))?.focus();
  }

  complain(sentence) {
    this.querySelector(".fault")?.remove();
    const fault = document.createElement("p");
    fault.className = "fault";
    fault.setAttribute("role", "alert");
    fault.textContent = sentence;
    this.prepend(fault);
  }

  // --- names after an @ ------------------------------------------------------------------------

  ask(field) {
    const before = field.value.slice(0, field.selectionStart);
    const call = before.match(/(?:^|[^\p{L}\p{N}_@.+-])@([\p{L}\p{N}_.+-]*)$/u);
    clearTimeout(this.timer);
    if (!call) { this.hide(); return; }
    this.field = field;
    this.begins = before.length - call[1].length;
    this.timer = setTimeout(() => this.fetch(call[1]), 150);
  }

  async fetch(typed) {
    try {
      const answer = await fetch(`${this.dataset.people}?q=${encodeURIComponent(typed)}`);
      if (answer.ok) this.show((await answer.json()).people);
    } catch {
      this.hide();
    }
  }

  show(people) {
    this.hide();
    if (!people.length) return;
    this.options = people;
    this.at = 0;
    this.list = document.createElement("ul");
    this.list.className = "suggested";
    this.list.id = "note-people";
    this.list.setAttribute("role", "listbox");
    this.list.append(...people.map(({ login, name }, place) => {
      const line = document.createElement("li");
      line.id = `note-person-${place}`;
      line.setAttribute("role", "option");
      line.textContent = `${name} @${login}`;
      line.addEventListener("mousedown", (event) => { event.preventDefault(); this.pick(place); });
      return line;
    }));
    this.field.after(this.list);
    this.field.setAttribute("aria-autocomplete", "list");
    this.field.setAttribute("aria-controls", this.list.id);
    this.mark();
  }

  mark() {
    [...this.list.children].forEach((line, place) => line.setAttribute("aria-selected", String(place === this.at)));
    this.field.setAttribute("aria-activedescendant", `note-person-${this.at}`);
  }

  hide() {
    this.list?.remove();
    this.list = null;
    this.field?.removeAttribute("aria-activedescendant");
    this.field?.removeAttribute("aria-controls");
  }

  key(event) {
    if (!this.list) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.at = (this.at + step + this.options.length) % this.options.length;
      this.mark();
    } else if (event.key === "Enter" || event.key === "Tab") this.pick(this.at);
    else if (event.key === "Escape") this.hide();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  pick(place) {
    const { login } = this.options[place], { field, begins } = this;
    field.setRangeText(`${login} `, begins, field.selectionStart, "end");
    this.hide();
    field.focus();
  }
});
