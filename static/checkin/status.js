// <door-status>: which door, which way, how many are inside, and whether that number is fresh.
const TROUBLE = {
  network: "No network: the number may be old",
  signedOut: "You are signed out.",
};
const WAY = { in: "coming in", out: "going out" };

class DoorStatus extends HTMLElement {
  set place({ door, direction }) {
    this.querySelector("[data-where]").textContent = `${door}, ${WAY[direction]}`;
  }

  watch(roster) {
    roster.addEventListener("change", () => {
      this.querySelector("[data-inside]").textContent = roster.people.size ? roster.inside : "–";
      this.querySelector("[data-trouble]").textContent = TROUBLE[roster.trouble] ?? "";
      this.querySelector("[data-signed-out]").hidden = roster.trouble !== "signedOut";
    });
  }
}

customElements.define("door-status", DoorStatus);
