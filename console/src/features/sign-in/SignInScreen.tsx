import type { RevokedReason } from '@haven/shared/browser/connection';
import { passwordMaxChars } from '@haven/shared/limits';
import { type FormEvent, useRef, useState } from 'react';
import { useConsole, useStrings } from '../../live/console-context.tsx';
import { Button } from '../../ui/Button.tsx';
import { failureText } from '../../ui/failure-text.ts';
import { fieldText } from './field-text.ts';
import { SignInField } from './SignInField.tsx';
import { SignInFrame } from './SignInFrame.tsx';

/** Sign-in by e-mail and password; a refusal never says which of the two was wrong. */
export function SignInScreen({ reason }: { reason: RevokedReason | null }) {
  const strings = useStrings();
  const { signIn: words } = strings;
  const { session } = useConsole();
  const password = useRef<HTMLInputElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(null);
    const answer = await session.signIn(fieldText(form, 'email'), fieldText(form, 'password'));
    setBusy(false);
    if (answer.ok) return;
    const isWrong = answer.error.code === 'unauthenticated' || answer.error.code === 'invalid';
    setProblem(isWrong ? words.wrong : failureText(answer.error, strings));
    password.current?.focus();
    password.current?.select();
  }

  return (
    <SignInFrame title={words.title} subtitle={words.subtitle}>
      {reason !== null && problem === null && (
        <p role="status" className="mb-4 rounded-md bg-warn-soft px-3 py-2 text-warn">
          {words.ended[reason]}
        </p>
      )}
      <form onSubmit={(event) => void submit(event)}>
        <SignInField
          label={words.email}
          name="email"
          type="email"
          autoComplete="username"
          required
          autoFocus
        />
        <SignInField
          ref={password}
          label={words.password}
          name="password"
          type="password"
          autoComplete="current-password"
          maxLength={passwordMaxChars}
          required
        />
        {problem !== null && (
          <p role="alert" className="mb-4 text-danger">
            {problem}
          </p>
        )}
        <Button type="submit" look="primary" size="lg" className="w-full" isBusy={isBusy}>
          {words.submit}
        </Button>
      </form>
    </SignInFrame>
  );
}
