// A video or post of another site, shown in its place once the reader asks for it; not before.
customElements.define("embed-frame", class extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector("a")
    link?.addEventListener("click", event => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || this.frame) return
      event.preventDefault()
      this.#show(link)
    })
  }

  disconnectedCallback() {
    window.removeEventListener("message", this.heard)
  }

  #show(link) {
    this.frame = document.createElement("iframe")
    this.frame.title = this.querySelector("b").textContent
    this.frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture"
    this.frame.allowFullscreen = true
    // Players refuse to play where they are not told which site shows them.
    this.frame.referrerPolicy = "strict-origin-when-cross-origin"
    this.frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation")
    this.frame.src = this.dataset.frame
    this.heard = event => this.#fit(event)
    window.addEventListener("message", this.heard)
    // The link stays for those whose network or settings keep the frame empty.
    link.textContent = this.dataset.open
    link.className = ""
    this.querySelector("p").replaceWith(this.frame)
    this.frame.focus()
  }

  // A post tells how high it is; a video keeps its shape.
  #fit({ source, origin, data }) {
    if (source !== this.frame.contentWindow || origin !== new URL(this.frame.src).origin) return
    try {
      const { event, height } = JSON.parse(data)
      if (event === "resize" && height > 0 && height < 5000) this.frame.height = Math.ceil(height)
    } catch {
      // Players send messages of other kinds.
    }
  }
})
