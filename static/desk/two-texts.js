// <two-texts>: takes one side everywhere, and says how many places are decided.
"use strict";

customElements.define("two-texts", class extends HTMLElement {
  connectedCallback() {
    this.places = [...this.querySelectorAll("fieldset[data-open]")];
    this.state = this.querySelector("[data-state]");
    this.bar = this.querySelector("progress");
    this.touched = new Set();
    for (const button of this.querySelectorAll("[data-all]")) {
      button.hidden = false;
      button.addEventListener("click", () => this.everywhere(button.dataset.all));
    }
    this.state.hidden = this.bar.hidden = !this.places.length;
    this.bar.max = this.places.length;
    this.addEventListener("change", (event) => {
      this.touched.add(event.target.closest("fieldset"));
      this.count();
    });
    this.count();
  }

  everywhere(side) {
    for (const radio of this.querySelectorAll(`input[value=${side}]`)) radio.checked = true;
    for (const place of this.places) this.touched.add(place);
    this.count();
  }

  count() {
    const decided = this.places.filter((place) => this.touched.has(place)).length;
    this.bar.value = decided;
    this.state.textContent = this.dataset.decided.replace("{number}", decided).replace("{all}", this.places.length);
  }
});
