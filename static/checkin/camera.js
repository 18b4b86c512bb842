// <door-camera>: shows what the camera sees and what it reads. Fires “read”, “unavailable”.
import { Frames } from "./frames.js";
import { whyNoCamera } from "./words.js";

const WANTED = {
  audio: false,
  video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
};
const AWAY = 3000; // ms out of sight before the same badge counts as shown again

class DoorCamera extends HTMLElement {
  #last = { text: "", at: 0 };

  // Start from a tap: browsers ask for the camera then, and let it play.
  async start() {
    try {
      this.stream ??= await navigator.mediaDevices.getUserMedia(WANTED);
    } catch (error) {
      this.#tell("unavailable", whyNoCamera(error));
      return false;
    }
    this.video.srcObject ??= this.stream;
    this.stream.getVideoTracks()[0].onended = () => this.#tell("unavailable", whyNoCamera());
    await this.video.play();
    this.frames ??= new Frames(this.video, this.dataset.worker, (text) => this.#see(text));
    return true;
  }

  stop() {
    this.frames?.stop();
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = this.frames = undefined;
    this.video.srcObject = null;
  }

  get video() {
    return this.querySelector("video");
  }

  get isOn() {
    return Boolean(this.stream);
  }

  disconnectedCallback() {
    this.stop();
  }

  #see(text) {
    const isHeld = text === this.#last.text && performance.now() - this.#last.at < AWAY;
    this.#last = { text, at: performance.now() };
    if (!isHeld) this.#tell("read", text);
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }
}

customElements.define("door-camera", DoorCamera);
