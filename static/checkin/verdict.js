// <door-verdict>: the answer as a full field of colour, with sign, word, name, sound and vibration.
// Fires “next”, “undo” and “retry”.
import { play } from "./sounds.js";

const LEAVES_AFTER = 6000; // ms; only what was good goes away by itself
const LONG = 22; // letters; a longer name is set smaller so that no line breaks within a word

class DoorVerdict extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", ({ target }) => {
      const act = target.closest("[data-act]")?.dataset.act;
      if (act) this.#fire(act);
    });
  }

  get isGood() {
    return this.dataset.tone === "good" || this.dataset.tone === "plain";
  }

  show(verdict) {
    clearTimeout(this.leaving);
    this.scan = verdict.scan;
    this.dataset.tone = verdict.tone;
    this.#write(verdict);
    this.#offer({
      undo: verdict.tone === "good",
      retry: verdict.tone === "unsent",
      sign_in: Boolean(verdict.isSignedOut),
      next: verdict.tone !== "wait",
    });
    if (verdict.tone !== "wait") play(verdict.tone);
    if (this.isGood) this.leaving = setTimeout(() => this.#fire("next"), LEAVES_AFTER);
  }

  #write({ headline, person = {}, name = person.name, reason, tone }) {
    const photo = person.id && !person.photo && tone !== "plain" ? "No photographs" : "";
    const { organisation, category, note } = person;
    const said = { headline, name, organisation, category, note, reason, photo };
    for (const part of this.querySelectorAll("[data-slot]")) {
      part.textContent = said[part.dataset.slot] ?? "";
      part.closest("[data-line]").hidden = !part.textContent;
    }
    this.toggleAttribute("data-long", (name ?? "").length > LONG);
    this.querySelector("[data-category]").dataset.category = category ?? "";
  }

  #offer(offers) {
    for (const [name, isOffered] of Object.entries(offers)) {
      this.querySelector(`[data-offer="${name}"]`).hidden = !isOffered;
    }
  }

  #fire(name) {
    clearTimeout(this.leaving);
    this.dispatchEvent(new CustomEvent(name, { detail: this.scan, bubbles: true }));
  }
}

customElements.define("door-verdict", DoorVerdict);
