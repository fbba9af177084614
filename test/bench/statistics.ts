/** The value below which `part` (0 to 1) of the values lie; NaN for none. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** With `digits` after the point. */
export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
