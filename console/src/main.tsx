import './styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { ConsoleProvider } from './live/console-context.tsx';
import { createPreferences } from './live/create-preferences.ts';
import { createSecretGuard } from './live/create-secret-guard.ts';
import { createSession } from './live/create-session.ts';
import { createUnsent } from './live/create-unsent.ts';

const root = document.getElementById('app');
if (root === null) throw new Error('#app is missing');
const parts = {
  session: createSession(),
  preferences: createPreferences(),
  unsent: createUnsent(),
  guard: createSecretGuard(),
};
void parts.session.check();

createRoot(root).render(
  <StrictMode>
    <ConsoleProvider value={parts}>
      <App />
    </ConsoleProvider>
  </StrictMode>,
);
