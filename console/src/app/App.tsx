import type { CSSProperties } from 'react';
import { Toaster } from 'sonner';
import { useStore } from 'zustand';
import { ChangePasswordScreen } from '../features/sign-in/ChangePasswordScreen.tsx';
import { SignInScreen } from '../features/sign-in/SignInScreen.tsx';
import { useConsole, useStrings } from '../live/console-context.tsx';
import { Failed } from '../ui/States.tsx';
import { SignedIn } from './SignedIn.tsx';
import { useMedia, usePageLook } from './use-page-look.ts';

/** As wide as the list below it. */
const toastWidth = { '--width': '292px' } as CSSProperties;

/** The whole console: who is signed in decides what is drawn. */
export function App() {
  const theme = usePageLook();
  const isSmall = useMedia('(max-width: 759px)');
  return (
    <>
      <Screen />
      {/* Over the list, where it covers nothing that is being written; on a small screen above everything. */}
      <Toaster
        theme={theme}
        position={isSmall ? 'top-center' : 'bottom-left'}
        offset={{ bottom: 16, left: 64 }}
        mobileOffset={8}
        style={toastWidth}
      />
    </>
  );
}

function Screen() {
  const { errors } = useStrings();
  const { session } = useConsole();
  const state = useStore(session.store);
  switch (state.phase) {
    case 'checking':
      return null;
    case 'unreachable':
      return <Failed text={errors.unavailable} onRetry={() => void session.check()} />;
    case 'signed_out':
      return <SignInScreen reason={state.reason} />;
    case 'signed_in':
      return state.me.mustChangePassword ? (
        <ChangePasswordScreen />
      ) : (
        <SignedIn key={state.me.id} me={state.me} />
      );
  }
}
