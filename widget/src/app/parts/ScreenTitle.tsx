import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useApp } from '../app-model.ts';

/** The title of a screen. It takes the focus when the screen is opened, so that it is announced; the first one leaves it. */
export function ScreenTitle({ look, children }: { look?: string; children: ComponentChildren }) {
  const { navigation } = useApp();
  const titleRef = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (navigation.hasMoved()) titleRef.current?.focus();
  }, [navigation]);
  return (
    <h1 ref={titleRef} class={look} tabIndex={-1}>
      {children}
    </h1>
  );
}
