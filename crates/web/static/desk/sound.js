// @ts-check
// Two short tones, made here: no file, and silence wherever the browser does not allow sound.

const TONES = [660, 880];
const TONE_S = 0.14;
const LOUDNESS = 0.08;

export function beep() {
  try {
    const context = new AudioContext();
    const gain = context.createGain();
    gain.gain.value = LOUDNESS;
    gain.connect(context.destination);
    TONES.forEach((frequency, index) => {
      const tone = context.createOscillator();
      tone.frequency.value = frequency;
      tone.connect(gain);
      tone.start(context.currentTime + index * TONE_S);
      tone.stop(context.currentTime + (index + 1) * TONE_S);
      tone.onended = () => void (index === TONES.length - 1 && context.close());
    });
  } catch {
    // The title says it too.
  }
}
