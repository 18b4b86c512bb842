// A sound and a vibration for each tone: rising for good, twice the same for again, falling for no.
const NOTES = {
  good: [[660, 0, 0.09], [990, 0.09, 0.18]],
  again: [[520, 0, 0.12], [520, 0.2, 0.12]],
  no: [[330, 0, 0.18], [196, 0.18, 0.4]],
  unsent: [[196, 0, 0.15], [196, 0.25, 0.15], [196, 0.5, 0.15]],
  plain: [[440, 0, 0.1]],
};
const BUZZ = { good: 60, again: [60, 80, 60], no: 400, unsent: [150, 100, 150, 100, 150], plain: 30 };
let audio;

// Browsers let a page make sounds only after somebody touched it.
export function allowSound() {
  audio ??= new AudioContext();
  audio.resume();
}

export function play(tone) {
  navigator.vibrate?.(BUZZ[tone]);
  if (!audio) return;
  for (const [pitch, after, length] of NOTES[tone]) note(pitch, audio.currentTime + after, length);
}

function note(pitch, start, length) {
  const [tone, volume] = [audio.createOscillator(), audio.createGain()];
  tone.type = "triangle";
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0.4, start);
  volume.gain.exponentialRampToValueAtTime(0.01, start + length);
  tone.connect(volume).connect(audio.destination);
  tone.start(start);
  tone.stop(start + length);
}
