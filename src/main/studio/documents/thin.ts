/** Which of many earlier versions to keep: dense where it is recent, sparse where it is long ago. */

/**
 * @param times milliseconds, ascending
 * @returns indexes of those to let go, so that `most` remain; never the first or the last
 */
export function thin(times: readonly number[], most: number, now: number): number[] {
  const kept = times.map((_, index) => index);
  const gone: number[] = [];
  while (kept.length > Math.max(2, most)) {
    const at = leastMissed(times, kept, now);
    gone.push(...kept.splice(at, 1));
  }
  return gone.sort((a, b) => a - b);
}

/** The one whose absence leaves the smallest gap, measured by how long ago it is. */
function leastMissed(times: readonly number[], kept: readonly number[], now: number): number {
  let least = 1;
  let smallest = Number.POSITIVE_INFINITY;
  for (let i = 1; i < kept.length - 1; i++) {
    const time = times[kept[i] as number] as number;
    const gap = (times[kept[i + 1] as number] as number) - (times[kept[i - 1] as number] as number);
    const share = gap / Math.max(1, now - time);
    if (share < smallest) {
      smallest = share;
      least = i;
    }
  }
  return least;
}
