// Hands frames of a video to the reader: one in flight, the whole and its centre by turns.
const CENTRE = 640; // pixels; the centre is read in half the time and holds most badges

export class Frames {
  #canvas = document.createElement("canvas");
  #isCentre = false;

  constructor(video, script, see) {
    this.video = video;
    this.context = this.#canvas.getContext("2d", { willReadFrequently: true });
    this.worker = new Worker(script, { type: "module" });
    this.worker.onmessage = ({ data }) => {
      if (data) see(data);
      this.#next();
    };
    this.worker.onerror = () => this.#next();
    this.#next();
  }

  stop() {
    this.worker.terminate();
    this.isStopped = true;
  }

  #next() {
    if (!this.isStopped) requestAnimationFrame(() => this.#send());
  }

  #send() {
    const { videoWidth: width, videoHeight: height } = this.video;
    if (!width || this.video.paused) {
      this.#next();
      return;
    }
    this.#isCentre = !this.#isCentre;
    const frame = this.#draw(width, height, this.#isCentre ? CENTRE : Infinity);
    this.worker.postMessage(frame, [frame.data.buffer]);
  }

  #draw(width, height, most) {
    const across = Math.min(width, most);
    const down = Math.min(height, most);
    if (this.#canvas.width !== across) this.#canvas.width = across;
    if (this.#canvas.height !== down) this.#canvas.height = down;
    const [left, top] = [(width - across) / 2, (height - down) / 2];
    this.context.drawImage(this.video, left, top, across, down, 0, 0, across, down);
    return this.context.getImageData(0, 0, across, down);
  }
}
