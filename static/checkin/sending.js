// Sends one report and gives the server’s answer. Sending it again is safe: its id stays the same.
const PATIENCE = 8000; // ms

export class NotKept extends Error {}

// randomUUID needs https; these numbers don’t.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

export function report(post, what) {
  return { scan_id: newId(), kind: "scan", at: new Date().toISOString(), ...post, ...what };
}

export async function send(url, scan) {
  const response = await post(url, { sent_at: new Date().toISOString(), scans: [scan] });
  if (response.status === 401) throw new NotKept("signedOut");
  const answer = response.ok ? (await response.json().catch(() => []))[0] : undefined;
  // Only an answer to this very scan means that it is kept; a page in between is none.
  if (answer?.scan_id !== scan.scan_id) throw new NotKept("server");
  return answer;
}

async function post(url, batch) {
  const headers = {
    Accept: "application/json",
    "Content-Type": "application/json",
    "X-Conference-Door": "1",
  };
  const signal = AbortSignal.timeout(PATIENCE);
  try {
    return await fetch(url, { method: "POST", headers, body: JSON.stringify(batch), signal });
  } catch {
    throw new NotKept("network");
  }
}
