// <desk-calendar>: planned stories are moved by dragging, or with M, arrows and Enter; those without an
// hour, which stand beside it, are given one in the same ways. Both fill in and send the one form of the page; the server decides. Hours are those of the paper's clocks: they are
// counted as if in UTC, so that the zone of this machine never matters.
"use strict";

customElements.define("desk-calendar", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form[data-move]");
    this.live = this.querySelector("[data-live]");
    this.isMonth = this.dataset.span === "month";
    this.addEventListener("dragstart", (event) => this.take(event));
    this.addEventListener("dragover", (event) => this.over(event));
    this.addEventListener("drop", (event) => this.dropped(event));
    this.addEventListener("dragend", () => this.leave());
    this.addEventListener("keydown", (event) => this.key(event));
    this.addEventListener("focusout", () => { if (this.byKeys) this.leave(this.dataset.left); });
    this.showMoved();
  }

  // --- by mouse ---

  take(event) {
    const story = event.target.closest?.("[data-plan]");
    if (!story) return;
    this.begin(story);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", story.querySelector(".h").textContent);
  }

  over(event) {
    const to = this.story && this.placeOf(event.target);
    if (!to) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    if (+to !== +this.to) { this.to = to; this.mark(); }
  }

  dropped(event) {
    const to = this.story && this.placeOf(event.target);
    if (!to) return;
    event.preventDefault();
    this.to = to;
    this.send();
  }

  // The day of the column and the hour of the row; the minutes stay as they were.
  placeOf(target) {
    const day = target.closest("[data-day]");
    const slot = target.closest("[data-hour]");
    if (!day || (!slot && !this.isMonth)) return null;
    const at = new Date(`${day.dataset.day}T${this.story.dataset.at.slice(11)}Z`);
    if (slot && !this.isMonth) at.setUTCHours(+slot.dataset.hour);
    return at;
  }

  // --- by keys ---

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (!this.byKeys) {
      // By the place of the key: Russian layouts have it, too.
      const story = event.code === "KeyM" && event.target.closest("[data-plan]");
      if (!story) return;
      event.preventDefault();
      this.begin(story);
      this.byKeys = true;
      this.mark();
      this.say();
      return;
    }
    const minutes = this.step(event);
    if (event.key === "Escape") this.leave(this.dataset.left);
    else if (event.key === "Enter") this.send();
    else if (minutes) { this.to = new Date(+this.to + minutes * 60000); this.mark(); this.say(); }
    else return;
    event.preventDefault();
  }

  step(event) {
    const day = 24 * 60;
    const upright = event.shiftKey ? 5 : this.isMonth ? 7 * day : 60;
    const across = event.shiftKey ? 5 : day;
    return { ArrowLeft: -across, ArrowRight: across, ArrowUp: -upright, ArrowDown: upright }[event.key];
  }

  // --- both ---

  begin(story) {
    this.story = story;
    this.to = new Date(`${story.dataset.at}Z`);
    story.classList.add("is-moving");
  }

  leave(said) {
    this.story?.classList.remove("is-moving");
    this.marker?.remove();
    this.story = this.byKeys = null;
    if (said) this.live.textContent = said;
  }

  send() {
    const stays = !("new" in this.story.dataset) && this.to.toISOString().slice(0, 16) === this.story.dataset.at;
    if (stays) { this.leave(this.dataset.left); return; }
    this.form.action = this.story.dataset.plan;
    this.form.day.value = this.day();
    this.form.time.value = this.time();
    this.form.seen.value = this.story.dataset.seen;
    this.byKeys = null;
    this.form.submit();
  }

  day() { return this.to.toISOString().slice(0, 10); }
  time() { return this.to.toISOString().slice(11, 16); }

  // A dashed place where the story would stand.
  mark() {
    this.marker?.remove();
    const column = this.querySelector(`[data-day="${this.day()}"]`);
    const hour = this.to.getUTCHours();
    const slots = [...(column?.querySelectorAll(".slot") ?? [])];
    const slot = this.isMonth ? slots[0] : slots.findLast((one) => +one.dataset.hour <= hour) ?? slots.find((one) => one.dataset.hour);
    if (!slot) return;
    this.marker = document.createElement(slot.matches("ul") ? "li" : "div");
    this.marker.className = "drop";
    this.marker.textContent = this.time();
    slot.append(this.marker);
    if (this.byKeys) this.marker.scrollIntoView({ block: "nearest" });
  }

  say() {
    const column = this.querySelector(`[data-day="${this.day()}"]`);
    const named = { story: this.story.querySelector(".h").textContent, day: column?.dataset.name ?? this.day(), time: this.time() };
    this.live.textContent = this.dataset.said.replace(/\{(\w+)\}/g, (all, name) => named[name] ?? all);
  }

  // After a move the page is new: say what happened, and stand on the story again.
  showMoved() {
    const bar = document.querySelector("[data-moved]");
    if (!bar) return;
    const place = bar.dataset.moved && document.getElementById(bar.dataset.moved);
    place?.classList.add("is-moved");
    place?.focus();
    setTimeout(() => { this.live.textContent = bar.querySelector("p").textContent; }, 100);
  }
});

// Choosing a person is enough; the button is for whoever has no scripts.
{
  const whose = document.querySelector(".whose");
  whose?.querySelector("button").setAttribute("hidden", "");
  whose?.querySelector("select").addEventListener("change", () => whose.requestSubmit());
}
