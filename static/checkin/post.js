// <door-post>: which door this is and which way people go, chosen once. Fires “begin”.
import { allowSound } from "./sounds.js";
import { stayAwake } from "./wake.js";

const KEY = "conference-door"; // the door's name and this device’s, remembered on the device

class DoorPost extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.kept = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    this.form.elements.door.value = this.kept.door ?? "";
    this.form.addEventListener("submit", (event) => this.#begin(event));
    if (!window.isSecureContext) this.#dropCamera();
  }

  explain(reason) {
    const words = this.querySelector("[data-trouble]");
    words.hidden = false;
    words.textContent = reason;
  }

  // Say it before anybody taps: without https no browser gives the camera.
  #dropCamera() {
    this.querySelector("[value=camera]").hidden = true;
    this.querySelector("[data-insecure]").hidden = false;
  }

  #begin(event) {
    event.preventDefault();
    allowSound();
    stayAwake();
    const { door, direction } = this.form.elements;
    const device = this.kept.device ?? `Device ${Math.random().toString(36).slice(2, 6)}`;
    this.kept = { door: door.value.trim(), device };
    localStorage.setItem(KEY, JSON.stringify(this.kept));
    this.querySelector("[data-trouble]").hidden = true;
    const detail = {
      place: { ...this.kept, direction: direction.value },
      wantsCamera: event.submitter?.value === "camera",
    };
    this.dispatchEvent(new CustomEvent("begin", { detail, bubbles: true }));
  }
}

customElements.define("door-post", DoorPost);
