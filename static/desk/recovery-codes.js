// <recovery-codes file heading>: the list as a file, made in the browser: the desk shows it once.
"use strict";

customElements.define("recovery-codes", class extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => this.download());
  }

  download() {
    const codes = [...this.querySelectorAll("code")].map((code) => code.textContent);
    const text = [this.getAttribute("heading"), "", ...codes, ""].join("\r\n");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    link.download = this.getAttribute("file");
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }
});
