// <hue-input>: the number, the slider and the colour itself follow one another.
"use strict";

customElements.define("hue-input", class extends HTMLElement {
  connectedCallback() {
    const [number, range] = this.querySelectorAll("input");
    const paint = () => {
      const hue = Math.min(359, Math.max(0, Number(number.value) || 0));
      this.querySelector(".light").setAttribute("fill", `oklch(0.46 0.125 ${hue})`);
      this.querySelector(".dark").setAttribute("fill", `oklch(0.78 0.12 ${hue})`);
    };
    number.addEventListener("input", () => { range.value = number.value; paint(); });
    range.addEventListener("input", () => { number.value = range.value; paint(); });
  }
});
