// The parts of the door’s page, each an element of its own, by name.
import "./camera.js";
import "./finder.js";
import "./last.js";
import "./post.js";
import "./status.js";
import "./verdict.js";

const NAMES = ["camera", "finder", "last", "post", "status", "verdict"];

export function parts(page, roster) {
  const found = Object.fromEntries(NAMES.map((name) => [name, page.querySelector(`door-${name}`)]));
  for (const part of [found.finder, found.status]) part.watch(roster);
  return found;
}
