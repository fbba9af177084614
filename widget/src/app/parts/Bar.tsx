import type { ComponentChildren } from 'preact';
import { useApp, useStrings } from '../app-model.ts';
import { useStore } from '../store.ts';
import { Icon } from './Icon.tsx';

/** Closes the widget; there is nothing to close where it was opened by itself. */
export function CloseButton() {
  const app = useApp();
  const strings = useStrings();
  if (!app.place.isFramed) return null;
  return (
    <button
      type="button"
      class="icon-btn end"
      aria-label={strings.close}
      onClick={() => app.host.get().post({ type: 'close' })}
    >
      <Icon name="close" size={22} />
    </button>
  );
}

/** Goes back by one screen. */
export function BackButton() {
  const { navigation } = useApp();
  const strings = useStrings();
  return (
    <button type="button" class="icon-btn back" aria-label={strings.back} onClick={() => navigation.back()}>
      <Icon name="left" size={24} />
    </button>
  );
}

/** The bar of the two steps before a chat. */
export function StepBar({ step }: { step: 1 | 2 }) {
  const strings = useStrings();
  return (
    <header class="bar">
      <BackButton />
      <span class="steps">
        <i class="on" />
        <i class={step === 2 ? 'on' : ''} />
        <span class="sr-only">{strings.start.step(step)}</span>
      </span>
      <CloseButton />
    </header>
  );
}

/** The standing promise: support never asks for a phrase or key. */
export function SafetyLine({ look }: { look: 'plain' | 'strip' }) {
  const strings = useStrings();
  return (
    <p class={look === 'strip' ? 'promise promise-strip' : 'promise'}>
      <Icon name={look === 'strip' ? 'lock' : 'shield'} size={look === 'strip' ? 14 : 16} />
      <span>{strings.promise}</span>
    </p>
  );
}

/** A sentence that confirms something, gone after a moment. */
export function Toast() {
  const { toast } = useApp();
  const words = useStore(toast);
  return <output class="toast-place">{words !== null && <span class="toast">{words}</span>}</output>;
}

/** The filled button of a screen, at its foot. */
export function Foot({ children }: { children: ComponentChildren }) {
  return <div class="foot">{children}</div>;
}
