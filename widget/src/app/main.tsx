import '@haven/shared/tokens.css';
import './styles/base.css';
import './styles/home.css';
import { render } from 'preact';
import { App } from './App.tsx';
import { createApp } from './app-model.ts';
import { connectHost } from './connect-host.ts';
import { noHost } from './host.ts';
import { readPlace } from './place.ts';
import { chooseLanguage } from './preferences.ts';

const root = document.getElementById('app');
const place = readPlace();
if (root !== null && place !== null) {
  const language = chooseLanguage(null, navigator.languages);
  const app = createApp(place, noHost, { language, theme: 'system', layout: 'full' });
  connectHost(app);
  render(<App app={app} />, root);
}
