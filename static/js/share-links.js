// Adds what only a script can do to plain links: the system's share sheet, and copying the address.
customElements.define("share-links", class extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector("[data-copy]")
    if (!link) return
    if (navigator.clipboard) link.addEventListener("click", event => this.#copy(event, link))
    if (navigator.share) this.#offerSheet(link.href)
  }

  async #copy(event, link) {
    event.preventDefault()
    const status = this.querySelector("[role=status]")
    try {
      await navigator.clipboard.writeText(link.href)
      status.textContent = link.dataset.copied
    } catch {
      location.href = link.href
    }
  }

  #offerSheet(url) {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "share-sheet"
    button.textContent = this.dataset.sheet
    button.addEventListener("click", () => {
      // The reader closed the sheet: nothing went wrong.
      navigator.share({ title: this.dataset.title, url }).catch(() => {})
    })
    this.prepend(button)
  }
})
