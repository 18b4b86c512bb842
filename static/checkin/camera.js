// <door-camera>: shows what the camera sees and what it reads. Fires “read”, “unavailable”.
import { Frames } from "./frames.js";
import { Sights } from "./sights.js";
import { whyNoCamera } from "./words.js";

const WANTED = {
  audio: false,
  video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
};

class DoorCamera extends HTMLElement {
  #sights = new Sights();

  // Start from a tap: browsers ask for the camera then, and let it play.
  async start() {
    try {
      this.stream ??= await navigator.mediaDevices.getUserMedia(WANTED);
    } catch (error) {
      this.#fail(error);
      return false;
    }
    this.video.srcObject ??= this.stream;
    this.stream.getVideoTracks()[0].onended = () => this.#fail();
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

  #see(text) {
    if (this.#sights.isNew(text, this.isLooking())) this.#tell("read", text);
  }

  #fail(error) {
    this.stop();
    this.#tell("unavailable", whyNoCamera(error));
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }
}

customElements.define("door-camera", DoorCamera);
