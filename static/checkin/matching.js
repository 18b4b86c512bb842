// Finds people by part of a name or organisation; accents, case and one slip of the finger forgiven.
const STROKES = { ł: "l", ø: "o", đ: "d", ß: "ss", æ: "ae", œ: "oe", ı: "i" };
const SHORTEST_SLIP = 4; // letters; anything shorter is near to everything
const words = new WeakMap();

export function fold(text) {
  return text
    .toLowerCase()
    .replace(/[łøđßæœı]/g, (letter) => STROKES[letter])
    .normalize("NFKD")
    .replace(/[\p{M}'’‘`ʼ]/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

export function find(people, query, most = 8) {
  const wanted = fold(query).split(" ").filter(Boolean);
  const scored = [];
  for (const person of people) {
    const cost = wanted.reduce((sum, word) => sum + nearest(wordsOf(person), word), 0);
    if (cost < Infinity) scored.push([cost, person]);
  }
  const order = ([a, one], [b, other]) => a - b || one.sort_name.localeCompare(other.sort_name);
  return scored.sort(order).slice(0, most).map(([, person]) => person);
}

function wordsOf(person) {
  if (!words.has(person)) {
    const text = `${person.sort_name} ${person.name} ${person.organisation ?? ""} ${person.short_code}`;
    words.set(person, [...new Set(fold(text).split(" "))]);
  }
  return words.get(person);
}

function nearest(candidates, word) {
  return Math.min(...candidates.map((candidate) => distance(candidate, word)));
}

function distance(candidate, word) {
  if (candidate === word) return 0;
  if (candidate.startsWith(word)) return 1;
  if (word.length > 2 && candidate.includes(word)) return 2;
  return word.length >= SHORTEST_SLIP && isOneSlip(candidate, word) ? 3 : Infinity;
}

// Whether the word begins the candidate but for one letter wrong, missing, doubled or swapped.
function isOneSlip(candidate, word) {
  let i = 0;
  while (i < word.length && word[i] === candidate[i]) i += 1;
  const rest = word.slice(i + 1);
  const swapped = word[i + 1] === candidate[i] && word[i] === candidate[i + 1];
  return [i, i + 1].some((at) => candidate.startsWith(rest, at))
    || candidate.startsWith(word.slice(i), i + 1)
    || (swapped && candidate.startsWith(word.slice(i + 2), i + 2));
}
