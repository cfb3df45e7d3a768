// Remembers which theme this reader chose. No page waits for it: whoever has chosen has it at hand,
// so that it runs before the page is painted. Without it the choice lasts for one page.
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
      const mark = () => {
        const chosen = this.querySelector(`[value="${kept()}"]`)
        if (chosen) chosen.checked = true
      }
      if (document.readyState === "loading") addEventListener("DOMContentLoaded", mark)
      else mark()
    }

    handleEvent({ target }) {
      show(target.value)
      try { localStorage.theme = target.value } catch { /* private windows may forbid it */ }
    }
  })
}
