import type { ReactElement } from 'react';

/** A plumb line: the string, and the bob that always tells which way is down. */
export function Logo({ size = 22 }: { size?: number }): ReactElement {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" className="logo-ground" />
      <path d="M16 4v9" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" />
      <path d="M16 12l6 6-6 10-6-10z" fill="#ffb224" />
      <path d="M16 12l6 6h-12z" fill="#ffd480" />
    </svg>
  );
}
