// A plucked string, by the algorithm of Karplus and Strong.

/** Returns the samples of a string of a frequency in hertz. */
export function pluck(frequency, rate, seconds) {
  const period = Math.round(rate / frequency);
  const string = Float32Array.from({ length: period }, () => 0.5 * Math.random() - 0.25);
  return Float32Array.from({ length: rate * seconds }, (_, time) => {
    const [place, next] = [time % period, (time + 1) % period];
    const sample = string[place];
    string[place] = 0.5 * (string[place] + string[next]);
    return sample;
  });
}
