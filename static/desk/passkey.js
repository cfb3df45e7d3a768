// <passkey-button does="get|create" asks="address">: the press becomes the form's `credential`.
// The options come from `asks`, or stand on the page in #passkey-options.
"use strict";

customElements.define("passkey-button", class extends HTMLElement {
  connectedCallback() {
    // A passkey belongs to a name; at a bare number browsers know none.
    this.hidden = !window.PublicKeyCredential || /^[\d.]+$|:/.test(location.hostname);
    this.querySelector("button").addEventListener("click", () => this.use());
  }

  async use() {
    const refusal = this.querySelector("[role=alert]");
    refusal.hidden = true;
    try {
      const credential = await window.webauthnJSON[this.getAttribute("does")](await this.options());
      const form = this.closest("form");
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch {
      refusal.hidden = false;
    }
  }

  async options() {
    const address = this.getAttribute("asks");
    const found = address
      ? await (await fetch(address, { headers: { Accept: "application/json" } })).json()
      : JSON.parse(document.querySelector("#passkey-options").textContent);
    if (found.request_options) return found.request_options;
    // A device that can log in without a password may; one that cannot is a second factor still.
    const choice = found.creation_options.publicKey.authenticatorSelection;
    choice.residentKey = choice.userVerification = "preferred";
    choice.requireResidentKey = false;
    return found.creation_options;
  }
});
