/** Icons on a 24 grid: `line` is drawn as a stroke, `dot` filled. */
type Drawing = { line?: string; dot?: string };

const circle = (x: number, y: number, r: number) =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;

const rect = (x: number, y: number, w: number, h: number, r: number) =>
  `M${x + r} ${y}h${w - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${h - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}h${2 * r - w}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - h}a${r} ${r} 0 0 1 ${r} ${-r}z`;

export const icons = {
  alert: {
    line: 'M10.9 4.7L3.6 17.6A1.3 1.3 0 0 0 4.7 19.5h14.6a1.3 1.3 0 0 0 1.1-1.9L13.1 4.7a1.3 1.3 0 0 0-2.2 0zM12 9.5v4',
    dot: circle(12, 16.4, 1),
  },
  bell: { line: 'M6.5 10.2a5.5 5.5 0 0 1 11 0c0 4.6 2 6 2 6h-15s2-1.4 2-6zM10 19.4a2.3 2.3 0 0 0 4 0' },
  book: { line: 'M5 18V6a2 2 0 0 1 2-2h12v12H7a2 2 0 0 0-2 2zM5 18a2 2 0 0 0 2 2h12v-4M9 8h6' },
  check: { line: 'M5 12.6l4.5 4.4L19 7.2' },
  checks: { line: 'M2.5 12.8l4 3.9L15 7.5M11.2 15.6l1.2 1.1 8.9-9.2' },
  down: { line: 'M6 9.5l6 6 6-6' },
  left: { line: 'M14.5 6l-6 6 6 6' },
  right: { line: 'M9.5 6l6 6-6 6' },
  up: { line: 'M6 14.5l6-6 6 6' },
  clock: { line: `${circle(12, 12, 8.25)}M12 7.5V12l3 2` },
  close: { line: 'M6 6l12 12M18 6L6 18' },
  help: {
    line: `${circle(12, 12, 8.25)}M9.6 9.7a2.45 2.45 0 0 1 4.8.6c0 1.7-2.4 1.9-2.4 3.4`,
    dot: circle(12, 16.4, 1),
  },
  image: {
    line: `${rect(3.5, 5, 17, 14, 2.5)}M3.5 16l4.6-4.4 3.8 3.6 2.8-2.6 5.8 5.2${circle(15.5, 9.3, 1.3)}`,
  },
  layers: { line: 'M12 4l8.5 4.3L12 12.6 3.5 8.3 12 4zM3.5 12.3l8.5 4.3 8.5-4.3M3.5 16l8.5 4.3 8.5-4.3' },
  lock: { line: `${rect(5.5, 10.5, 13, 9.5, 2)}M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5` },
  more: { dot: circle(5.5, 12, 1.3) + circle(12, 12, 1.3) + circle(18.5, 12, 1.3) },
  phone: { line: `${rect(7, 3.5, 10, 17, 2.5)}M10.8 17.5h2.4` },
  plus: { line: 'M12 5v14M5 12h14' },
  refresh: { line: 'M19.5 12a7.5 7.5 0 1 1-2.1-5.2L19.5 9M19.5 4.6V9h-4.4' },
  search: { line: `${circle(11, 11, 6.5)}M15.8 15.8L20 20` },
  send: { line: 'M12 19V5.5M6 11.2l6-6 6 6' },
  shield: {
    line: 'M12 3.5l7 2.6v5.2c0 4.5-2.9 7.7-7 9.2-4.1-1.5-7-4.7-7-9.2V6.1l7-2.6zM8.9 11.9l2.2 2.2 4.1-4.3',
  },
  'shield-stop': {
    line: 'M12 3.5l7 2.6v5.2c0 4.5-2.9 7.7-7 9.2-4.1-1.5-7-4.7-7-9.2V6.1l7-2.6zM9.7 9.7l4.6 4.6M14.3 9.7l-4.6 4.6',
  },
  star: {
    line: 'M12 3.8l2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8L12 3.8z',
  },
  swap: { line: 'M4 8.5h15.5M16 5l3.5 3.5M20 15.5H4.5M8 19l-3.5-3.5' },
  tech: { line: `${rect(7, 3.5, 10, 17, 2.5)}M12 7.5v5`, dot: circle(12, 15.8, 1) },
  user: { line: `${circle(12, 8.3, 3.8)}M4.8 19.8c.8-3.4 3.7-5.6 7.2-5.6s6.4 2.2 7.2 5.6` },
  offline: {
    line: 'M4 4l16 16M9.2 15.7a4.2 4.2 0 0 1 5.6 0M6.2 12.6a8.5 8.5 0 0 1 3.7-2M3.2 9.4a12.7 12.7 0 0 1 3.3-2.2M20.8 9.4A12.8 12.8 0 0 0 10.6 6M17.8 12.6a8.5 8.5 0 0 0-1.6-1.2',
    dot: circle(12, 18.6, 1.1),
  },
} satisfies Record<string, Drawing>;

export type IconName = keyof typeof icons;
export const drawingOf = (name: IconName): Drawing => icons[name];
