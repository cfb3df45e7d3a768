// <writing-desk>: counts, Ctrl+S, “not saved”, and links of the summary that open what they lead to.
"use strict";

customElements.define("writing-desk", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.unsaved = Boolean(this.querySelector("#faults"));
    this.sent = false;
    for (const kind of ["input", "change"]) this.form.addEventListener(kind, (event) => this.edited(event));
    this.form.addEventListener("submit", (event) => this.submit(event));
    addEventListener("beforeunload", (event) => { if (this.unsaved && !this.sent) event.preventDefault(); });
    addEventListener("pageshow", () => { this.sent = false; });
    addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.code === "KeyS" && this.querySelector("#save")) {
        event.preventDefault();
        this.form.requestSubmit(this.querySelector("#save"));
      }
    });
    this.addEventListener("click", (event) => {
      const link = event.target.closest(".errornote a[href^='#'], .check a");
      if (link && this.lead(link.hash.slice(1))) event.preventDefault();
    });
    this.widen();
    this.measure();
    if (matchMedia("(max-width: 767px)").matches) this.fold();
    const summary = this.querySelector("#faults, #missing");
    if (summary) { summary.focus({ preventScroll: true }); summary.scrollIntoView({ block: "center" }); }
  }

  // Writing wants width: here the sidebar starts closed, with a memory of its own.
  widen() {
    const main = document.querySelector("#main"), toggle = document.querySelector("#toggle-nav-sidebar");
    if (!toggle) return;
    const everywhere = "django.admin.navSidebarIsOpen", kept = localStorage.getItem(everywhere);
    main.classList.toggle("shifted", localStorage.getItem("desk.writingNav") === "true");
    document.querySelector("#nav-sidebar").setAttribute("aria-expanded", String(main.classList.contains("shifted")));
    toggle.addEventListener("click", () => {
      localStorage.setItem("desk.writingNav", String(main.classList.contains("shifted")));
      if (kept === null) localStorage.removeItem(everywhere); else localStorage.setItem(everywhere, kept);
    });
  }

  edited(event) {
    if (event.target.id === "id_note") return;
    this.unsaved = true;
    const state = this.querySelector(".save-state");
    if (!state.classList.contains("is-unsaved")) {
      state.classList.add("is-unsaved");
      state.lastElementChild.textContent = this.dataset.unsaved;
    }
    this.measure();
  }

  submit(event) {
    if (this.sent) { event.preventDefault(); return; }
    this.sent = true;
    setTimeout(() => { this.sent = false; }, 8000);
  }

  lead(id) {
    const place = document.getElementById(id) || this.querySelector(`#field-${id.replace("id_", "")}, [name="${id.replace("id_", "")}"]`);
    if (!place) return false;
    for (let group = place.closest("details"); group; group = group.parentElement.closest("details")) group.open = true;
    const target = place.matches("input:not([type=hidden]), textarea, select") && place.checkVisibility() ? place
      : place.closest(".field, .figure, .body")?.querySelector("[contenteditable=true], button:not([hidden]), input:not([type=hidden])") || place;
    target.focus({ preventScroll: true });
    (place.closest(".field, .figure, .body") || place).scrollIntoView({ block: "center" });
    return true;
  }

  measure() {
    for (const field of this.querySelectorAll("[data-good]")) {
      const good = Number(field.dataset.good), count = document.getElementById(`${field.id}_count`);
      count.textContent = this.dataset.of.replace("{number}", field.value.length).replace("{good}", good);
      count.classList.toggle("is-long", field.value.length > good);
    }
    const body = this.querySelector("[name=body]");
    if (!body) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tally(body.value), 200);
  }

  tally(html) {
    // As the server counts: blocks are apart, and what repeats or stands beside the text is left out.
    const apart = html.replace(/<(\/(p|h[2-4]|cite|caption)|br)>/g, "$& ");
    const { body } = new DOMParser().parseFromString(apart, "text/html");
    for (const uncounted of body.querySelectorAll(".pull, figure, .embed")) uncounted.remove();
    const text = body.textContent.trim();
    const words = text ? text.split(/\s+/).length : 0;
    const numbers = new Intl.NumberFormat(document.documentElement.lang);
    const fill = (pattern) => pattern.replace("{words}", numbers.format(words))
      .replace("{signs}", numbers.format(text.length)).replace("{minutes}", Math.max(1, Math.round(words / 180)));
    this.querySelector("[data-tally=words]").textContent = fill(this.dataset.words);
    this.querySelector("[data-tally=signs]").textContent = fill(this.dataset.signs);
    this.querySelector(".tally").hidden = false;
  }

  // On a phone the groups of the rail fold to a line each, but for those that need a look.
  fold() {
    for (const group of this.querySelectorAll(".rail fieldset > details")) {
      group.open = Boolean(group.querySelector(".errors, .check .miss"));
    }
  }
});
