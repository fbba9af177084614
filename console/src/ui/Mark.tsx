/** Haven's mark. `size` in pixels. */
export function Mark({ size }: { size: number }) {
  return (
    <span
      aria-hidden
      className="grid shrink-0 place-items-center bg-accent-solid text-white"
      style={{ width: size, height: size, borderRadius: size * 0.29 }}
    >
      <svg
        width={size * 0.62}
        height={size * 0.62}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.4"
        strokeLinecap="round"
        aria-hidden="true"
      >
        <path d="M5.5 4v16M18.5 4v16M5.5 15.5a6.5 6.5 0 0 1 13 0" />
      </svg>
    </span>
  );
}
