// <keeping-words>: what is typed is kept on the server and on this device, whoever else is in the
// story is shown, a newer revision is announced, and the preview follows the text.
"use strict";

const PAUSE = 2500;
const PREVIEW_PAUSE = 600;
const PING = 10000;
const COPIES = "desk.words.";
const MOST_COPIES = 20;
const SENT = "desk.sent";
const TEXT = new Set(["kicker", "headline", "lead", "body", "picture_caption", "seo_title", "seo_description"]);

customElements.define("keeping-words", class extends HTMLElement {
  connectedCallback() {
    this.form = document.getElementById("article_form");
    this.tab = Math.random().toString(36).slice(2) + Date.now().toString(36);
    // Each window keeps its own words: what another one typed is never written over.
    this.form.elements.tab.value = this.tab;
    this.mine = `${COPIES}${this.dataset.user}.${location.pathname}#`;
    this.key = this.mine + this.tab;
    this.isDirty = "isUnsaved" in this.dataset;
    this.isSent = this.isKept = false;
    for (const kind of ["input", "change"]) this.form.addEventListener(kind, () => this.edited());
    this.form.addEventListener("submit", () => this.sent());
    addEventListener("online", () => this.retry());
    addEventListener("offline", () => this.show("offline"));
    addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.ping(); });
    this.addEventListener("click", (event) => {
      const act = event.target.closest("[data-act]")?.dataset.act;
      if (act) this[act]();
    });
    this.offer();
    this.ping();
    setInterval(() => { if (!document.hidden) this.ping(); }, PING);
    this.look();
  }

  get seen() { return this.form.elements.seen?.value ?? ""; }

  // --- keeping ---------------------------------------------------------------------------------

  edited() {
    this.isDirty = true;
    this.isKept = false;
    clearTimeout(this.timer);
    clearTimeout(this.localTimer);
    this.localTimer = setTimeout(() => this.keepHere(), 400);
    this.timer = setTimeout(() => this.keep(), this.frame?.src ? PREVIEW_PAUSE : PAUSE);
  }

  fields() {
    const data = new FormData(this.form);
    for (const name of [...data.keys()]) {
      if (data.get(name) instanceof File) data.delete(name);
    }
    return data;
  }

  keepHere() {
    const typed = JSON.stringify({ at: Date.now(), fields: [...this.fields()].filter(([name]) => name !== "csrfmiddlewaretoken") });
    try {
      localStorage.setItem(this.key, typed);
    } catch {
      // Full: the oldest of the other stories' copies make room.
      if (this.forgetOldest()) return this.keepHere();
      this.show("full");
    }
    return true;
  }

  copies() {
    return Object.keys(localStorage).filter((key) => key.startsWith(COPIES) && key !== this.key)
      .map((key) => [JSON.parse(localStorage.getItem(key))?.at ?? 0, key]).sort((one, other) => one[0] - other[0]);
  }

  forgetOldest() {
    const [oldest] = this.copies();
    if (oldest) localStorage.removeItem(oldest[1]);
    return Boolean(oldest);
  }

  async keep() {
    if (!this.isDirty || this.isSent) return;
    const isAsked = Boolean(this.isLookedAt);
    if (!("autosaves" in this.dataset) && !isAsked) {
      if (this.keepHere()) this.say(this.dataset.keptHere);
      return;
    }
    this.isKept = true;
    const fields = this.fields();
    if (isAsked) fields.set("asked", "1");
    const answer = await this.send(this.dataset.autosave, fields);
    if (!answer?.kept) {
      this.isKept = false;
      return;
    }
    // The server has it: another may sit at this device next. What was typed meanwhile stays.
    if (this.isKept) {
      clearTimeout(this.localTimer);
      localStorage.removeItem(this.key);
    }
    this.say(this.dataset.kept.replace("{hour}", answer.at));
    if (this.frame?.src) this.frame.contentWindow.location.reload();
  }

  say(words) {
    const state = document.querySelector(".save-state");
    if (state) state.lastElementChild.textContent = words;
  }

  // Resolves to the answer, or to null: then a bar says what is wrong.
  async send(address, data) {
    let answer;
    try {
      answer = await fetch(address, { method: "POST", body: new URLSearchParams(data), redirect: "manual" });
    } catch {
      this.keepHere();
      this.say(this.dataset.keptHere);
      this.show("offline");
      return null;
    }
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      this.keepHere();
      this.show("login");
      return null;
    }
    this.hide("offline");
    this.hide("login");
    return answer.ok && answer.status !== 204 ? answer.json() : null;
  }

  sent() {
    this.isSent = true;
    this.keepHere();
    sessionStorage.setItem(SENT, this.key);
    setTimeout(() => { this.isSent = false; }, 8000);
  }

  // --- coming back -----------------------------------------------------------------------------

  // What this device kept after the last save and the server's slot is offered; older is dropped.
  offer() {
    for (const [, key] of this.copies().slice(0, -MOST_COPIES)) localStorage.removeItem(key);
    // What was sent is dropped only if the server says that it came: who had to log in anew comes
    // back to a form without it. With faults the form itself has it, in this window now.
    const sent = sessionStorage.getItem(SENT);
    const [, received] = document.cookie.match(/(?:^|; )desk-received=(\w+)/) ?? [];
    sessionStorage.removeItem(SENT);
    if (sent && document.querySelector("#faults")) {
      localStorage.removeItem(sent);
      this.keepHere();
    } else if (sent?.endsWith(`#${received}`)) localStorage.removeItem(sent);
    if (document.querySelector("#faults")) return;
    const copies = this.copies().filter(([, key]) => key.startsWith(this.mine)).reverse();
    for (const [, key] of copies) {
      const kept = JSON.parse(localStorage.getItem(key) || "null");
      if (kept && this.text(kept.fields) === this.text(this.fields())) localStorage.removeItem(key);
      else if (kept && !this.found) this.found = key;
    }
    if (this.found) this.show("local");
  }

  text(fields) {
    return JSON.stringify([...fields].filter(([name]) => TEXT.has(name)));
  }

  async take() {
    const kept = JSON.parse(localStorage.getItem(this.found) || "null");
    const data = new URLSearchParams(kept?.fields ?? []);
    data.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    data.set("asked", "1");
    const answer = await this.send(this.dataset.autosave, data);
    if (!answer?.kept) return;
    localStorage.removeItem(this.found);
    location.assign(`?unsaved=${answer.tab}`);
  }

  drop() {
    localStorage.removeItem(this.found);
    this.hide("local");
  }

  // Whoever wants nothing kept by the server lent it the words for the preview alone.
  async forget() {
    const csrfmiddlewaretoken = this.form.elements.csrfmiddlewaretoken.value;
    if (this.isDirty) this.keepHere();
    this.isKept = false;
    await this.send(this.dataset.forget, { tab: this.tab, csrfmiddlewaretoken });
  }

  async retry() {
    await this.ping();
    await this.keep();
  }

  // --- who is here -----------------------------------------------------------------------------

  async ping() {
    const data = { tab: this.tab, dirty: this.isDirty ? "1" : "0", seen: this.seen,
      csrfmiddlewaretoken: this.form.elements.csrfmiddlewaretoken.value };
    document.dispatchEvent(new CustomEvent("desk:ping", { detail: data }));
    const answer = await this.send(this.dataset.ping, data);
    if (!answer) return;
    document.dispatchEvent(new CustomEvent("desk:pong", { detail: answer }));
    // After a login in another window the old token is no good any more.
    for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = answer.csrf;
    this.people(answer.others ?? []);
    if (answer.newer) {
      const { by, number, at } = answer.newer;
      this.show("newer", this.dataset.saysNewer.replace("{name}", by).replace("{number}", number).replace("{hour}", at));
    }
  }

  leave() {
    if (this.isDirty && !this.isSent && !this.isKept) this.keepHere();
    const data = new URLSearchParams({ tab: this.tab, leave: "1",
      csrfmiddlewaretoken: this.form.elements.csrfmiddlewaretoken.value });
    navigator.sendBeacon(this.dataset.ping, data);
  }

  people(others) {
    const place = document.querySelector(".command .people");
    place.hidden = !others.length;
    const names = others.map(({ name, dirty }) => (dirty ? `${name} (${this.dataset.saysDirty})` : name));
    place.setAttribute("aria-label", this.dataset.saysHere.replace("{names}", names.join(", ")));
    place.replaceChildren(...others.map(({ name, dirty }, number) => {
      const round = document.createElement("span");
      round.className = dirty ? "avatar unsaved" : "avatar";
      round.title = names[number];
      round.textContent = name.split(/\s+/).slice(0, 2).map((word) => word[0]).join("").toUpperCase();
      return round;
    }));
  }

  // --- bars ------------------------------------------------------------------------------------

  show(name, text = "") {
    const bars = this.querySelector(".bars");
    let bar = bars.querySelector(`[data-shown=${name}]`);
    if (!bar) {
      bar = this.querySelector(`template[data-bar=${name}]`).content.firstElementChild.cloneNode(true);
      bar.dataset.shown = name;
      bars.append(bar);
    }
    if (text) bar.querySelector("[data-text]").textContent = text;
  }

  hide(name) {
    this.querySelector(`[data-shown=${name}]`)?.remove();
  }

  // --- the preview beside the text -------------------------------------------------------------

  look() {
    const pane = document.querySelector(".look"), button = document.querySelector("[data-preview]");
    if (!pane || !button) return;
    this.frame = pane.querySelector("iframe");
    const close = () => {
      pane.hidden = true;
      this.frame.removeAttribute("src");
      this.isLookedAt = false;
      if (!("autosaves" in this.dataset)) this.forget();
      document.querySelector(".writing").classList.remove("is-looked-at");
      button.focus();
    };
    button.addEventListener("click", async (event) => {
      if (event.ctrlKey || event.metaKey || matchMedia("(max-width: 1099px)").matches) return;
      event.preventDefault();
      if (!pane.hidden) { close(); return; }
      pane.hidden = false;
      document.querySelector(".writing").classList.add("is-looked-at");
      this.isLookedAt = true;
      if (this.isDirty) await this.keep();
      this.frame.src = `${this.frame.dataset.src}=${this.tab}`;
      this.width(pane, 390);
    });
    pane.querySelector("[data-close]").addEventListener("click", close);
    pane.addEventListener("click", (event) => {
      const width = event.target.closest("[data-width]")?.dataset.width;
      if (width) this.width(pane, Number(width));
    });
  }

  width(pane, width) {
    for (const button of pane.querySelectorAll("[data-width]")) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.width) === width));
    }
    const room = pane.querySelector(".look-frame").clientWidth, scale = Math.min(1, room / width);
    Object.assign(this.frame.style, { inlineSize: `${width}px`, blockSize: `${100 / scale}%`, transform: `scale(${scale})` });
  }
});
