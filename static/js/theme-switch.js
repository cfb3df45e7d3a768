// Remembers which theme this reader chose. Loaded before the page is painted, so that a page never
// turns dark after it was seen light. Without it the choice lasts for one page.
{
  const kept = () => { try { return localStorage.theme } catch { return undefined } }
  const show = theme => {
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme
    else delete document.documentElement.dataset.theme
  }
  show(kept())

  customElements.define("theme-switch", class extends HTMLElement {
    connectedCallback() {
      this.addEventListener("change", this)
      addEventListener("DOMContentLoaded", () => {
        const chosen = this.querySelector(`[value="${kept()}"]`)
        if (chosen) chosen.checked = true
      })
    }

    handleEvent({ target }) {
      show(target.value)
      try { localStorage.theme = target.value } catch { /* private windows may forbid it */ }
    }
  })
}
