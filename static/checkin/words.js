// What the door says. `tone` picks colour, sign, sound and vibration together.
const SAID = {
  in: {
    admitted: { tone: "good", headline: "Come in" },
    already: { tone: "again", headline: "Already in" },
  },
  out: {
    admitted: { tone: "good", headline: "Goodbye" },
    already: { tone: "again", headline: "Not inside" },
  },
};
const ALWAYS = {
  refused: { tone: "no", headline: "To the desk" },
  unknown: { tone: "no", headline: "Not known" },
};
export const ASKING = { tone: "wait", headline: "One moment" };
const UNDONE = { tone: "plain", headline: "Undone" };

export function verdict(report, answer) {
  if (report.kind === "undo" && answer.result !== "refused") return UNDONE;
  return SAID[report.direction][answer.result] ?? ALWAYS[answer.result];
}

// Why a scan was not kept, so that the steward knows what to do next.
const NOT_KEPT = {
  network: "There is no network. The scan is not kept.",
  signedOut: "You are signed out. Sign in again, then try again: the scan is not kept.",
  server: "The server could not take it. The scan is not kept.",
};

export function notKept(why) {
  return { tone: "unsent", headline: "Not kept", reason: NOT_KEPT[why], isSignedOut: why === "signedOut" };
}

const NO_CAMERA = {
  NotAllowedError: "The browser doesn’t let this page use the camera. Allow it beside the address, then start again.",
  NotFoundError: "This device has no camera.",
  NotReadableError: "Another app is using the camera. Close it, then start again.",
};

export function whyNoCamera(error) {
  if (!window.isSecureContext) {
    return "Browsers give the camera to addresses with https only, and this one has none.";
  }
  return NO_CAMERA[error?.name] ?? "The camera stopped. Start again.";
}

// How many letters a line must hold for a name to be set without breaking a word.
export function longestWord(name) {
  return Math.max(...name.split(/[\s-]/).map((word) => word.length));
}
