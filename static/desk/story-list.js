// <story-list>: the bar of moves follows the boxes; J K X E / N ? as in a mail reader.
"use strict";

const KEYS_ARE_OFF = "desk.keysOff";

customElements.define("story-list", class extends HTMLElement {
  connectedCallback() {
    this.all = this.querySelector("#pick-all");
    this.bar = this.querySelector(".bulk");
    this.at = -1;
    this.addEventListener("change", (event) => {
      if (event.target === this.all) this.boxes.forEach((box) => { box.checked = this.all.checked; });
      if (event.target.matches(".action-select")) this.count();
    });
    this.querySelector("form").addEventListener("reset", () => setTimeout(() => this.count()));
    addEventListener("keydown", (event) => this.key(event));
    this.count();
  }

  // Asked anew each time: a line that was edited is another line.
  get rows() { return [...this.querySelectorAll("tbody tr:not(.quick-row)")]; }
  get boxes() { return [...this.querySelectorAll("tbody .action-select")]; }

  count() {
    if (!this.bar) return;
    const boxes = this.boxes, number = boxes.filter((box) => box.checked).length;
    const said = this.bar.querySelector("[data-picked]");
    said.textContent = said.dataset.picked.replace("{number}", number);
    this.bar.classList.toggle("is-picked", number > 0);
    this.all.checked = number > 0 && number === boxes.length;
    this.all.indeterminate = number > 0 && number < boxes.length;
  }

  // Single letters work outside fields only, by the place of the key: Russian layouts have them, too.
  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, dialog, [contenteditable]")) return;
    if (event.key === "Escape") { this.boxes.forEach((box) => { box.checked = false; }); this.count(); return; }
    if (localStorage.getItem(KEYS_ARE_OFF)) return;
    const row = this.rows[this.at];
    if (event.key === "?" || (event.code === "Digit7" && event.shiftKey)) document.querySelector("#keys").showModal();
    else if (event.code === "KeyJ") this.go(this.at + 1);
    else if (event.code === "KeyK") this.go(this.at - 1);
    else if (event.code === "KeyX" && row) row.querySelector(".action-select")?.click();
    else if (event.code === "KeyE" && row) { event.preventDefault(); row.querySelector(".quick-open")?.click(); }
    else if (event.code === "Slash") { event.preventDefault(); document.querySelector("#searchbar")?.focus(); }
    else if (event.code === "KeyN") document.querySelector(".page-tools .default")?.click();
  }

  go(to) {
    const rows = this.rows;
    if (!rows[to]) return;
    rows[this.at]?.classList.remove("row-focus");
    this.at = to;
    rows[to].classList.add("row-focus");
    rows[to].querySelector("a.headline").focus();
  }
});

// The list of keys, and the switch for those of one letter.
{
  const keys = document.querySelector("#keys"), works = document.querySelector("#single-keys");
  document.querySelector("[data-open=keys]")?.addEventListener("click", () => keys.showModal());
  if (works) {
    works.checked = !localStorage.getItem(KEYS_ARE_OFF);
    works.addEventListener("change", () => {
      if (works.checked) localStorage.removeItem(KEYS_ARE_OFF); else localStorage.setItem(KEYS_ARE_OFF, "1");
    });
  }
}

// Filters: a column where there is room, menus (one open at a time) where there is not.
{
  const filters = [...document.querySelectorAll("#changelist-filter details")];
  const narrow = matchMedia("(max-width: 1399px)");
  const fold = () => filters.forEach((filter) => {
    if (narrow.matches) { filter.open = false; filter.name = "filter"; } else filter.removeAttribute("name");
  });
  if (narrow.matches) fold();
  narrow.addEventListener("change", fold);
}
