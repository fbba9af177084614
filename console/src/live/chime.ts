/** Two short notes, made on the spot: there is no file to load. Hertz and seconds. */
const notes = {
  chat: [660, 880],
  message: [740, 740],
  case: [880, 660],
  offer: [660, 990],
  whisper: [740, 620],
} as const;
const noteSeconds = 0.11;
const loudness = 0.08;

export type Chime = { play(kind: keyof typeof notes): void; unlock(): void };

/** Browsers allow sound only after a gesture: `unlock` is called on the first one, until then `play` is silent. */
export function createChime(): Chime {
  let context: AudioContext | null = null;
  return {
    unlock() {
      context ??= new AudioContext();
      if (context.state === 'suspended') void context.resume();
    },
    play(kind) {
      if (context?.state !== 'running') return;
      const audio = context;
      notes[kind].forEach((hertz, index) => playNote(audio, hertz, audio.currentTime + index * noteSeconds));
    },
  };
}

function playNote(audio: AudioContext, hertz: number, at: number): void {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(loudness, at + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + noteSeconds);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + noteSeconds);
}
