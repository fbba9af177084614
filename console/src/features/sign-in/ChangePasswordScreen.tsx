import { passwordMaxChars, passwordMinChars } from '@haven/shared/limits';
import { type FormEvent, useState } from 'react';
import { useConsole, useStrings } from '../../live/console-context.tsx';
import { Button } from '../../ui/Button.tsx';
import { failureText } from '../../ui/failure-text.ts';
import { fieldText } from './field-text.ts';
import { SignInField } from './SignInField.tsx';
import { SignInFrame } from './SignInFrame.tsx';

type Problem = { field: 'current' | 'next' | 'repeat' | null; text: string };

/** Somebody else set the password: nothing else is possible until it is one's own. */
export function ChangePasswordScreen() {
  const strings = useStrings();
  const { signIn: words } = strings;
  const { session } = useConsole();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const errorOf = (field: Problem['field']) => (problem?.field === field ? problem.text : null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const current = fieldText(form, 'current');
    const next = fieldText(form, 'next');
    if (next.length < passwordMinChars)
      return setProblem({ field: 'next', text: words.tooShort(passwordMinChars) });
    if (next === current) return setProblem({ field: 'next', text: words.sameAsOld });
    if (next !== fieldText(form, 'repeat')) return setProblem({ field: 'repeat', text: words.notSame });
    setBusy(true);
    setProblem(null);
    const answer = await session.changePassword(current, next);
    setBusy(false);
    if (answer.ok) return;
    if (answer.error.code === 'refused') setProblem({ field: 'current', text: words.currentWrong });
    else setProblem({ field: null, text: failureText(answer.error, strings) });
  }

  return (
    <SignInFrame title={words.changeTitle} subtitle={words.changeSubtitle}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <SignInField
          label={words.current}
          name="current"
          type="password"
          autoComplete="current-password"
          maxLength={passwordMaxChars}
          error={errorOf('current')}
          autoFocus
        />
        <SignInField
          label={words.next}
          name="next"
          type="password"
          autoComplete="new-password"
          maxLength={passwordMaxChars}
          error={errorOf('next')}
        />
        <SignInField
          label={words.repeat}
          name="repeat"
          type="password"
          autoComplete="new-password"
          maxLength={passwordMaxChars}
          error={errorOf('repeat')}
        />
        {problem?.field === null && (
          <p role="alert" className="mb-4 text-danger">
            {problem.text}
          </p>
        )}
        <Button type="submit" look="primary" size="lg" className="w-full" isBusy={isBusy}>
          {words.change}
        </Button>
      </form>
      <Button look="ghost" size="lg" className="mt-2 w-full" onClick={() => void session.signOut()}>
        {words.signOut}
      </Button>
    </SignInFrame>
  );
}
