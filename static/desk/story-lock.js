// <story-lock>: closes the story for others and opens it again without leaving the page; says within
// one ping of <keeping-words> if somebody else has closed it or taken it over.
"use strict";

customElements.define("story-lock", class extends HTMLElement {
  connectedCallback() {
    this.words = document.querySelector("keeping-words");
    this.isMine = "isMine" in this.dataset;
    this.addEventListener("click", (event) => {
      const act = event.target.closest("[data-act]")?.dataset.act;
      if (!act) return;
      event.preventDefault();
      this.press(act);
    });
    document.addEventListener("desk:ping", ({ detail }) => { detail.holds = this.isMine ? "1" : "0"; });
    document.addEventListener("desk:pong", ({ detail }) => this.told(detail.lock));
  }

  async press(act) {
    const csrfmiddlewaretoken = this.closest("form").elements.csrfmiddlewaretoken.value;
    const headers = { Accept: "application/json" }, body = new URLSearchParams({ csrfmiddlewaretoken });
    let answer;
    try {
      answer = await fetch(this.dataset[act], { method: "POST", headers, body, redirect: "manual" });
    } catch {
      this.words?.show("offline");
      return;
    }
    if (answer.ok || answer.status === 409) this.told((await answer.json()).lock, true);
    else this.words?.show("login");
  }

  // lock: null, or who has closed the story since when, and whether that is whoever sits here.
  told(lock, isPressed = false) {
    const wasMine = this.isMine && !isPressed;
    this.isMine = Boolean(lock?.mine);
    const [close, open] = this.querySelectorAll("[data-act]");
    const hadFocus = this.contains(document.activeElement);
    close.hidden = Boolean(lock);
    open.hidden = !this.isMine;
    if (hadFocus) (this.isMine ? open : close).focus();
    this.classList.toggle("is-closed", this.isMine);
    if (!lock || lock.mine) {
      this.words?.hide("locked");
      if (!lock && wasMine) this.words?.show("opened");
      else if (lock) this.words?.hide("opened");
      return;
    }
    const says = wasMine || this.isTold === "lost" ? "lost" : "closed";
    this.isTold = says;
    const sentence = (says === "lost" ? this.dataset.saysLost : this.dataset.saysClosed);
    this.words?.show("locked", sentence.replace("{name}", lock.name).replace("{hour}", lock.hour));
  }
});
