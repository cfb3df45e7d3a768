// <picture-panel>: the picture that was chosen in the library's grid, beside it: seen, described, put
// right. On a narrow window, and without this script, the card's link opens the picture's own page.
class PicturePanel extends HTMLElement {
  connectedCallback() {
    this.grid = document.getElementById("picture-grid");
    this.wide = matchMedia("(min-width: 1100px)");
    this.grid.addEventListener("click", (event) => this.choose(event));
    this.addEventListener("input", () => { this.isDirty = true; });
    this.addEventListener("change", () => { this.isDirty = true; });
    this.addEventListener("submit", (event) => { event.preventDefault(); this.send(event.target, event.submitter); });
    this.addEventListener("click", (event) => { if (event.target.closest("[data-close]")) this.close(); });
    document.addEventListener("keydown", (event) => {
      const isHere = this.contains(event.target) || this.grid.contains(event.target);
      if (event.key === "Escape" && !this.hidden && isHere) this.close();
    });
    addEventListener("beforeunload", (event) => { if (this.isDirty) event.preventDefault(); });
    const first = document.getElementById(location.hash.slice(1));
    if (this.wide.matches && first?.matches(".picture-cards li")) this.open(first);
  }

  choose(event) {
    const card = event.target.closest("a[data-panel]");
    if (!card || !this.wide.matches || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    this.open(card.closest("li"));
  }

  // What was typed about the last one is saved first; if that is refused, it stays open.
  async open(item) {
    const form = this.querySelector(".picture-panel-form");
    if (this.isDirty && form && !(await this.send(form))) return;
    const answer = await this.ask(item.querySelector("a").dataset.panel);
    if (!answer) {
      location.assign(item.querySelector("a").href);
      return;
    }
    this.show(answer);
    this.mark(item);
    this.scrollTop = 0;
    this.querySelector("h2").focus({ preventScroll: true });
  }

  mark(item) {
    for (const card of this.grid.querySelectorAll("[aria-current]")) card.removeAttribute("aria-current");
    item?.querySelector("a").setAttribute("aria-current", "true");
    history.replaceState(null, "", item ? `#${item.id}` : location.pathname + location.search);
    this.item = item?.id;
  }

  async send(form, button) {
    const body = new FormData(form, button ?? null);
    const answer = await this.ask(form.action, { method: "POST", body });
    if (!answer) {
      this.querySelector(".picture-said").textContent = this.dataset.failed;
      return false;
    }
    this.show(answer);
    const isSaved = answer.status === 200;
    this.isDirty = !isSaved;
    (this.querySelector("[aria-invalid]") ?? this.querySelector(isSaved ? "h2" : ".picture-panel-form textarea")).focus();
    return isSaved;
  }

  // The text of the answer with its status, null if none came, or only the door.
  async ask(address, how) {
    const answer = await fetch(address, how).catch(() => null);
    if (!answer || answer.redirected || ![200, 409, 422].includes(answer.status)) return null;
    return { status: answer.status, text: await answer.text() };
  }

  show({ text }) {
    this.innerHTML = text;
    this.hidden = false;
    this.isDirty = false;
    const card = this.querySelector("template[data-card]")?.content.firstElementChild;
    const old = card && document.getElementById(card.id);
    if (!old) return;
    old.replaceWith(card);
    if (this.item === card.id) card.querySelector("a").setAttribute("aria-current", "true");
  }

  async close() {
    const form = this.querySelector(".picture-panel-form");
    if (this.isDirty && form && !(await this.send(form))) return;
    const item = document.getElementById(this.item);
    this.hidden = true;
    this.replaceChildren();
    this.mark(null);
    item?.querySelector("a").focus();
  }
}

customElements.define("picture-panel", PicturePanel);
